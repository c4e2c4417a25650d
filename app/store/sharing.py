"""Which companies have a number, an e-mail, a phone or the whole name in common with some rows."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.store import bulk
from app.store.engine import driver_of

_TOO_MANY = 100
"""What so many companies share is a switchboard or a stopgap, and tells nobody apart."""
_REGON_OF_ALL_BRANCHES = 9
_COLUMNS: dict[str, tuple[str, str]] = {
    "nip": ("nip", "nip=wanted"),
    "regon": ("regon", "regon>=wanted AND regon<wanted || ':'"),
    "krs": ("krs", "krs=wanted"),
    "email": ("email", "email=wanted"),
    "phone": ("phone", "phone=wanted"),
    "name": ("sort_key", "deleted=0 AND sort_key=wanted"),
}
"""For each field the column that is compared, and how its equals are found by its index."""


def groups(session: Session, came: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """Return companies that have a value in common which some rows came to have, by their ids.

    Args:
        session: any session.
        came: the fields that changed, by row; what did not change is not looked up.

    Returns:
        a group for each value, deleted companies among them.
    """
    raw = driver_of(session)
    wanted = _values(raw, came)
    return [group for name, values in wanted.items() for group in _sharing(raw, name, values)]


def _values(raw: Any, came: Mapping[str, frozenset[str]]) -> dict[str, set[str]]:
    columns = ", ".join(column for column, _equals in _COLUMNS.values())
    wanted: dict[str, set[str]] = {name: set() for name in _COLUMNS}
    for row, *values in bulk.select(raw, f"id, {columns}", "company", "id", sorted(came)):
        for name, value in zip(_COLUMNS, values, strict=True):
            if value and name in came[row]:
                wanted[name].add(value[:_REGON_OF_ALL_BRANCHES] if name == "regon" else value)
    return wanted


def _sharing(raw: Any, name: str, values: Iterable[str]) -> Iterable[list[str]]:
    shared: dict[str, list[str]] = {}
    for value, row in raw.execute(statement(name), (json.dumps(sorted(values)),)):
        shared.setdefault(value, []).append(row)
    return shared.values()


def statement(name: str) -> str:
    """Return the query for those of some values of a field that several have, and who has them."""
    _column, equals = _COLUMNS[name]
    some = f"(SELECT 1 FROM company WHERE {equals} LIMIT {_TOO_MANY})"
    return (
        "SELECT wanted, company.id FROM (SELECT value AS wanted FROM json_each(?)) "
        f"CROSS JOIN company ON {equals} "
        f"WHERE (SELECT count(*) FROM {some}) BETWEEN 2 AND {_TOO_MANY - 1}"
    )
