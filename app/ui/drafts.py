"""What was typed and not yet saved; it outlives a crash."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.base import clock
from app.base.atomic import write_atomically
from app.base.errors import UserError
from app.base.i18n import _
from app.base.reasons import reason_of

if TYPE_CHECKING:
    from app.model.field import Raw


@dataclass(frozen=True, slots=True)
class Draft:
    """The typed values of one form.

    Attributes:
        values: stored forms of the fields that were changed.
        seen: what the store knew when the form was opened.
        base: stored forms of the same fields as they were then, so that the person is told
            what has changed in between.
        typed: words that give no value yet, by field: half a date, a name not yet picked.
        title: what the form was doing, for the person.
        way: the page and what it is told to open the form again, as `visits:record:ID`.
        kept_at: when it was kept.
    """

    values: dict[str, Raw]
    seen: dict[int, int] = field(default_factory=dict)
    base: dict[str, Raw] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    title: str = ""
    way: str = ""
    kept_at: str = ""

    @property
    def moment(self) -> datetime | None:
        """Return when it was kept."""
        return datetime.fromisoformat(self.kept_at) if self.kept_at else None


class Drafts:
    """All drafts of one store, in one small file beside it."""

    def __init__(self, path: Path) -> None:
        """Read the drafts that an earlier run left; a damaged file is an empty one."""
        self._path = path
        self._drafts = _read(path)

    def get(self, key: str) -> Draft | None:
        """Return the draft of a form, named `entity/id` or `entity/new`."""
        return self._drafts.get(key)

    def keep(self, key: str, draft: Draft) -> None:
        """Keep a draft on the disk.

        Raises:
            UserError: when the disk refuses; it is kept as long as the program runs.
        """
        known = self._drafts.get(key)
        if known is None or replace(known, kept_at="") != replace(draft, kept_at=""):
            self._drafts[key] = replace(draft, kept_at=clock.now().isoformat())
            self._write()

    def drop(self, key: str) -> None:
        """Forget a draft, for it was saved or given up; at worst the disk offers it once more."""
        if self._drafts.pop(key, None) is not None:
            with suppress(UserError):
                self._write()

    def listed(self) -> list[tuple[str, Draft]]:
        """Return the drafts that can be opened again with their keys, the latest first."""
        found = [(key, draft) for key, draft in self._drafts.items() if draft.way]
        return sorted(found, key=lambda one: one[1].kept_at, reverse=True)

    def _write(self) -> None:
        plain = {key: asdict(draft) for key, draft in self._drafts.items()}
        try:
            # In ASCII: what is typed may be half of a character, which only saving refuses.
            write_atomically(self._path, json.dumps(plain).encode())
        except OSError as error:
            said = _("What you type cannot be kept as a draft: {reason}.")
            raise UserError(said.format(reason=reason_of(error))) from error


def _read(path: Path) -> dict[str, Draft]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(key): Draft(
                dict(plain["values"]),
                {int(n): int(last) for n, last in plain["seen"].items()},
                dict(plain.get("base", {})),
                {str(name): str(words) for name, words in plain.get("typed", {}).items()},
                **{name: str(plain.get(name, "")) for name in ("title", "way", "kept_at")},
            )
            for key, plain in found.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
