"""What names a record to a person."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.i18n import _
from app.model import territory
from app.model.entity import Entity, entity_name, field_map
from app.model.every_entity import entity_named
from app.model.field import Kind
from app.model.merge_edge import MergeEdge
from app.store import erasing, faces


def title(session: Session, row: Entity) -> str:
    """Return what names a record to a person; references are named by what they point to."""
    return _titles_of(session, [row])[row.id]


def titles(session: Session, entity: str, ids: Iterable[str]) -> dict[str, str]:
    """Return the titles of records by id; a record that has not arrived is missing.

    A company that is joined with others bears the name under which they are shown.
    """
    if entity == "county":
        return {code: territory.county_name(code) for code in ids}
    if entity != faces.ENTITY:
        return _own_titles(session, entity, ids)
    shown = faces.shown_as(session, ids)
    own = _own_titles(session, entity, {*shown.values(), *shown})
    named = {row: own.get(face, own.get(row)) for row, face in shown.items()}
    return {row: name for row, name in named.items() if name is not None}


def _own_titles(session: Session, entity: str, ids: Iterable[str]) -> dict[str, str]:
    kind = entity_named(entity)
    wanted = tuple(set(ids))
    rows = [
        row
        for start in range(0, len(wanted), 500)
        for row in session.scalars(select(kind).where(kind.id.in_(wanted[start : start + 500])))
    ]
    return _titles_of(session, rows)


def _titles_of(session: Session, rows: Iterable[Entity]) -> dict[str, str]:
    listed = list(rows)
    if not listed:
        return {}
    entity = type(listed[0])
    parts: dict[str, list[str]] = {row.id: [] for row in listed}
    for name in entity.about.title:
        field = field_map(entity)[name]
        values = {row.id: getattr(row, name) for row in listed if getattr(row, name)}
        if field.kind is Kind.REFERENCE:
            # Who judges whether two are one must see the name of each.
            of = _own_titles if entity is MergeEdge else titles
            known = of(session, field.target, values.values())
            values = {row: known.get(value, "…") for row, value in values.items()}
        for row_id, value in values.items():
            parts[row_id].append(str(value))
    return {row_id: " ".join(found) or _nameless(entity) for row_id, found in parts.items()}


def _nameless(entity: type[Entity]) -> str:
    # A person has a name, an e-mail, a phone or a slip number, unless all of them were erased.
    names = entity.about.title
    is_person = bool(names) and erasing.personal_fields(entity_name(entity)).issuperset(names)
    return _("Erased") if is_person else ""
