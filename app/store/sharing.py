"""Which companies have a number, an e-mail, a phone or the whole name in common with some rows."""

import json
from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy.orm import Session

from app.store import bulk
from app.store.arrived import Came
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
_MOST = 10
"""Looking up one value takes as long as reading so many, side by side, from an index."""


def groups(
    session: Session, rows: Collection[str], came_of: Callable[[Collection[str]], Came]
) -> list[list[str]]:
    """Return companies that have a value in common which some rows came to have, by their ids.

    Args:
        session: any session.
        rows: ids.
        came_of: tells which fields of some of the rows changed; what did not is not looked up.

    Returns:
        a group for each value, deleted companies among them.
    """
    raw = driver_of(session)
    (last,) = raw.execute("SELECT max(rowid) FROM company").fetchone()
    if last is not None and last <= _MOST * len(rows):
        return _groups_of_all(raw, rows, came_of)
    came = came_of(rows)
    names = [name for name in _COLUMNS if any(name in fields for fields in set(came.values()))]
    return [
        group
        for name, values in _values(raw, names, came).items()
        for group in _grouped(raw.execute(statement(name), (json.dumps(sorted(values)),)))
    ]


def _groups_of_all(
    raw: Any, rows: Collection[str], came_of: Callable[[Collection[str]], Came]
) -> list[list[str]]:
    # Few companies have anything in common with others: what came is asked of these alone.
    found = [
        (name, group)
        for name in _COLUMNS
        for group in _grouped(raw.execute(statement_for_all(name)))
    ]
    came = came_of({row for _name, group in found for row in group}.intersection(rows))
    return [group for name, group in found if any(name in came.get(row, ()) for row in group)]


def _values(raw: Any, names: list[str], came: Came) -> dict[str, set[str]]:
    columns = "".join(f", {_COLUMNS[name][0]}" for name in names)
    wanted: dict[str, set[str]] = {name: set() for name in names}
    for row, *values in bulk.select(raw, f"id{columns}", "company", "id", sorted(came)):
        for name, value in zip(names, values, strict=True):
            if value and name in came[row]:
                wanted[name].add(value[:_REGON_OF_ALL_BRANCHES] if name == "regon" else value)
    return wanted


def _grouped(found: Iterable[tuple[str, str]]) -> Iterable[list[str]]:
    shared: dict[str, list[str]] = {}
    for value, row in found:
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


def statement_for_all(name: str) -> str:
    """Return the query for all values of a field that several have, and who has them."""
    column, equals = _COLUMNS[name]
    value = f"substr(regon, 1, {_REGON_OF_ALL_BRANCHES})" if name == "regon" else column
    living = "deleted=0 AND " if name == "name" else ""
    shared = (
        f"SELECT {value} AS wanted FROM company WHERE {living}{column}>'' GROUP BY 1 "
        f"HAVING count(*) BETWEEN 2 AND {_TOO_MANY - 1}"
    )
    return f"SELECT wanted, company.id FROM ({shared}) CROSS JOIN company ON {equals}"
