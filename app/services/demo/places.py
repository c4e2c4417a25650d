"""Where the demo network lives: real towns of the eight counties, made-up addresses in them."""

from dataclasses import dataclass
from functools import cache

from app.model.territory import OLSZTYN_CITY, communes, scope_of
from app.services.demo.dice import Dice, Weighted

_POSTCODES = {
    "Ełk": "19-300", "Kalinowo": "19-314", "Prostki": "19-335", "Stare Juchy": "19-330",
    "Giżycko": "11-500", "Kruklanki": "11-612", "Miłki": "11-513", "Ryn": "11-520",
    "Wydminy": "11-510", "Iława": "14-200", "Lubawa": "14-260", "Kisielice": "14-220",
    "Susz": "14-240", "Zalewo": "14-230", "Kętrzyn": "11-400", "Barciany": "11-410",
    "Korsze": "11-430", "Reszel": "11-440", "Srokowo": "11-420", "Lidzbark Warmiński": "11-100",
    "Kiwity": "11-106", "Lubomino": "11-135", "Orneta": "11-130", "Barczewo": "11-010",
    "Biskupiec": "11-300", "Dobre Miasto": "11-040", "Dywity": "11-001", "Gietrzwałd": "11-036",
    "Jeziorany": "11-320", "Jonkowo": "11-042", "Kolno": "11-311", "Olsztynek": "11-015",
    "Purda": "11-030", "Stawiguda": "11-034", "Świątki": "11-008", "Ostróda": "14-100",
    "Dąbrówno": "14-120", "Łukta": "14-105", "Małdyty": "14-330", "Miłakowo": "14-310",
    "Miłomłyn": "14-140", "Morąg": "14-300", "Biała Piska": "12-230", "Orzysz": "12-250",
    "Pisz": "12-200", "Ruciane-Nida": "12-220", "Olsztyn": "10-001",
}  # fmt: skip
# Rural communes named after a town that is not in them, or after no place at all.
_VILLAGES = {
    "2805022": ("Nowa Wieś Ełcka", "19-321"), "2806042": ("Wilkasy", "11-500"),
    "2807032": ("Ząbrowo", "14-200"), "2807052": ("Fijewo", "14-260"),
    "2808032": ("Karolewo", "11-400"), "2809032": ("Rogóż", "11-100"),
    "2815022": ("Dąbrówno", "14-120"), "2815032": ("Gierzwałd", "14-107"),
    "2815092": ("Tyrowo", "14-100"),
}  # fmt: skip
_STREETS = (
    "Jeziorna", "Leśna", "Polna", "Szkolna", "Ogrodowa", "Słoneczna", "Warszawska", "Olsztyńska",
    "Mazurska", "Warmińska", "Kolejowa", "Przemysłowa", "Portowa", "Rybacka", "Kościuszki",
    "Mickiewicza", "Sienkiewicza", "Kopernika", "Grunwaldzka", "Zamkowa", "Młyńska", "Krótka",
    "Wojska Polskiego", "1 Maja", "Brzozowa", "Sosnowa", "Lipowa", "Klonowa", "Nadbrzeżna",
    "Żeglarska", "Plażowa", "Towarowa", "Rynek", "Staromiejska", "Dworcowa", "Spółdzielcza",
)  # fmt: skip
_BY_THE_LAKE = {
    "2805": ("Nad Selmętem", "Nad Jeziorem Ełckim"), "2806": ("Nad Niegocinem", "Nad Kisajnem"),
    "2807": ("Nad Jeziorakiem",), "2808": ("Nad Mamrami", "Nad Oświnem"),
    "2809": ("Nad Blankami",), "2814": ("Nad Ukielem", "Nad Łańskim", "Nad Wadągiem"),
    "2815": ("Nad Drwęckim", "Nad Nariem", "Nad Szelągiem"),
    "2816": ("Nad Śniardwami", "Nad Rosiem", "Nad Nidzkim"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A town or village with the commune and county that it lies in."""

    town: str
    postcode: str
    commune: str
    county: str


@cache
def places_of(scope: str) -> Weighted[Place]:
    """Return the places of a county (with Olsztyn's own for olsztyński), big towns often."""
    found: list[tuple[Place, float]] = []
    for county in (scope, *((OLSZTYN_CITY,) if scope == scope_of(OLSZTYN_CITY) else ())):
        for unit in communes(county):
            town, postcode = _VILLAGES.get(unit.code, (unit.name, _POSTCODES.get(unit.name, "")))
            weight = {"1": 8.0, "2": 1.0, "3": 3.0}[unit.code[-1]]
            place = Place(town, postcode, unit.code, county)
            found.append((place, weight * 3 if county == OLSZTYN_CITY else weight))
    return Weighted(found)


def address(dice: Dice) -> str:
    """Return a street and a number."""
    street = dice.pick(_STREETS)
    name = street if street == "Rynek" else f"ul. {street}"
    number = str(dice.between(1, 88))
    if dice.chance(0.12):
        number += dice.pick("ABC")
    if dice.chance(0.15):
        number += f"/{dice.between(1, 24)}"
    return f"{name} {number}"


def by_the_lake(dice: Dice, scope: str) -> str:
    """Return where something lies: by one of the county's lakes."""
    return dice.pick(_BY_THE_LAKE[scope])


def phone(dice: Dice, scope: str) -> str:
    """Return a number of the county's zone that nobody can have: none begins with 0 there."""
    zone = "87" if scope in ("2805", "2806", "2816") else "89"
    n = dice.between(0, 9999)
    return f"+48 {zone} 000 {n // 100:02d} {n % 100:02d}"
