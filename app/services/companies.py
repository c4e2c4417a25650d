"""Companies: finding one among many, keeping its data, how far the work with it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.base.i18n import _
from app.base.text import sort_key
from app.model import territory
from app.model.company import Company, CompanyKind, SizeClass, Stage
from app.model.contact_rules import digits
from app.model.field import Raw
from app.model.person import Person
from app.model.visit import Outcome, Visit, VisitForm, VisitStatus
from app.services import joined, people, records
from app.store import faces
from app.store.listing import Order, distinct, list_ids

_STAGES = tuple(stage.value for stage in Stage)
"""From the first to the last; who declined is past them all."""


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company in the list; `kind`, `stage` and `size_class` are stored choices.

    Attributes:
        notice_by: the last day for the notice of Art. 14, where the list is of those who wait.
    """

    id: str
    name: str
    town: str
    county: str
    kind: str | None
    stage: str | None
    size_class: str | None
    nip: str | None
    phone: str | None
    do_not_contact: bool
    last_visit: datetime | None
    notice_by: date | None = None


def ids(
    session: Session,
    text: str = "",
    county: str | None = None,
    stage: str | None = None,
    sort: str = "name",
    descending: bool = False,
) -> list[str]:
    """Return the ids of the companies to list.

    Args:
        session: any session.
        text: words typed; each is a prefix, without marks ("kowal pisz"). At most
            `FOUND_AT_MOST` companies then.
        county: only this county; the city of Olsztyn counts with olsztyński.
        stage: only this stage.
        sort: `name`, or one of `town`, `county`, `stage`, `size_class`, `kind`, `nip`.
        descending: the last first.
    """
    order = _order(session, sort, descending=descending)
    return list_ids(session, Company, text, _filters(county, stage), order)


def _filters(county: str | None, stage: str | None) -> dict[str, Sequence[Raw]]:
    filters: dict[str, Sequence[Raw]] = {}
    if county:
        same = [c for c in (county, territory.OLSZTYN_CITY) if territory.scope_of(c) == county]
        filters["county"] = same or (county,)
    if stage:
        filters["stage"] = (stage,)
    return filters


def _order(session: Session, sort: str, *, descending: bool) -> Order:
    if sort == "name":
        return Order(descending=descending)
    if sort == "nip":
        return Order(sort, descending=descending)
    members = {"stage": Stage, "size_class": SizeClass, "kind": CompanyKind}.get(sort)
    named = territory.county_name if sort == "county" else str
    values = (
        [member.value for member in members]
        if members is not None
        else sorted(distinct(session, Company, sort), key=lambda value: sort_key(named(value)))
    )
    return Order(sort, {value: place for place, value in enumerate(values)}, descending)


def page(session: Session, ids: Sequence[str]) -> list[CompanyRow]:
    """Return the companies of a page of ids, in the order of the ids."""
    if not ids:
        return []  # an empty IN reads the whole table
    groups = faces.groups(session, ids)
    members = {member: row for row, group in groups.items() for member in group}
    shown = select(*_SHOWN, Company.deleted).where(Company.id.in_(members))
    rows = {row.id: row for row in session.execute(shown)}
    found = {
        row: _filled([rows[one] for one in group if one in rows])
        for row, group in groups.items()
        if row in rows
    }
    held = (
        select(Visit.company, func.max(Visit.held_from, type_=Visit.held_from.type))
        .where(Visit.company.in_(members), Visit.deleted == 0)
        .where(Visit.status == VisitStatus.HELD)
        .group_by(Visit.company)
    )
    last: dict[str, datetime] = {}
    for company, moment in session.execute(held):
        row = members.get(company, company)
        if moment is not None:
            last[row] = max(moment, last.get(row, moment))
    return [_row(found[row], last.get(row)) for row in ids if row in found]


def _filled(parts: Sequence[Any]) -> Any:
    """Return what a list shows of the records that are one company, the face first."""
    face, *others = parts
    others = [one for one in others if not one.deleted]
    if not others:
        return face
    columns = zip(face, *others, strict=True)
    first = (next((v for v in values if v is not None), None) for values in columns)
    values = dict(zip(face._fields, first, strict=True))
    values["do_not_contact"] = any(one.do_not_contact for one in (face, *others))
    return SimpleNamespace(**values)


_SHOWN = (
    Company.id,
    Company.name,
    Company.town,
    Company.county,
    Company.kind,
    Company.stage,
    Company.size_class,
    Company.nip,
    Company.phone,
    Company.do_not_contact,
)


def _row(company: Any, last_visit: datetime | None) -> CompanyRow:
    return CompanyRow(
        id=company.id,
        name=company.name or "…",
        town=company.town or "",
        county=territory.county_name(company.county) if company.county else "",
        kind=company.kind,
        stage=company.stage,
        size_class=company.size_class,
        nip=company.nip,
        phone=company.phone,
        do_not_contact=bool(company.do_not_contact),
        last_visit=last_visit,
    )


def shown_id(session: Session, company: str) -> str:
    """Return the id under which a company is shown: that of the face when it is joined."""
    return faces.face_of(session, company)


def save(session: Session, company: Company | None = None, **values: Any) -> Company:
    """Save a company; a new one starts at the stage `new`.

    Args:
        session: a writing session.
        company: the company to change; none makes a new one.
        **values: fields to set.
    """
    row = company or records.new(Company, kind=CompanyKind.COMPANY, stage=Stage.NEW)
    return records.save(session, row, values)


def same_nip(session: Session, nip: str, except_id: str | None = None) -> list[tuple[str, str]]:
    """Return the companies that have a NIP already, as (id, name and town).

    To warn while the number is typed; two branches may share one NIP, so it is not refused.
    """
    number = digits(nip)
    if len(number) != 10:
        return []
    query = select(Company.id).where(Company.nip == number, Company.deleted == 0)
    shown = set(faces.shown_as(session, session.scalars(query)).values())
    if except_id:
        shown.discard(faces.face_of(session, except_id))
    listed = select(Company).where(Company.id.in_(shown))
    return [
        (row.id, " · ".join(part for part in (row.name, row.town) if part))
        for row in session.scalars(listed.order_by(Company.sort_key, Company.id))
    ]


def advance(session: Session, company: str, stage: str) -> None:
    """Move a company forward to a stage; it never goes back, and one that declined stays so.

    A company that has not arrived on this computer, or that belongs to a county which this
    computer may not write, is left as it is.
    """
    row = session.get(Company, faces.face_of(session, company))
    if row is None or row.deleted:
        return
    present = _STAGES.index(row.stage) if row.stage in _STAGES else -1
    if present < _STAGES.index(stage):
        records.save(session, row, {"stage": stage})


def advance_by_visit(session: Session, visit: Visit) -> None:
    """Let a held visit move the company forward: met is visited, a phone call is a contact."""
    if visit.status != VisitStatus.HELD or visit.outcome == Outcome.ABSENT:
        return
    stage = Stage.CONTACTED if visit.form == VisitForm.PHONE else Stage.VISITED
    advance(session, visit.company, stage)


def add_person(
    session: Session,
    company: str,
    *,
    function: str | None = None,
    may_sign: bool = False,
    **values: Any,
) -> Person:
    """Add a new person to a company with a function there; the county is the company's.

    Args:
        session: a writing session.
        company: the company's id.
        function: what the person is there.
        may_sign: whether the person may sign for the company.
        **values: the person's fields.
    """
    firm = records.get(session, Company, company)
    county = firm.county or (firm.scope if territory.is_county_scope(firm.scope) else None)
    person = people.add(session, **{"county": county, **values})
    people.join(session, person.id, company, function=function, may_sign=may_sign)
    return person


def refuse_do_not_contact(session: Session, company: str) -> Company:
    """Return the company unless it asked not to be contacted.

    Raises:
        UserError: when it did; the reason is said.
    """
    row = records.get(session, Company, company)
    shown = joined.whole(session, company).company
    if shown.do_not_contact:
        refused = _("{company} is not to be contacted: {reason}")
        reason = shown.do_not_contact_reason or "–"
        raise UserError(refused.format(company=shown.name, reason=reason))
    return row
