"""The made-up network itself: eight Centres, eighty promoters and the catalogue of materials."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from app.model.centre import Centre, CentreKind
from app.model.material import Material
from app.model.network import Network
from app.model.promoter import Promoter, Role
from app.model.territory import OLSZTYN_CITY, scope_of
from app.services.demo.dice import Dice
from app.services.demo.names import Name, polish_name, slug
from app.services.demo.raw_rows import Row, raw_row

_BORN = datetime(2025, 1, 7, 7, 0, tzinfo=UTC)
_WEB = "centrumcsr.example"
_NAME = "Sieć CSR Warmii i Mazur"
_WEEK = "pn.–pt. 8.00–16.00"
_CENTRES = (
    ("OLS", "Regionalne Centrum CSR w Olsztynie", OLSZTYN_CITY, "Olsztyn",
     "ul. Jeziorna 12, 10-001 Olsztyn", "89 000 28 00", "pn.–pt. 8.00–18.00\nsob. 9.00–13.00"),
    ("ELK", "Centrum CSR w Ełku", "2805", "Ełk",
     "ul. Nadbrzeżna 4, 19-300 Ełk", "87 000 28 05", _WEEK),
    ("GIZ", "Centrum CSR w Giżycku", "2806", "Giżycko",
     "ul. Portowa 7, 11-500 Giżycko", "87 000 28 06", f"{_WEEK}\nśr. do 18.00"),
    ("ILA", "Centrum CSR w Iławie", "2807", "Iława",
     "ul. Żeglarska 3, 14-200 Iława", "89 000 28 07", _WEEK),
    ("KET", "Centrum CSR w Kętrzynie", "2808", "Kętrzyn",
     "ul. Zamkowa 15, 11-400 Kętrzyn", "89 000 28 08", _WEEK),
    ("LID", "Centrum CSR w Lidzbarku Warmińskim", "2809", "Lidzbark Warmiński",
     "ul. Młyńska 2, 11-100 Lidzbark Warmiński", "89 000 28 09", f"{_WEEK}\nwt. do 18.00"),
    ("OST", "Centrum CSR w Ostródzie", "2815", "Ostróda",
     "ul. Słoneczna 9, 14-100 Ostróda", "89 000 28 15", _WEEK),
    ("PIS", "Centrum CSR w Piszu", "2816", "Pisz",
     "ul. Rybacka 5, 12-200 Pisz", "87 000 28 16", _WEEK),
)  # fmt: skip
_CATALOGUE = (
    ("ULO-CSR-PL", "Ulotka „Dobra firma zaczyna się od ludzi”", "leaflet", "2", "pl", 200),
    ("ULO-CSR-EN", "Leaflet “A good company starts with people”", "leaflet", "2", "en", 40),
    ("ULO-CSR-UK", "Листівка «Добра фірма починається з людей»", "leaflet", "1", "uk", 40),
    ("ULO-FLEX-PL", "Ulotka „Flexicurity w małej firmie”", "leaflet", "3", "pl", 150),
    ("BRO-CSR-PL", "Broszura „CSR krok po kroku”", "brochure", "1", "pl", 60),
    ("BRO-PAKT-PL", "Broszura „Pakt na rzecz flexicurity”", "brochure", "1", "pl", 40),
    ("PLA-A3-PL", "Plakat A3 „Centrum CSR”", "poster", "2", "pl", 20),
    ("KAR-SAM-PL", "Karta samooceny (12 pytań)", "form", "1.1", "pl", 50),
    ("KAR-ZGO-PL", "Kartka kontaktowa ze zgodą", "form", "1.2", "pl", 100),
    ("GAD-DLU", "Długopis z logo sieci", "gadget", None, None, 100),
    ("GAD-TOR", "Torba bawełniana", "gadget", None, None, 25),
    ("GAD-NOT", "Notes A5 z papieru z odzysku", "gadget", None, None, 30),
)  # fmt: skip
_REGIONAL_STAFF = (Role.OFFICE,) * 3 + (Role.EXPERT,) + (Role.COORDINATOR,) + (Role.PROMOTER,) * 12
_COUNTY_STAFF = (Role.COORDINATOR,) + (Role.PROMOTER,) * 8


@dataclass(frozen=True, slots=True)
class Worker:
    """A promoter as others of the demo need one."""

    id: str
    code: str
    name: Name
    role: Role


@dataclass(frozen=True, slots=True)
class House:
    """A Centre with the people who work in it."""

    id: str
    code: str
    scope: str
    county: str
    town: str
    staff: tuple[Worker, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The network's own data.

    Attributes:
        network: the network's id; a store for the demo is founded with it.
        office: the promoter who leads the central office.
        houses: the Centres, the regional one first.
        materials: the catalogue's ids.
        minimums: their minimum stocks.
        rows: all of it as rows in the scope `network`.
    """

    network: str
    office: str
    houses: tuple[House, ...]
    materials: tuple[str, ...]
    minimums: tuple[int, ...]
    rows: tuple[Row, ...]

    def house_of(self, scope: str) -> House:
        """Return the Centre of a county."""
        return next(house for house in self.houses if house.scope == scope)


@cache
def reference(seed: int) -> Reference:
    """Return the network of a seed."""
    dice = Dice(seed, "network")
    network = dice.new_id(_BORN)
    houses = tuple(_houses(dice))
    office = houses[0].staff[0].id
    rows = [
        raw_row(Network, "network", network, _BORN, office, name=_NAME),
        *_centre_rows(houses, office),
        *_promoter_rows(dice, houses, office),
    ]
    materials = tuple(dice.new_id(_BORN) for _ in _CATALOGUE)
    rows += _material_rows(materials, office)
    minimums = tuple(entry[-1] for entry in _CATALOGUE)
    return Reference(network, office, houses, materials, minimums, tuple(rows))


def _houses(dice: Dice) -> Iterator[House]:
    taken: set[tuple[str, str]] = set()
    for place, (code, _name, county, town, *_contact) in enumerate(_CENTRES):
        roles = _COUNTY_STAFF if place else _REGIONAL_STAFF
        staff = tuple(
            Worker(dice.new_id(_BORN), f"{code}-{n:02d}", _new_name(dice, taken), role)
            for n, role in enumerate(roles, start=1)
        )
        yield House(dice.new_id(_BORN), code, scope_of(county), county, town, staff)


def _new_name(dice: Dice, taken: set[tuple[str, str]]) -> Name:
    while True:
        name = polish_name(dice)
        if (name.first, name.last) not in taken:
            taken.add((name.first, name.last))
            return name


def _centre_rows(houses: tuple[House, ...], office: str) -> Iterator[Row]:
    for house, (code, name, county, town, address, phone, hours) in zip(
        houses, _CENTRES, strict=True
    ):
        yield raw_row(
            Centre, "network", house.id, _BORN, office,
            code=code, name=name, county=county, address=address, phone=f"+48 {phone}",
            kind=CentreKind.REGIONAL if house is houses[0] else CentreKind.COUNTY,
            email=f"{slug(town)}@{_WEB}", www=f"www.{_WEB}/{slug(town)}", opening_hours=hours,
        )  # fmt: skip


def _promoter_rows(dice: Dice, houses: tuple[House, ...], office: str) -> Iterator[Row]:
    for n, (house, worker) in enumerate((h, w) for h in houses for w in h.staff):
        zone = "87" if house.scope in ("2805", "2806", "2816") else "89"
        yield raw_row(
            Promoter, "network", worker.id, _BORN, office,
            code=worker.code, first_name=worker.name.first, last_name=worker.name.last,
            centre=house.id, role=worker.role,
            email=f"{slug(worker.name.first)}.{slug(worker.name.last)}@{_WEB}",
            phone=f"+48 {zone} 000 29 {n:02d}",
            active_from=date(2025, dice.between(1, 12), 1),
        )  # fmt: skip


def _material_rows(materials: tuple[str, ...], office: str) -> Iterator[Row]:
    for row, (code, name, kind, version, language, minimum) in zip(
        materials, _CATALOGUE, strict=True
    ):
        yield raw_row(
            Material, "network", row, _BORN, office,
            code=code, name=name, kind=kind, version=version,
            language=language, minimum=minimum,
            template="trifold" if code.startswith("ULO-CSR") else None,
        )  # fmt: skip
