"""Changes that this version's rules refuse, as a person reads them: kept, shown, never dropped."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.base.i18n import _
from app.model import territory
from app.model.entity import field_map
from app.model.every_entity import entities_by_name
from app.services import describing, naming
from app.store import set_aside
from app.store.set_aside import SetAside


@dataclass(frozen=True, slots=True)
class RefusedChange:
    """One field of a refused change.

    Attributes:
        record: the record's title, as far as it is known.
        device: the id of the device that wrote it.
    """

    entity: str
    row: str
    record: str
    field: str
    label: str
    value: str
    reason: str
    device: str
    time: datetime


def listed(session: Session) -> list[RefusedChange]:
    """Return the refused changes that the store keeps, the latest first; at most 200."""
    return [_described(session, one) for one in set_aside.listed(session.connection())]


def in_full(one: RefusedChange) -> str:
    """Return a refused change in one sentence."""
    return f"{one.record}, {one.label}: {one.value} ({one.reason})"


def _described(session: Session, one: SetAside) -> RefusedChange:
    entity = entities_by_name().get(one.entity)
    field = field_map(entity).get(one.field) if entity else None
    titles = _titles(session, one)
    return RefusedChange(
        one.entity,
        one.row,
        titles.get(one.row) or one.row,
        one.field,
        _(field.label) if field else one.field,
        describing.value_text(session, field, one.value) if field else str(one.value),
        _reason(one),
        one.writer.partition("~")[0],
        one.time,
    )


def _titles(session: Session, one: SetAside) -> dict[str, str]:
    if one.home is None or one.home[0] not in entities_by_name():
        return {}
    return naming.titles(session, one.home[0], [one.row])


def _reason(one: SetAside) -> str:
    if one.home is None:
        words = _("{entity}: such records are not kept in {scope}")
        return words.format(entity=_label(one.entity), scope=_place(one.scope))
    words = _("its id belongs to another record: {entity} in {scope}")
    return words.format(entity=_label(one.home[0]), scope=_place(one.home[1]))


def _label(entity: str) -> str:
    known = entities_by_name().get(entity)
    return _(known.about.label) if known else entity


def _place(scope: str) -> str:
    return territory.county_name(scope) if scope.isdigit() else scope
