"""The rows of one county, in an order in which every row comes after what it points to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from app.model.company import CompanyKind, SizeClass, Stage
from app.model.person import PartnerGroup
from app.model.territory import NETWORK_COUNTIES
from app.services.demo.companies import (
    Standing,
    company_rows,
    new_firm,
    people_rows,
    person_row,
)
from app.services.demo.dice import Dice
from app.services.demo.edge_cases import edge_rows
from app.services.demo.events import event_rows
from app.services.demo.ground import Contact, Ground
from app.services.demo.leaflets import leaflet_rows
from app.services.demo.names import name
from app.services.demo.network import Reference
from app.services.demo.photos import with_photos
from app.services.demo.raw_rows import Row
from app.services.demo.shifts import shift_rows
from app.services.demo.stock import stock_rows
from app.services.demo.twins import twin_rows
from app.services.demo.visits import coming_rows, past_meetings, standing_after, visit_rows
from app.services.demo.workdays import at

_SHARES = {
    "2805": 150, "2806": 120, "2807": 160, "2808": 110,
    "2809": 80, "2814": 300, "2815": 170, "2816": 110,
}  # fmt: skip
"""How many of the network's 1,200 companies each county has."""
_RESIDENTS = 40
_FRESH = 0.04
"""The share of businesses that came lately from a register; nobody has spoken to them yet."""
_GROUPS = (
    PartnerGroup.EMPLOYEE, PartnerGroup.EMPLOYEE, PartnerGroup.EMPLOYER, PartnerGroup.NGO,
    PartnerGroup.LOCAL_GOVERNMENT, PartnerGroup.UNION, PartnerGroup.OTHER,
)  # fmt: skip


def county_rows(
    about: Reference, scope: str, seed: int, scale: float, today: date
) -> Iterator[Row]:
    """Yield a county's records.

    Args:
        about: the network that the county belongs to.
        scope: the county's code.
        seed: with scale and today, what decides every value.
        scale: 1 is the network's real size.
        today: the day after the last one worked; some records are due on it.
    """
    house = about.house_of(scope)
    ground = Ground(
        seed, Dice(seed, scope, scale, today), scope, house.id, house.code, house.town,
        house.county, tuple(worker.id for worker in house.staff), about.materials,
        about.minimums, today, scale,
    )  # fmt: skip
    yield from with_photos(ground, _records(ground))


def _records(ground: Ground) -> Iterator[Row]:
    scope, scale = ground.scope, ground.scale
    yield from leaflet_rows(ground)
    count = max(3, round(_SHARES[scope] * scale))
    fresh = max(1, round(_FRESH * count))
    numbers = [n * len(NETWORK_COUNTIES) + NETWORK_COUNTIES.index(scope) for n in range(count)]
    for n in numbers[:-fresh]:
        yield from _company(ground, n)
    for n in numbers[-fresh:]:
        yield from _newcomer(ground, n)
    yield from edge_rows(ground)
    yield from _residents(ground)
    yield from coming_rows(ground)
    yield from event_rows(ground)
    yield from shift_rows(ground)
    yield from stock_rows(ground)
    yield from twin_rows(ground)


def _company(ground: Ground, n: int) -> Iterator[Row]:
    firm = new_firm(ground, n)
    meetings = past_meetings(ground)
    standing = standing_after(ground.dice, meetings)
    yield from company_rows(ground, firm, standing)
    people: list[Contact] = []
    yield from people_rows(ground, firm, people)
    yield from visit_rows(ground, firm.id, people, meetings)
    ground.people += people
    if not standing.is_closed:
        ground.companies.append(firm.id)


def _newcomer(ground: Ground, n: int) -> Iterator[Row]:
    """Yield a sole trader that came from the register and has not got the notice of Art. 14."""
    dice = ground.dice
    firm = new_firm(ground, n)
    day = ground.today - timedelta(days=dice.between(3, 36))
    firm = replace(
        firm,
        kind=CompanyKind.SOLE_TRADER,
        size=SizeClass.MICRO,
        born=at(day, 9, n % 60),
        id=dice.new_id(at(day, 9, n % 60)),
        is_told=False,
    )
    yield from company_rows(ground, firm, Standing(Stage.NEW, is_closed=False))
    yield from people_rows(ground, firm, [])


def _residents(ground: Ground) -> Iterator[Row]:
    born = at(ground.first, 12)
    for _ in range(max(12, round(_RESIDENTS * ground.scale))):
        contact = Contact(ground.dice.new_id(born), ground.dice.pick(_GROUPS))
        ground.people.append(contact)
        known, author = name(ground.dice), ground.dice.pick(ground.staff)
        yield person_row(ground, contact, known, born, author, "poczta", ground.county)
