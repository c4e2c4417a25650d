"""Visits: planning one, recording what came of it in one go, moving and cancelling it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import N_, _
from app.model.company import Company
from app.model.visit import Outcome, Visit, VisitForm, VisitStatus
from app.services import centres, companies, materials, records, tasks
from app.services.promoters import current_id

_USUAL_LENGTH = timedelta(hours=1)

FollowUp = tuple[str, date]
"""A follow-up task's title and due day."""


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """A note to start from, with the outcome that goes with it (translated)."""

    key: str
    title: str
    text: str
    outcome: str


_TEMPLATES = (
    (
        "interested",
        N_("Interested in CSR"),
        N_("The company wants to know more about CSR. Agreed: "),
        Outcome.INTERESTED,
    ),
    (
        "assessment",
        N_("Wants a self-assessment"),
        N_("We agreed to do the self-assessment together. Who answers: "),
        Outcome.APPOINTMENT,
    ),
    (
        "materials",
        N_("Took materials"),
        N_("Left materials to read. Will be asked for an opinion on: "),
        Outcome.MATERIALS,
    ),
    (
        "training",
        N_("Wants training"),
        N_("Interested in a training for the staff. Number of people: "),
        Outcome.INTERESTED,
    ),
    (
        "absent",
        N_("Nobody decides today"),
        N_("The person who decides was not there. Back on: "),
        Outcome.ABSENT,
    ),
)


def templates() -> tuple[NoteTemplate, ...]:
    """Return the notes to start from, in the language in force."""
    return tuple(NoteTemplate(key, _(title), _(text), out) for key, title, text, out in _TEMPLATES)


def plan(
    session: Session,
    company: str,
    when: datetime,
    form: str = VisitForm.IN_PERSON,
    promoters: Sequence[str] = (),
    *,
    until: datetime | None = None,
    people: Sequence[str] = (),
    topics: Sequence[str] = (),
    note: str | None = None,
) -> Visit:
    """Plan a visit of an hour, or until the moment given.

    Args:
        session: a writing session.
        company: the company's id.
        when: the moment at which it begins.
        form: a `VisitForm`.
        promoters: who goes; the promoter at work unless said.
        until: when it ends.
        people: who is to be met.
        topics: what is to be talked about.
        note: what to remember.

    Raises:
        UserError: when the company asked not to be contacted, with the reason.
    """
    companies.refuse_do_not_contact(session, company)
    row = records.new(
        Visit,
        company=company,
        form=form,
        planned_from=when,
        planned_to=until or when + _USUAL_LENGTH,
        promoters=_promoters(session, promoters),
        people=tuple(people) or None,
        topics=tuple(topics) or None,
        note=note,
        status=VisitStatus.PLANNED,
    )
    return records.save(session, row)


def reschedule(session: Session, visit: str, when: datetime) -> Visit:
    """Move a planned visit to another moment; it keeps its length.

    Raises:
        UserError: when it has been held.
    """
    row = _not_held(session, visit)
    length = _USUAL_LENGTH
    if row.planned_from and row.planned_to:
        length = row.planned_to - row.planned_from
    values = {"planned_from": when, "planned_to": when + length, "status": VisitStatus.PLANNED}
    return records.save(session, row, values)


def cancel(session: Session, visit: str, reason: str | None = None) -> Visit:
    """Cancel a planned visit; the reason joins the note.

    Raises:
        UserError: when it has been held.
    """
    row = _not_held(session, visit)
    note = "\n".join(part for part in (row.note, reason) if part) or None
    return records.save(session, row, {"status": VisitStatus.CANCELLED, "note": note})


def record(
    session: Session,
    visit_or_company: str,
    outcome: str,
    note: str | None = None,
    topics: Sequence[str] = (),
    people: Sequence[str] = (),
    handed_out: Mapping[str, int] | None = None,
    follow_up: FollowUp | None = None,
    *,
    form: str | None = None,
    held_from: datetime | None = None,
    held_to: datetime | None = None,
    promoters: Sequence[str] = (),
    centre: str | None = None,
) -> Visit:
    """Record a visit that was held, with the materials handed out and the follow-up task.

    Args:
        session: a writing session; all is saved or nothing.
        visit_or_company: a planned visit's id, or a company's for a visit that nobody planned.
        outcome: an `Outcome`.
        note: what came of it; the plan's note stays when nothing is given.
        topics: what was talked about.
        people: ids of those met.
        handed_out: for each material's id the copies; zeros are left out.
        follow_up: title and due day of a task for the first of the promoters.
        form: a `VisitForm`; the plan's, or in person.
        held_from: when it began; the planned time if that has come, else now.
        held_to: when it ended.
        promoters: who was there; those planned, or the promoter at work.
        centre: whose stock the materials came from; one's own Centre unless said.

    Raises:
        UserError: when it has been recorded already, or a rule refuses it.
    """
    row = session.get(Visit, visit_or_company)
    if row is None:
        records.get(session, Company, visit_or_company)
        row = records.new(Visit, company=visit_or_company, form=VisitForm.IN_PERSON)
    elif row.deleted or row.status == VisitStatus.HELD:
        row = _not_held(session, visit_or_company)
    values: dict[str, Any] = {
        "status": VisitStatus.HELD,
        "outcome": outcome,
        "note": note or row.note,
        "form": form or row.form,
        "topics": tuple(topics) or row.topics,
        "people": tuple(people) or row.people,
        "promoters": tuple(promoters) or row.promoters or _promoters(session, ()),
        "held_from": held_from or _began(row),
        "held_to": held_to,
    }
    records.save(session, row, values)
    _hand_out(session, row, handed_out or {}, centre)
    if follow_up:
        title, due = follow_up
        tasks.add(session, title, due, row.promoters[0], company=row.company, visit=row.id)
    companies.advance_by_visit(session, row)
    return row


def _began(visit: Visit) -> datetime:
    now = clock.now()
    return min(visit.planned_from, now) if visit.planned_from else now


def _hand_out(
    session: Session, visit: Visit, copies: Mapping[str, int], centre: str | None
) -> None:
    given = {material: n for material, n in copies.items() if n}
    if not given:
        return
    source = centres.own_or_named(session, centre)
    for material, n in given.items():
        materials.hand_out(
            session,
            material,
            source,
            n,
            visit=visit.id,
            promoter=visit.promoters[0],
            when=visit.held_from,
        )


def _promoters(session: Session, named: Sequence[str]) -> tuple[str, ...]:
    return tuple(named) or (current_id(session),)


def _not_held(session: Session, visit: str) -> Visit:
    row = records.get(session, Visit, visit)
    if row.status == VisitStatus.HELD:
        raise UserError(_("This visit has been recorded already. Open it to correct it."))
    return row
