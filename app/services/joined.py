"""Joined companies as people see them: one record made of all, and who is in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.model.company import Company
from app.model.entity import field_map
from app.model.merge_edge import MergeEdge, Verdict
from app.services import records
from app.store import faces

_ALL_HEED = ("do_not_contact", "do_not_contact_reason")
"""What one of them asked for holds for all."""


@dataclass(frozen=True, slots=True)
class Whole:
    """One company as it is shown, perhaps made of several records.

    Attributes:
        company: the face, its empty fields filled from the others; not to be saved.
        members: the ids of all, the face first.
        parts: the records themselves that are here and live, the face first.
        also: other values of the others, by field, as attribute values.
    """

    company: Company
    members: tuple[str, ...]
    parts: tuple[Company, ...]
    also: dict[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """Companies that are shown as one, for a list.

    Attributes:
        face: the id under which they are shown.
        names: what each is called, the face first, with its town.
        since: when the latest of them was joined.
    """

    face: str
    names: tuple[str, ...]
    since: datetime


def whole(session: Session, company: str) -> Whole:
    """Return a company as it is shown; any id of those that are one leads there.

    Raises:
        UserError: when it is gone.
    """
    face = faces.face_of(session, company)
    records.get(session, Company, face)
    return wholes(session, (face,))[face]


def wholes(session: Session, companies: Iterable[str]) -> dict[str, Whole]:
    """Return companies as they are shown, by the ids asked for; those that are gone are missing."""
    groups = faces.groups(session, companies)
    if not groups:
        return {}  # an empty IN reads the whole table
    wanted = {row for group in groups.values() for row in group}
    live = select(Company).where(Company.id.in_(wanted), Company.deleted == 0)
    rows = {row.id: row for row in session.scalars(live)}
    made = {
        group: _made(group, [rows[row] for row in group if row in rows])
        for group in set(groups.values())
        if group[0] in rows
    }
    return {row: made[group] for row, group in groups.items() if group in made}


def joined(session: Session, rows: Iterable[str]) -> dict[str, Whole]:
    """Return those of the companies that are made of several records, by id."""
    groups = faces.groups(session, rows)
    return wholes(session, [row for row, group in groups.items() if len(group) > 1])


def listed(session: Session) -> list[JoinedRow]:
    """Return all joined companies, those joined latest first."""
    query = select(MergeEdge).where(MergeEdge.verdict == Verdict.SAME, MergeEdge.deleted == 0)
    since: dict[str, datetime] = {}
    edges = list(session.scalars(query))
    shown = faces.shown_as(session, [edge.one for edge in edges])
    for edge in edges:
        face = shown[edge.one]
        since[face] = max(edge.created_at, since.get(face, edge.created_at))
    found = wholes(session, since)
    rows = [
        JoinedRow(face, tuple(_named(part) for part in found[face].parts), moment)
        for face, moment in since.items()
        if face in found and len(found[face].parts) > 1
    ]
    return sorted(rows, key=lambda row: (row.since, row.face), reverse=True)


def keys_of(session: Session, members: Sequence[str]) -> list[tuple[str, str]]:
    """Return the records whose history is a company's: its members and what joined them."""
    query = select(MergeEdge.id).where(
        or_(MergeEdge.one.in_(members), MergeEdge.other.in_(members))
    )
    return [
        *(("company", row) for row in members),
        *(("merge_edge", row) for row in session.scalars(query)),
    ]


def _named(company: Company) -> str:
    return " · ".join(part for part in (company.name, company.town) if part)


def _made(group: tuple[str, ...], parts: Sequence[Company]) -> Whole:
    face = parts[0]
    if len(parts) == 1:
        return Whole(face, group, tuple(parts))
    values: dict[str, Any] = {}
    also: dict[str, tuple[Any, ...]] = {}
    for name in field_map(Company):
        said = list(dict.fromkeys(v for part in parts if (v := getattr(part, name)) is not None))
        values[name] = said[0] if said else None
        if len(said) > 1:
            also[name] = tuple(said[1:])
    heeded = next((part for part in parts if part.do_not_contact), None)
    if heeded is not None:
        values |= {name: getattr(heeded, name) for name in _ALL_HEED}
    return Whole(Company(id=face.id, scope=face.scope, **values), group, tuple(parts), also)
