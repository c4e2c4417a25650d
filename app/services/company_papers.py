"""A company's paper: the sheet for the next visit."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.base.formats import format_date, format_datetime
from app.base.i18n import _
from app.documents.visit_sheet import Past, Promise, VisitSheet, draw_visit_sheet
from app.model.company import Company
from app.model.entity import choice_label, field_map
from app.model.visit import Outcome, Visit
from app.services import centre_cards, company_card
from app.services.company_card import CompanyCard, Moment
from app.services.event_papers import printable
from app.services.leaflets import centre_of
from app.services.local_days import day_of
from app.services.people import Contact
from app.services.printing import Printable

_LATEST = 15


def visit_sheet(session: Session, company: str) -> Printable:
    """Draw what a promoter takes along: open promises, people, what happened so far."""
    shown = company_card.card(session, company)
    row = shown.company
    moments = company_card.timeline(session, company)
    reason = row.do_not_contact_reason or "–"
    warning = _("Do not contact: {reason}").format(reason=reason) if row.do_not_contact else ""
    made = draw_visit_sheet(
        VisitSheet(
            company=row.name,
            subtitle=_subtitle(row),
            centre=centre_cards.card_of(centre_of(session, row.centre)),
            facts=_facts(row, shown),
            people=tuple(_person(one) for one in shown.people),
            promises=tuple(
                Promise(one.title, format_date(one.due), one.owner_name, one.overdue)
                for one in shown.tasks
            ),
            history=_history(moments),
            outcomes=tuple(_(one.label) for one in Outcome),
            warning=warning,
        )
    )
    return printable(made, _("Next visit – {company}").format(company=row.name))


def _subtitle(row: Company) -> str:
    fields = field_map(Company)
    said = (
        choice_label(fields["kind"], row.kind),
        choice_label(fields["size_class"], row.size_class),
        choice_label(fields["stage"], row.stage),
    )
    return " · ".join(part for part in said if part)


def _facts(row: Company, shown: CompanyCard) -> tuple[tuple[str, str], ...]:
    place = ", ".join(part for part in (row.address, row.town) if part)
    said = (
        (_("Next visit"), _visit(shown.next_visit)),
        (_("Last visit"), _visit(shown.last_visit)),
        (_("Address"), place),
        (_("Phone"), row.phone or ""),
        (_("E-mail"), row.email or ""),
        (_("NIP"), row.nip or ""),
    )
    return tuple((label, value) for label, value in said if value) or ((_("Address"), "–"),)


def _visit(visit: Visit | None) -> str:
    if visit is None:
        return ""
    outcome = choice_label(field_map(Visit)["outcome"], visit.outcome)
    when = format_datetime(visit.held_from or visit.planned_from)
    return " · ".join(part for part in (when, outcome) if part)


def _person(person: Contact) -> tuple[str, str]:
    name = ", ".join(part for part in (person.name, person.function) if part)
    return name, " · ".join(part for part in (person.phone, person.email) if part)


def _history(moments: Sequence[Moment]) -> tuple[Past, ...]:
    past = [one for one in moments if one.kind != "task"][:_LATEST]
    return tuple(Past(format_date(day_of(one.when)), one.title, one.text) for one in past)
