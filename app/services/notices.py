"""The notice of Art. 14 GDPR: which sole traders are still to get it, by when, and that they did.

The data of somebody who trades under their own name are personal data. Who was not asked for them
is told of them at the first contact, and within a month at the latest (GDPR Art. 14(3)).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.base import clock
from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.model.company import Company, CompanyKind, Stage
from app.model.visit import Visit, VisitStatus
from app.services import records
from app.services.local_days import day_of
from app.store import faces

VERSION = "1"
"""Of the notice's words; it is kept with each company that was given them."""
DAYS = 30
"""Within how many days after it was entered a business is told, unless said otherwise."""
_BY_HAND = (Stage.NEW.value, None)


@dataclass(frozen=True, slots=True)
class Due:
    """A business that is still to get the notice.

    Attributes:
        by: the last day for it.
        has_address: whether a letter can be sent.
    """

    company: str
    name: str
    by: date
    has_address: bool


def due(session: Session, days: int = DAYS) -> list[Due]:
    """Return the sole traders without a notice, the most pressing first.

    Who asked not to be contacted gets no letter and is left out.

    Args:
        session: any session.
        days: how long after it was entered a business may wait; a visit, held or planned, or any
            other contact comes first.
    """
    found = _without_notice(session)
    first = _first_visits(session)
    listed = []
    for row in found:
        entered = day_of(row.created_at)
        contact = first.get(row.id)
        if contact is None and row.stage not in _BY_HAND:
            contact = entered  # a contact that no visit tells of
        last = entered + timedelta(days=days)
        by = min(contact, last) if contact else last
        listed.append(Due(row.id, row.name, by, bool((row.address or "").strip())))
    return sorted(listed, key=lambda one: (one.by, one.name, one.company))


def pressing(listed: Iterable[Due], within: int = 7) -> list[Due]:
    """Return those whose last day is past or comes within some days."""
    last = clock.today() + timedelta(days=within)
    return [one for one in listed if one.by <= last]


def note(
    session: Session, companies: Sequence[str], progress: Progress = NO_PROGRESS
) -> list[Company]:
    """Note that businesses were given the notice by letter today; who has one keeps its date.

    Raises:
        Cancelled: when the person stopped it; nothing is noted then.
    """
    given = {"art14_date": clock.today(), "art14_way": _("letter"), "art14_version": VERSION}
    noted = []
    for place, one in enumerate(companies):
        progress.step(place, len(companies))
        row = records.get(session, Company, one)
        if row.art14_date is None:
            noted.append(records.save(session, row, given))
    return noted


def _without_notice(session: Session) -> list[Any]:
    columns = (Company.id, Company.name, Company.address, Company.stage, Company.created_at)
    query = select(*columns).where(
        # The plus keeps SQLite from walking the index of the sort key row by row (3 times). A
        # company that another one shows has no key.
        text("+company.deleted = 0 AND +company.sort_key IS NOT NULL"),
        Company.kind == CompanyKind.SOLE_TRADER,
        Company.art14_date.is_(None),
        func.coalesce(Company.do_not_contact, 0) == 0,
        Company.name.is_not(None),
    )
    rows = list(session.execute(query))
    told = _told_elsewhere(session, [row.id for row in rows])
    return [row for row in rows if row.id not in told]


def _told_elsewhere(session: Session, companies: Sequence[str]) -> set[str]:
    """Return the companies of which a record that is joined with them was given the notice."""
    joined = {row: ids for row, ids in faces.groups(session, companies).items() if len(ids) > 1}
    if not joined:
        return set()
    others = {one for ids in joined.values() for one in ids}
    query = select(Company.id).where(Company.id.in_(others), Company.art14_date.is_not(None))
    told = set(session.scalars(query.where(Company.deleted == 0)))
    return {row for row, ids in joined.items() if told & set(ids)}


def _first_visits(session: Session) -> dict[str, date]:
    """Return the day of the first visit to each sole trader without a notice, held or planned."""
    moment = func.coalesce(Visit.held_from, Visit.planned_from, type_=Visit.held_from.type)
    query = (
        select(Visit.company, func.min(moment, type_=Visit.held_from.type))
        .join(Company, Company.id == Visit.company)
        .where(Company.kind == CompanyKind.SOLE_TRADER, Company.art14_date.is_(None))
        .where(Visit.deleted == 0, Visit.status != VisitStatus.CANCELLED, moment.is_not(None))
        .group_by(Visit.company)
    )
    return {company: day_of(when) for company, when in session.execute(query)}
