"""Made-up companies with their sites and people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.model.affiliation import Affiliation
from app.model.company import Company, CompanyKind, SizeClass, Stage
from app.model.person import PartnerGroup, Person
from app.model.site import Site
from app.model.territory import county_name
from app.services.demo import registers
from app.services.demo.dice import Dice, Weighted
from app.services.demo.ground import Contact, Ground
from app.services.demo.names import Name, email, name, polish_name, slug
from app.services.demo.places import Place, address, by_the_lake, phone, places_of
from app.services.demo.raw_rows import Row, raw_row
from app.services.demo.texts import DO_NOT_CONTACT
from app.services.demo.trades import TRADES, Trade, brand
from app.services.demo.workdays import at

_STAFF = {
    SizeClass.MICRO: (1, 9), SizeClass.SMALL: (10, 49),
    SizeClass.MEDIUM: (50, 249), SizeClass.LARGE: (250, 620),
}  # fmt: skip
_FORMS = {
    CompanyKind.COMPANY: ("sp. z o.o.", "spółka z ograniczoną odpowiedzialnością"),
    CompanyKind.SOLE_TRADER: ("", "osoba fizyczna prowadząca działalność"),
    CompanyKind.CIVIL_PARTNERSHIP: ("s.c.", "spółka cywilna"),
    CompanyKind.COOPERATIVE: ("", "spółdzielnia"),
    CompanyKind.NGO: ("", "stowarzyszenie lub fundacja"),
    CompanyKind.LOCAL_GOVERNMENT: ("", "jednostka samorządu"),
    CompanyKind.SCHOOL: ("", "placówka oświatowa"),
}
_SMALL_KINDS = (CompanyKind.SOLE_TRADER, CompanyKind.CIVIL_PARTNERSHIP)
_IN_COURT = (CompanyKind.COMPANY, CompanyKind.COOPERATIVE, CompanyKind.NGO)
_PEOPLE = Weighted(((1, 6), (2, 3), (3, 1)))
_OWNERS = (("właściciel", "właścicielka"), ("współwłaściciel", "współwłaścicielka"))
_HEADS = (("prezes zarządu", "prezes zarządu"), ("dyrektor", "dyrektorka"))
_WORKERS = (
    ("specjalista ds. kadr", "specjalistka ds. kadr"), ("brygadzista", "brygadzistka"),
    ("kierownik produkcji", "kierowniczka produkcji"), ("społeczny inspektor pracy",) * 2,
    ("przedstawiciel pracowników", "przedstawicielka pracowników"),
)  # fmt: skip
_OTHERS = {
    PartnerGroup.LOCAL_GOVERNMENT: (("inspektor ds. rozwoju", "inspektorka ds. rozwoju"),
                                    ("kierownik referatu", "kierowniczka referatu")),
    PartnerGroup.UNION: (("przewodniczący komisji", "przewodnicząca komisji"),
                         ("skarbnik", "skarbniczka")),
    PartnerGroup.MEDIA: (("redaktor", "redaktorka"), ("reporter", "reporterka")),
    PartnerGroup.NGO: (("prezes", "prezeska"), ("koordynator", "koordynatorka")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the work with a company has come, as its visits tell."""

    stage: Stage
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Firm:
    """What the rows of one company share.

    Attributes:
        is_told: whether a sole trader was given the notice of Art. 14.
    """

    id: str
    trade: Trade
    kind: CompanyKind
    place: Place
    size: SizeClass
    owner: Name
    born: datetime
    author: str
    n: int
    is_told: bool = True

    @property
    def domain(self) -> str:
        """Return the web domain, under a top level reserved for examples."""
        return f"{slug(self.trade.what[0])}-{slug(self.place.town)}-{self.n}"


def new_firm(ground: Ground, n: int) -> Firm:
    """Return the n-th company of the county.

    Args:
        ground: the county and its people.
        n: the company's number, different in every county.
    """
    dice = ground.dice
    trade = dice.draw(TRADES)
    born = at(ground.first - timedelta(days=dice.between(15, 70)), dice.between(8, 15), n % 60)
    kind, size = dice.draw(trade.kinds), dice.draw(trade.sizes)
    if kind in _SMALL_KINDS and size in (SizeClass.MEDIUM, SizeClass.LARGE):
        size = SizeClass.SMALL
    return Firm(
        dice.new_id(born), trade, kind, dice.draw(places_of(ground.scope)), size,
        polish_name(dice), born, dice.pick(ground.staff), n,
    )  # fmt: skip


def company_rows(ground: Ground, firm: Firm, standing: Standing) -> Iterator[Row]:
    """Yield a company and its main site, now and then with a branch."""
    dice = ground.dice
    regon = registers.regon(firm.n)
    street = address(dice)
    has_numbers = firm.kind is not CompanyKind.INFORMAL and not dice.chance(0.04)
    is_new_code = dice.chance(0.3)
    low, high = _STAFF[firm.size]
    first = firm.born.date()
    is_person = firm.kind is CompanyKind.SOLE_TRADER
    is_told = is_person and firm.is_told
    yield raw_row(
        Company, ground.scope, firm.id, firm.born, firm.author,
        name=_name_of(dice, ground.scope, firm),
        kind=firm.kind, county=firm.place.county, town=firm.place.town, address=street,
        nip=registers.nip(firm.n) if has_numbers else None,
        regon=regon if has_numbers else None,
        krs=registers.krs(firm.n) if has_numbers and firm.kind in _IN_COURT else None,
        legal_form=_FORMS.get(firm.kind, ("", None))[1],
        pkd=firm.trade.pkd_2025 if is_new_code else firm.trade.pkd,
        pkd_year=2025 if is_new_code else 2007,
        headcount=dice.between(low, high), size_class=firm.size,
        size_basis=dice.pick(("oświadczenie", "liczba zatrudnionych", "dane z rejestru")),
        size_date=first,
        status="aktywny" if has_numbers else None,
        source=dice.pick(("CEIDG", "CEIDG", "targi", "polecenie") if is_person else
                         ("KRS", "BIR", "targi", "spis własny")),
        source_date=first - timedelta(days=dice.between(0, 20)),
        phone=phone(dice, ground.scope),
        email=f"biuro@{firm.domain}.example" if dice.chance(0.8) else None,
        www=f"www.{firm.domain}.example" if dice.chance(0.5) else None,
        centre=ground.centre, stage=standing.stage,
        do_not_contact=True if standing.is_closed else None,
        do_not_contact_reason=dice.pick(DO_NOT_CONTACT) if standing.is_closed else None,
        art14_date=first + timedelta(days=7) if is_told else None,
        art14_way=dice.pick(("list", "e-mail", "na spotkaniu")) if is_told else None,
        art14_version="1" if is_told else None,
    )  # fmt: skip
    yield _site(ground, firm, firm.place, street, firm.born.date(), None, is_main=True)
    if firm.size is not SizeClass.MICRO and dice.chance(0.3):
        branch = registers.regon14(regon, 1) if has_numbers else None
        other = dice.draw(places_of(ground.scope))
        yield _site(ground, firm, other, address(dice), first, branch, is_main=False)


def _site(
    ground: Ground, firm: Firm, place: Place, street: str, since: date, branch: str | None,
    *, is_main: bool,
) -> Row:  # fmt: skip
    return raw_row(
        Site, ground.scope, ground.dice.new_id(firm.born), firm.born, firm.author,
        company=firm.id, address=street, town=place.town, postcode=place.postcode,
        county=place.county, commune=place.commune, regon14=branch,
        valid_from=since, main=is_main,
    )  # fmt: skip


def _name_of(dice: Dice, scope: str, firm: Firm) -> str:
    what = dice.pick(firm.trade.what)
    label = f"„{brand(dice, by_the_lake(dice, scope))}”"
    if firm.kind is CompanyKind.LOCAL_GOVERNMENT:
        is_town = firm.place.commune[-1] in "13"
        office = f"Urząd {'Miejski' if is_town else 'Gminy'} {firm.place.town} – {what}"
        return office if what.startswith("Referat") else f"{what} {label}, {firm.place.town}"
    if firm.kind is CompanyKind.INFORMAL:
        return f"{what} {label}"
    if firm.kind is CompanyKind.MEDIA and dice.chance(0.5):
        where = "miasto" if firm.place.county == "2862" else f"powiat {county_name(scope)}"
        return f"{what} {label} – {where}"
    if firm.kind is CompanyKind.SOLE_TRADER:
        person = f"{firm.owner.first} {firm.owner.last}"
        return f"{what} {person}" if dice.chance(0.4) else f"{what} {label} {person}"
    if firm.kind is CompanyKind.COOPERATIVE:
        return f"Spółdzielnia Pracy {label} – {what}"
    return f"{what} {label} {_FORMS.get(firm.kind, ('', ''))[0]}".rstrip()


def people_rows(ground: Ground, firm: Firm, found: list[Contact]) -> Iterator[Row]:
    """Yield a company's people with their functions, and add them to `found`."""
    dice = ground.dice
    count = dice.draw(_PEOPLE) + (1 if firm.size in (SizeClass.MEDIUM, SizeClass.LARGE) else 0)
    for place in range(count):
        is_owner = place == 0 and firm.kind is CompanyKind.SOLE_TRADER
        known = firm.owner if is_owner else name(dice)
        group, functions = _role(firm, place)
        contact = Contact(dice.new_id(firm.born), group)
        found.append(contact)
        yield person_row(
            ground, contact, known, firm.born, firm.author, firm.domain, firm.place.county
        )
        yield raw_row(
            Affiliation, ground.scope, dice.new_id(firm.born), firm.born, firm.author,
            person=contact.id, company=firm.id,
            function=dice.pick(functions)[1 if known.is_woman else 0],
            valid_from=firm.born.date() if dice.chance(0.4) else None,
            may_sign=True if place == 0 else None,
        )  # fmt: skip


def person_row(
    ground: Ground, contact: Contact, known: Name, born: datetime, author: str, domain: str,
    county: str,
) -> Row:  # fmt: skip
    """Return a person with what is usually known of one."""
    dice = ground.dice
    return raw_row(
        Person, ground.scope, contact.id, born, author,
        first_name=known.first, last_name=known.last,
        email=email(dice, known, domain) if dice.chance(0.7) else None,
        phone=phone(dice, ground.scope) if dice.chance(0.75) else None,
        group=contact.group, language=known.language, county=county,
    )  # fmt: skip


def _role(firm: Firm, place: int) -> tuple[PartnerGroup, tuple[tuple[str, str], ...]]:
    group = firm.trade.group
    if group in _OTHERS:
        return group, _OTHERS[group]
    if group is not PartnerGroup.EMPLOYER:
        return group, (("osoba kontaktowa",) * 2,)
    if place == 0:
        return group, _OWNERS if firm.kind is CompanyKind.SOLE_TRADER else _HEADS
    return PartnerGroup.EMPLOYEE, _WORKERS
