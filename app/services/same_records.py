"""Whether two stores hold the same records where both may have them."""

import json
from typing import Any

from app.model.entity import NETWORK
from app.services import dump
from app.store.database import Database


def differences(one: Database, other: Database) -> list[str]:
    """Return the records that differ, in the scopes that both stores may have.

    Args:
        one: a store.
        other: another one of the same network.
    """
    scopes = {NETWORK, *one.who.counties} & {NETWORK, *other.who.counties}
    here, there = _lines(one, scopes), _lines(other, scopes)
    return sorted(here ^ there)


def _lines(database: Database, scopes: set[str]) -> set[str]:
    return {line for line in database.read(_all_lines) if json.loads(line)["scope"] in scopes}


def _all_lines(session: Any) -> list[str]:
    return list(dump.lines(session))
