"""Counties and communes of the voivodeship (TERYT codes are text with leading zeros)."""

import csv
from dataclasses import dataclass
from functools import cache

from app.base.paths import resource

NETWORK_COUNTIES = ("2805", "2806", "2807", "2808", "2809", "2814", "2815", "2816")
"""The eight counties of the network, in TERYT order."""
OLSZTYN_CITY = "2862"
"""The city of Olsztyn is a county of its own and works with olsztyński in the network."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the register TERC (state of 2024-01-01)."""

    code: str
    name: str
    kind: str


@cache
def units() -> dict[str, Unit]:
    """Return every unit of voivodeship 28 by code."""
    with resource("territory", "teryt_28.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Unit(**row) for row in csv.DictReader(file)}


def county_name(code: str) -> str:
    """Return a county's name, or the code itself when the register has none."""
    unit = units().get(code)
    return unit.name if unit else code


@cache
def communes(county: str) -> tuple[Unit, ...]:
    """Return the communes of a county, the city's with its own code."""
    return tuple(u for code, u in units().items() if len(code) == 7 and code.startswith(county))


def scope_of(county: str) -> str:
    """Return the scope that holds a county's records."""
    return "2814" if county == OLSZTYN_CITY else county


def is_county_scope(scope: str) -> bool:
    """Tell whether a scope is one of the network's counties."""
    return scope in NETWORK_COUNTIES
