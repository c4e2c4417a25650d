"""Any field's value as text for a person, and a record's history in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.base import formats
from app.base.i18n import _
from app.model import territory
from app.model.entity import choice_label, field_map
from app.model.every_entity import entities_by_name
from app.model.field import Field, Kind, Raw
from app.services import naming
from app.store import history


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One change of a record, in words.

    Attributes:
        fields: each changed field's label and its new value as text.
    """

    time: datetime
    author: str
    label: str
    fields: tuple[tuple[str, str], ...]


def value_text(session: Session, field: Field, raw: Raw) -> str:
    """Return a stored value as a person reads it; an empty one is a dash."""
    if raw is None or raw == "":
        return "–"
    if not field.accepts(raw):
        return str(raw)
    value = field.from_raw(raw)
    if field.kind in (Kind.REFERENCE, Kind.REFERENCES):
        ids = [value] if field.kind is Kind.REFERENCE else list(value)
        known = naming.titles(session, field.target, ids)
        return ", ".join(known.get(row, "…") for row in ids) or "–"
    if field.kind is Kind.CHOICES:
        return ", ".join(choice_label(field, one) for one in value) or "–"
    return _plain_text(field, value)


def _plain_text(field: Field, value: object) -> str:
    if field.kind is Kind.CHOICE:
        return choice_label(field, str(value))
    if field.name.endswith("county"):
        return territory.county_name(str(value))
    if field.kind is Kind.FLAG:
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return formats.format_datetime(value)
    if field.kind is Kind.DATE:
        return formats.format_date(value)  # type: ignore[arg-type]
    return str(value)


def history_of_all(session: Session, rows: Sequence[tuple[str, str]]) -> list[ShownStep]:
    """Return the history of several records as one, the latest change first."""
    steps = [step for entity, row in rows for step in history_of(session, entity, row)]
    return sorted(steps, key=lambda step: step.time, reverse=True)


def history_of(session: Session, entity: str, row: str) -> list[ShownStep]:
    """Return a record's history, the latest change first."""
    steps = history.history(session, row)
    known = entities_by_name().get(entity)
    fields = field_map(known) if known else {}
    names = naming.titles(session, "promoter", {step.author for step in steps if step.author})
    devices = naming.titles(session, "device", {_device(step.writer) for step in steps})
    return [
        ShownStep(
            step.time,
            names.get(step.author or "", "") or devices.get(_device(step.writer), step.writer[:8]),
            step.label,
            tuple(
                (_(fields[name].label), value_text(session, fields[name], raw))
                for name, raw in step.fields.items()
                if name in fields and not fields[name].hidden
            ),
        )
        for step in reversed(steps)
    ]


def _device(writer: str) -> str:
    """Return the device of a writer, which is a device under one of its incarnations."""
    return writer.partition("~")[0]
