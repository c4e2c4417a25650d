"""What files bring, record by record: which is new, which fields of others change, in words."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from app.base.text import sort_key
from app.model.entity import Entity, field_map
from app.model.every_entity import entities_by_name
from app.services import naming
from app.services.describing import value_text
from app.store.arrived import fields_since
from app.store.capture import RowKey
from app.store.streams import Knowledge
from app.sync.import_report import ArrivedRow

MOST = 200
"""So many records are told of one file; the rest is counted."""
_BIRTH, _END = "created_at", "deleted"


def told(
    session: Session,
    rows: Collection[RowKey],
    before: Knowledge,
    conflicts: Collection[tuple[str, str]] = (),
) -> list[ArrivedRow]:
    """Return the first of the records that came, by kind, those in question before all others.

    Of the kinds the one with the fewest records is first: a leaflet has some thirty blocks, and
    the one company among them is what somebody looks for.

    Args:
        session: any session that sees what came.
        rows: what came.
        before: what the store held before.
        conflicts: the fields that are in question now, as (row, field).
    """
    asked: dict[str, set[str]] = defaultdict(set)
    for row, field in conflicts:
        asked[row].add(field)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for entity, row in sorted(rows, key=lambda key: (key[1] not in asked, key)):
        by_kind[entity].append(row)
    known = entities_by_name()
    kinds = sorted(
        (one for one in by_kind if one in known),
        key=lambda one: (by_kind[one][0] not in asked, len(by_kind[one])),
    )
    found: list[ArrivedRow] = []
    for kind in kinds:
        ids = by_kind[kind][: MOST - len(found)]
        found += _of_kind(session, kind, known[kind], ids, before, asked) if ids else []
    return found


def _of_kind(
    session: Session,
    kind: str,
    entity: type[Entity],
    ids: Collection[str],
    before: Knowledge,
    asked: dict[str, set[str]],
) -> list[ArrivedRow]:
    names = frozenset(field_map(entity))
    came = fields_since(session.connection(), ids, {*names, _BIRTH, _END}, before)
    titles = naming.titles(session, kind, ids)
    rows = {one: session.get(entity, one) for one in ids}
    found = [
        ArrivedRow(
            kind,
            one,
            titles.get(one, "…"),
            is_new=_BIRTH in came.get(one, ()),
            is_gone=bool(row is not None and row.deleted and _END in came.get(one, ())),
            fields=_fields(session, row, came.get(one, frozenset()) & names),
            asked=[_label(entity, name) for name in sorted(asked.get(one, ()))],
        )
        for one, row in rows.items()
    ]
    return sorted(
        found, key=lambda one: (not one.asked, not one.is_new, sort_key(one.title), one.row)
    )


def _label(entity: type[Entity], name: str) -> str:
    known = field_map(entity)
    return known[name].label if name in known else name


def _fields(session: Session, row: Entity | None, names: Iterable[str]) -> list[tuple[str, str]]:
    if row is None:
        return []
    fields = field_map(type(row))
    came = set(names)
    shown = [one for one in fields.values() if one.name in came and not (one.hidden or one.coded)]
    return [
        (field.label, value_text(session, field, field.to_raw(getattr(row, field.name))))
        for field in shown
    ]
