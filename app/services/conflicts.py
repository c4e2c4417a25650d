"""Conflicts as people see them: which record, which field, which values, and the answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.base.i18n import _
from app.base.text import nfc
from app.model.entity import Entity, field_map, missing_fields
from app.model.every_entity import entity_named
from app.model.field import Field, Kind, Raw
from app.services import describing, naming, records
from app.store.changes import Changes
from app.store.database import Database
from app.store.who import refuse_foreign, who
from app.sync import conflicts


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One of the values, as text for a person.

    Attributes:
        author: who wrote it, by name if known.
        device: the device's id.
    """

    value: Raw
    text: str
    author: str
    device: str
    time: datetime


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """An open conflict ready for the screen.

    Attributes:
        base, mine, theirs: as text; the answers 1, 2 and 3.
        is_text: whether both can be kept.
    """

    id: str
    entity: str
    row: str
    field: str
    title: str
    entity_label: str
    field_label: str
    base: str
    mine: str
    theirs: str
    is_text: bool
    values: tuple[ShownValue, ...]
    asked: conflicts.Conflict


def listed(session: Session) -> list[ShownConflict]:
    """Return every open conflict, described for a person."""
    return [_described(session, asked) for asked in conflicts.open_conflicts(session)]


def shown(session: Session, conflict_id: str) -> ShownConflict:
    """Return one open conflict, described for a person.

    Raises:
        UserError: when it has been answered already, here or elsewhere.
    """
    return _described(session, conflicts.conflict(session, conflict_id))


def settle(database: Database, conflict_id: str, choice: str) -> Changes:
    """Answer a conflict with `base`, `mine`, `theirs`, `both` or a value.

    Raises:
        UserError: when it is answered already, the value does not fit, or this device may not
            write where the record belongs.
    """
    asked = database.read(conflicts.conflict, conflict_id)
    value = _chosen(asked, choice)
    label = _("Answered a conflict: {field}").format(
        field=_(conflicts.described_field(asked).label).lower()
    )
    written = database.write(_answer, conflict_id, value, label=label)
    return written.changes


def _answer(session: Session, conflict_id: str, value: Raw) -> None:
    row = conflicts.answer(session, conflict_id, value)
    refuse_foreign(who(session), row.scope)
    _refuse_problems(row, conflict_id.rpartition(".")[2])


def _refuse_problems(row: Entity, answered: str) -> None:
    # Only the answered field is this person's to mend; the others stay as they are.
    others = {name: getattr(row, name) for name in field_map(type(row)) if name != answered}
    if hasattr(row, "normalise"):
        row.normalise()
    for name, value in others.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    found = [one for one in (*missing_fields(row), *row.check()) if one.field == answered]
    if found:
        raise records.InvalidRecordError(found)


def as_json(shown: ShownConflict) -> dict[str, Any]:
    """Return a conflict in the shape of the command line's contract."""
    asked = shown.asked
    field = conflicts.described_field(asked)
    return {
        "id": asked.id,
        "entity": asked.entity,
        "row": asked.row,
        "field": asked.field,
        "base": _plain(field, asked.base),
        "shown": _plain(field, asked.shown),
        "mine": _plain(field, asked.mine),
        "theirs": _plain(field, asked.theirs),
        "values": [
            {
                "value": _plain(field, value.value),
                "device": value.device,
                "author": value.author,
                "time": value.time.isoformat(),
            }
            for value in asked.values
        ],
    }


def _chosen(asked: conflicts.Conflict, choice: str) -> Raw:
    if choice == "mine":
        return asked.mine
    if choice == "theirs":
        return asked.theirs
    if choice == "base":
        return asked.base
    if choice == "both":
        return conflicts.both(asked)
    choice = nfc(choice).strip()
    field = conflicts.described_field(asked)
    return field.to_raw(records.parse(field, choice))


def _plain(field: Field, raw: Raw) -> Any:
    if raw is None:
        return None
    if field.kind in (Kind.REFERENCES, Kind.CHOICES) and field.accepts(raw):
        return list(field.from_raw(raw))
    return bool(raw) if field.kind is Kind.FLAG else raw


def _both_fit(row: Entity | None, asked: conflicts.Conflict, field: Field) -> bool:
    """Tell whether the values fit together: no address of an e-mail is two of them."""
    if field.kind not in (Kind.TEXT, Kind.LONG_TEXT) or row is None:
        return False
    values = {name: getattr(row, name) for name in field_map(type(row))}
    tried = records.new(type(row), **(values | {asked.field: conflicts.both(asked)}))
    if hasattr(tried, "normalise"):
        tried.normalise()
    return all(problem.field != asked.field for problem in tried.check())


def _described(session: Session, asked: conflicts.Conflict) -> ShownConflict:
    entity = entity_named(asked.entity)
    field = conflicts.described_field(asked)
    row = session.get(entity, asked.row)
    texts = {
        raw: describing.value_text(session, field, raw)
        for raw in (asked.base, *(value.value for value in asked.values))
    }
    authors = naming.titles(
        session, "promoter", [value.author for value in asked.values if value.author]
    )
    devices = naming.titles(session, "device", [value.device for value in asked.values])
    values = tuple(
        ShownValue(
            value.value,
            texts[value.value],
            authors.get(value.author or "", "") or devices.get(value.device, value.device[:8]),
            value.device,
            value.time,
        )
        for value in asked.values
    )
    return ShownConflict(
        id=asked.id,
        entity=asked.entity,
        row=asked.row,
        field=asked.field,
        title=naming.title(session, row) if row else asked.row,
        entity_label=_(entity.about.label),
        field_label=_(field.label),
        base=texts[asked.base],
        mine=texts[asked.mine],
        theirs=texts[asked.theirs],
        is_text=_both_fit(row, asked, field),
        values=values,
        asked=asked,
    )
