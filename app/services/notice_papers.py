"""The letters with the notice of Art. 14 GDPR, one or many in a file, their addresses in place."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.formats import format_date, format_number
from app.base.i18n import _, speaking
from app.documents.letter import Letter, draw_letters
from app.model.company import Company
from app.model.site import Site
from app.services import centre_cards, records
from app.services.event_papers import printable
from app.services.leaflets import centre_of
from app.services.notices import VERSION
from app.services.printing import Printable

_NAMED = 5


def letter(session: Session, company: str) -> Printable:
    """Draw the letter to one company, its address in an envelope's window."""
    row = records.get(session, Company, company)
    postcodes = _postcodes(session, [row.id])
    made = draw_letters((_letter(session, row, postcodes.get(row.id, "")),))
    return printable(made, _("Letter, Art. 14 – {company}").format(company=row.name))


def letters(session: Session, companies: Sequence[str]) -> Printable:
    """Draw letters to companies into one file; those without an address are left out and said.

    Raises:
        UserError: when none of them has an address.
    """
    wanted, without = _split(session, companies)
    if not wanted:
        raise UserError(_("None of these businesses has an address. Type the addresses first."))
    postcodes = _postcodes(session, [row.id for row in wanted])
    made = draw_letters(tuple(_letter(session, row, postcodes.get(row.id, "")) for row in wanted))
    name = _("Letters, Art. 14 – {day}").format(day=format_date(clock.today()))
    drawn = printable(made, name)
    return Printable(drawn.pdf, drawn.pages, (*drawn.notes, *_left_out(without)), drawn.name)


def addressed(session: Session, companies: Sequence[str]) -> list[str]:
    """Return those of the companies that a letter can be sent to, in their order."""
    return [row.id for row in _split(session, companies)[0]]


def _split(session: Session, companies: Sequence[str]) -> tuple[list[Company], list[Company]]:
    query = select(Company).where(Company.id.in_(companies), Company.deleted == 0)
    rows = {row.id: row for row in session.scalars(query)}
    known = [rows[one] for one in companies if one in rows]
    wanted = [row for row in known if _lines(row.address)]
    return wanted, [row for row in known if not _lines(row.address)]


def _left_out(without: Sequence[Company]) -> Iterator[str]:
    if not without:
        return
    names = ", ".join(row.name for row in without[:_NAMED])
    with speaking(""):  # for whoever prints
        if len(without) > _NAMED:
            more = format_number(len(without) - _NAMED)
            names = _("{names} and {n} more").format(names=names, n=more)
        yield _("No address, so no letter: {names}.").format(names=names)


def _letter(session: Session, row: Company, postcode: str) -> Letter:
    address = _lines(row.address)
    town = row.town or ""
    place = " ".join(part for part in (postcode, town) if part)
    if town and town in " ".join(address):
        place = ""
    return Letter(
        address=(row.name, *address, *([place] if place else [])),
        place_and_date=format_date(clock.today()),
        reference=_("Notice, version {n}").format(n=VERSION),
        subject=_("What we know of your business, and your rights (GDPR Art. 14)"),
        paragraphs=tuple(_notice(row)),
        signed=_("For the Centre"),
        centre=centre_cards.card_of(centre_of(session, row.centre)),
    )


def _lines(address: str | None) -> list[str]:
    return [part.strip() for part in (address or "").splitlines() if part.strip()]


def _postcodes(session: Session, companies: Sequence[str]) -> dict[str, str]:
    """Return the postcodes of main sites that stand where the companies themselves do."""
    query = (
        select(Site.company, Site.postcode)
        .join(Company, Company.id == Site.company)
        .where(Site.company.in_(companies), Site.deleted == 0, Site.main == 1)
        .where(Site.town == Company.town, Site.postcode.is_not(None))
        .order_by(Site.created_at, Site.id)
    )
    return {row.company: row.postcode for row in session.execute(query)}


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
