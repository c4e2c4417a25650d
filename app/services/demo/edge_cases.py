"""Records that are rare in life and break programs: they are in every demo, at any scale."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.model.affiliation import Affiliation
from app.model.company import Company, CompanyKind, SizeClass, Stage
from app.model.event import Event, EventKind, EventStatus
from app.model.person import PartnerGroup, Person
from app.model.session import EventSession
from app.model.site import Site
from app.services.demo import registers
from app.services.demo.ground import Ground
from app.services.demo.raw_rows import Row, raw_row
from app.services.demo.workdays import at

LONG_NAME = (
    "Międzygminne Stowarzyszenie Na Rzecz Rozwoju Żeglarstwa, Wędkarstwa, Turystyki Rowerowej, "
    "Kajakowej i Konnej oraz Zachowania Dziedzictwa Kulinarnego Wsi Mazurskich i Warmińskich "
    "Położonych Nad Jeziorami, Rzekami i Kanałami Krainy Tysiąca Źródeł „"
)
TWICE_TYPED = 9_000_001
"""The number of the company that was typed in Pisz and in Ełk."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """A company that is odd by its name or its registers."""

    name: str
    n: int | None
    kind: CompanyKind = CompanyKind.COMPANY


_COMPANIES = {
    "2816": (
        Oddity("Warsztat „Dwa Młoty” sp. z o.o.", TWICE_TYPED),
        Oddity("=SUM(A1)", 9_000_002),
        Oddity("-", None, CompanyKind.OTHER),
        Oddity(f"{LONG_NAME}{'Ż' * (249 - len(LONG_NAME))}”", 9_000_003, CompanyKind.NGO),
    ),
    "2805": (
        Oddity("Zakład Dwa Młoty", TWICE_TYPED),
        Oddity("\"Cudzysłów\" 'i' „spółka” s.c.", 9_000_004, CompanyKind.CIVIL_PARTNERSHIP),
    ),
    "2814": (Oddity("Żółwik", 9_000_005, CompanyKind.SOLE_TRADER),),
    "2809": (Oddity("Koło Gospodyń „Ósemka”", None, CompanyKind.INFORMAL),),
}
_PEOPLE = {
    "2816": (("Олена", "Коваленко-Гончар", "uk"), ("Łucja", None, "pl"), ("-", "-", "pl")),
    "2805": (("Aleksandra Maria", "d’Ełcka-Wójcik", "pl"), (None, "=1+1", "pl")),
    "2814": (("Oksana", None, "en"),),
}


def edge_rows(ground: Ground) -> Iterator[Row]:
    """Yield the odd records of the county."""
    born = at(ground.first - timedelta(days=3), 12)
    for oddity in _COMPANIES.get(ground.scope, ()):
        yield from _company(ground, oddity, born)
    for first, last, language in _PEOPLE.get(ground.scope, ()):
        person = ground.dice.new_id(born)
        yield raw_row(
            Person, ground.scope, person, born, ground.staff[0],
            first_name=first, last_name=last, group=PartnerGroup.OTHER,
            language=language, county=ground.county,
        )  # fmt: skip
        if ground.companies:
            yield raw_row(
                Affiliation, ground.scope, ground.dice.new_id(born), born, ground.staff[0],
                person=person, company=ground.companies[0], function="współpracownik",
            )  # fmt: skip
    if ground.scope == "2806":
        yield from _moved(ground, born)
    if ground.scope == "2805":
        yield from _over_new_year(ground)


def _company(ground: Ground, oddity: Oddity, born: datetime) -> Iterator[Row]:
    company = ground.dice.new_id(born)
    regon = registers.regon(oddity.n) if oddity.n else None
    yield raw_row(
        Company, ground.scope, company, born, ground.staff[0],
        name=oddity.name, kind=oddity.kind, county=ground.county, town=ground.town,
        address="ul. Szkolna 1", nip=registers.nip(oddity.n) if oddity.n else None, regon=regon,
        size_class=SizeClass.SMALL, centre=ground.centre, stage=Stage.NEW,
    )  # fmt: skip
    for branch, street in enumerate(("ul. Szkolna 1", "ul. Portowa 2"), start=1):
        yield raw_row(
            Site, ground.scope, ground.dice.new_id(born), born, ground.staff[0],
            company=company, address=street, town=ground.town, county=ground.county,
            regon14=registers.regon14(regon, branch) if regon else None, main=branch == 1,
        )  # fmt: skip


def _moved(ground: Ground, born: datetime) -> Iterator[Row]:
    # It moved from Giżycko to Ełk in the middle of a quarter; its records stay where they began.
    company, middle = ground.dice.new_id(born), _middle_of_quarter(ground.today)
    yield raw_row(
        Company, ground.scope, company, born, ground.staff[0],
        name="Przeprowadzki „Wędrowny Żuraw” s.c.", kind=CompanyKind.CIVIL_PARTNERSHIP,
        county="2805", town="Ełk", address="ul. Kolejowa 8", nip=registers.nip(9_000_006),
        regon=registers.regon(9_000_006), size_class=SizeClass.MICRO, centre=ground.centre,
        stage=Stage.VISITED,
    )  # fmt: skip
    for county, town, commune, since, until in (
        ("2806", "Giżycko", "2806011", None, middle - timedelta(days=1)),
        ("2805", "Ełk", "2805011", middle, None),
    ):
        yield raw_row(
            Site, ground.scope, ground.dice.new_id(born), born, ground.staff[0],
            company=company, address="ul. Kolejowa 8", town=town, county=county, commune=commune,
            valid_from=since, valid_to=until, main=until is None,
        )  # fmt: skip


def _middle_of_quarter(day: date) -> date:
    before = day - timedelta(days=95)
    return date(before.year, 3 * ((before.month - 1) // 3) + 2, 15)


def _over_new_year(ground: Ground) -> Iterator[Row]:
    first = date(ground.today.year, 12, 30)
    born = at(ground.yesterday(), 10)
    event = ground.dice.new_id(born)
    yield raw_row(
        Event, ground.scope, event, born, ground.staff[0],
        title="Zimowa akademia CSR nad dwoma jeziorami", kind=EventKind.OTHER,
        starts=at(first, 10), ends=at(first + timedelta(days=3), 15), place="Ełk i Giżycko",
        centre=ground.centre, counties=("2805", "2806"), lead_county="2805", capacity=40,
        status=EventStatus.PLANNED, lead=ground.staff[0],
    )  # fmt: skip
    for days, topic in ((0, "Otwarcie w Ełku"), (3, "Podsumowanie w Giżycku")):
        day = first + timedelta(days=days)
        yield raw_row(
            EventSession, ground.scope, ground.dice.new_id(born), born, ground.staff[0],
            event=event, starts=at(day, 10), ends=at(day, 15), topic=topic,
        )  # fmt: skip
