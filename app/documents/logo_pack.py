"""A programme's pack of logos: reads its folder and makes sure that it keeps the marking rules.

A pack is a folder with `pack.toml` and drawings beside it; `resources/logos/README.md` tells how
to make one.
"""

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.base.errors import UserError
from app.base.i18n import _
from app.base.paths import resource, user_data
from app.documents.fonts import REGULAR, SEMIBOLD, text_width
from app.documents.vector import Drawing, read_drawing

ROLES = ("programme", "state", "eu", "region")
OURS = "programme"
"""The folder of the pack that ships with the program."""
CAPTION_SIZE = 0.215  # in heights of the EU flag

_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Logo:
    """One sign of the row."""

    role: str
    drawing: Drawing
    height: float
    caption: tuple[str, ...]
    line_before: bool = False

    @property
    def width(self) -> float:
        """The drawing's width, in heights of the EU flag."""
        return self.drawing.width_at(self.height)

    @property
    def face(self) -> str:
        """The caption's face."""
        return SEMIBOLD if self.role == "programme" else REGULAR

    @property
    def room(self) -> float:
        """The width of the drawing or its caption, whichever is wider, in the same measure."""
        captions = (text_width(text, self.face, CAPTION_SIZE) for text in self.caption)
        return max(self.width, *captions, 0.0)


def own_packs() -> Path:
    """Return the folder of the packs that were added on this computer."""
    return user_data() / "logos"


def pack_folder(pack: str) -> Path:
    """Return where a pack stands: among ours or among those added here.

    Raises:
        UserError: there is none of this name.
    """
    for home in (resource("logos"), own_packs()):
        if pack and (home / pack / "pack.toml").is_file():
            return home / pack
    message = _("The logo pack {name} is not on this computer. Choose another in Settings.")
    raise UserError(message.format(name=pack))


@cache
def read_pack(folder: Path, language: str) -> tuple[float, tuple[Logo, ...]]:
    """Return a pack's least EU flag height in millimetres and its logos from left to right.

    Raises:
        UserError: the folder is no pack, or its sizes break the rule.
    """
    facts = _facts(folder)
    minimum = _number(folder, facts, "minimum_mm")
    entries = facts.get("logo")
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise _broken(folder, _("each logo begins with a line [[logo]]"))
    logos = tuple(_logo(folder, entry, language) for entry in entries)
    check_sizes(logos)
    return minimum, logos


def pack_title(folder: Path) -> str:
    """Return what a pack calls itself, else its folder's name.

    Raises:
        UserError: the folder is no pack.
    """
    return str(_facts(folder).get("name") or folder.name).strip()


def check_sizes(logos: Iterable[Logo]) -> None:
    """Make sure that each role is there once and that no logo is larger than the EU flag.

    Raises:
        UserError: what is missing, doubled or too large.
    """
    every = tuple(logos)
    by_role = {logo.role: logo for logo in every}
    missing = [role for role in ROLES if role not in by_role]
    if missing:
        raise UserError(_("The logo pack lacks: {roles}.").format(roles=", ".join(missing)))
    if len(every) > len(by_role):
        raise UserError(_("The logo pack has a role twice. Give each logo a role of its own."))
    flag = by_role["eu"]
    for logo in every:
        if logo.height > flag.height + _SLACK or logo.width > flag.width + _SLACK:
            message = _("The logo “{role}” is larger than the EU flag. Make it smaller.")
            raise UserError(message.format(role=logo.role))


def _facts(folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / "pack.toml").read_text("utf-8"))
    except OSError:
        raise _broken(folder, _("there is no pack.toml in it")) from None
    except UnicodeDecodeError:
        raise _broken(folder, _("pack.toml is not saved as UTF-8")) from None
    except tomllib.TOMLDecodeError as wrong:
        raise _broken(folder, f"pack.toml: {wrong}") from wrong


def _logo(folder: Path, entry: dict[str, Any], language: str) -> Logo:
    role = str(entry.get("role", ""))
    if role not in ROLES:
        known = _("the role “{role}” is not one of {known}")
        raise _broken(folder, known.format(role=role, known=", ".join(ROLES)))
    file = str(entry.get("file", ""))
    if not file or Path(file).name != file or not (folder / file).is_file():
        gone = _("the drawing “{file}” of “{role}” is not beside pack.toml")
        raise _broken(folder, gone.format(file=file, role=role))
    captions = entry.get("caption", {})
    if not isinstance(captions, dict):
        wrong = _('the caption of “{role}” is not given by language, as in {{ pl = "…" }}')
        raise _broken(folder, wrong.format(role=role))
    caption = str(captions.get(language, captions.get("pl", "")))
    return Logo(
        role=role,
        drawing=read_drawing(folder / file),
        height=_number(folder, {"height": 1.0} | entry, "height"),
        caption=tuple(caption.split("\n")) if caption else (),
        line_before=bool(entry.get("line_before", False)),
    )


def _number(folder: Path, facts: dict[str, Any], name: str) -> float:
    value = facts.get(name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(float(value or 0)) or float(value or 0) <= 0:
        wrong = _("“{name}” in pack.toml is not a number above zero")
        raise _broken(folder, wrong.format(name=name))
    return float(value or 0)


def _broken(folder: Path, reason: str) -> UserError:
    message = _("The logo pack {name} cannot be used: {reason}.")
    return UserError(message.format(name=folder.name, reason=reason))
