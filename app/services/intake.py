"""Records given as JSON lines, saved through the same checks as the window's."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.base.text import is_writable
from app.model.entity import Entity, entity_name, field_map
from app.model.every_entity import entities_by_name
from app.services import records
from app.store.database import Database

_KEYS = ("entity", "id", "set", "delete")
_LONGEST = 1_000_000
"""Characters of one text; a note that long is a file pasted by mistake."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one line: the record's entity and id, or why it was refused."""

    line: int
    entity: str = ""
    id: str = ""
    error: str = ""


def save_each(database: Database, lines: Iterable[str]) -> Iterator[Saved]:
    """Save each line in a transaction of its own; a refused line does not stop the next."""
    for number, text in _numbered(lines):
        try:
            written = database.write(_save_line, text, label=_("Recorded from a file"))
            yield Saved(number, *written.result)
        except UserError as error:
            yield Saved(number, error=str(error))


def save_all(database: Database, lines: Iterable[str]) -> list[Saved]:
    """Save all lines in one transaction, or none of them when one is refused."""
    saved: list[Saved] = []

    def save(session: Session) -> None:
        for number, text in _numbered(lines):
            try:
                saved.append(Saved(number, *_save_line(session, text)))
                session.flush()
            except UserError as error:
                saved[:] = [Saved(number, error=str(error))]
                raise

    try:
        database.write(save, label=_("Recorded from a file"))
    except UserError:
        if not saved or not saved[0].error:
            raise
    return saved


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, text) for number, text in enumerate(lines, 1) if text.strip())


def _save_line(session: Session, text: str) -> tuple[str, str]:
    given = _parsed(text)
    entity = entities_by_name().get(str(given.get("entity")))
    if entity is None:
        raise UserError(_("There is no entity “{name}”.").format(name=given.get("entity")))
    row = _row(session, entity, given.get("id"))
    if given.get("delete") and not row.scope:
        raise UserError(_("There is no record {id} to delete.").format(id=row.id))
    for name, value in _fields(entity, given).items():
        setattr(row, name, value)
    if given.get("delete"):
        records.delete(session, row)
    else:
        row = records.save(session, row)
    return entity_name(entity), row.id


def _parsed(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
        whole = is_writable(json.dumps(given, ensure_ascii=False))
    except (ValueError, RecursionError) as error:
        raise UserError(_("This line is not JSON: {reason}.").format(reason=_why(error))) from error
    if not whole:
        raise UserError(
            _("This line holds half of a character (such as \\ud83d alone): write it whole.")
        )
    if not isinstance(given, dict) or not isinstance(given.get("set", {}), dict):
        raise UserError(_('A line looks like {"entity": "company", "set": {"name": "…"}}.'))
    unknown = [name for name in given if name not in _KEYS]
    if unknown:
        wrong = _("A line has no key “{name}”. It has: {known}.")
        raise UserError(wrong.format(name=unknown[0], known=", ".join(_KEYS)))
    return given


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return _("the mistake is at character {n}").format(n=error.pos + 1)
    return _("it is nested too deeply, or a number is too long")


def _row(session: Session, entity: type[Entity], row_id: object) -> Entity:
    if row_id is None:
        return records.new(entity)
    # Lists part ids by line ends: a record under such a name would never be shown.
    if not isinstance(row_id, str) or not 0 < len(row_id) <= 64 or not row_id.isprintable():
        raise UserError(_("An id is a short text."))
    return session.get(entity, row_id) or records.new(entity, id=row_id)


def _fields(entity: type[Entity], given: dict[str, Any]) -> dict[str, Any]:
    known = field_map(entity)
    values = {}
    for name, value in given.get("set", {}).items():
        if name not in known:
            unknown = _("{entity} has no field “{name}”. It has: {known}.")
            visible = ", ".join(field for field in known if not known[field].hidden)
            raise UserError(unknown.format(entity=entity_name(entity), name=name, known=visible))
        if isinstance(value, str) and len(value) > _LONGEST:
            long = _("The text of “{name}” is too long: at most 1,000,000 characters are kept.")
            raise UserError(long.format(name=name))
        values[name] = records.parse(known[name], value)
    return values
