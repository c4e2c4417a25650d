"""A company's papers: the sheet for the next visit, the letter with the notice of Art. 14."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from app.base import clock
from app.base.formats import format_date, format_datetime
from app.base.i18n import _
from app.documents.letter import Letter, draw_letters
from app.documents.visit_sheet import Past, Promise, VisitSheet, draw_visit_sheet
from app.model.company import Company
from app.model.entity import choice_label, field_map
from app.model.visit import Outcome, Visit
from app.services import centres, company_card, records
from app.services.company_card import CompanyCard, Moment
from app.services.event_papers import printable
from app.services.leaflets import centre_of
from app.services.local_days import day_of
from app.services.people import Contact
from app.services.printing import Printable

_LATEST = 15
NOTICE_VERSION = "1"


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
            centre=centres.card_of(centre_of(session, row.centre)),
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


def notice_letter(session: Session, company: str) -> Printable:
    """Draw the letter with the notice of Art. 14 GDPR, its address in an envelope's window."""
    row = records.get(session, Company, company)
    centre = centres.card_of(centre_of(session, row.centre))
    address = [part.strip() for part in (row.address or "").splitlines() if part.strip()]
    town = [row.town] if row.town and row.town not in (row.address or "") else []
    day = format_date(clock.today())
    letter = Letter(
        address=(row.name, *address, *town),
        place_and_date=day,
        reference=_("Notice, version {n}").format(n=NOTICE_VERSION),
        subject=_("What we know of your business, and your rights (GDPR Art. 14)"),
        paragraphs=tuple(_notice(row)),
        signed=_("For the Centre"),
        centre=centre,
    )
    name = _("Letter, Art. 14 – {company}").format(company=row.name)
    return printable(draw_letters((letter,)), name)


def note_notice(session: Session, company: str) -> Company:
    """Note that a company was given the notice of Art. 14 by letter today."""
    row = records.get(session, Company, company)
    given = {
        "art14_date": clock.today(),
        "art14_way": _("letter"),
        "art14_version": NOTICE_VERSION,
    }
    return records.save(session, row, given)


def _notice(row: Company) -> Iterator[str]:
    source = row.source or _("a public register of businesses")
    yield _(
        "We promote corporate social responsibility and flexicurity among employers in Warmia and"
        " Mazury. To be able to talk to you we keep data of your business: its name, address,"
        " registration numbers, line of business, phone and e-mail."
    )
    yield _("We have them from: {source}.").format(source=source)
    yield _(
        "The controller is the project's central office; your Centre, named below, answers for it."
        " The data serve to contact you about the project and to account for it (GDPR"
        " Art. 6(1)(e) and (f)). We give them only to those who supervise and audit the project,"
        " and we send them to no third country. Nothing is decided about you by a machine."
    )
    yield _(
        "We keep the data for five years after the year of the project's last payment, or until"
        " you object, whichever is earlier and allowed."
    )
    yield _(
        "You may see your data, have them corrected, erased or limited, and object to their use at"
        " any time: by letter, by phone or by e-mail to the Centre. You may complain to the"
        " President of the Personal Data Protection Office (ul. Moniuszki 1A, 00-014 Warszawa)."
    )


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
