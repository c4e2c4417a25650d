"""Indexes of tables of which an import changes most rows: to make them anew takes less.

An entry of an index is taken out in one place and put in at another for each row, and the places
lie anywhere; made anew, an index is sorted and written once. It is all inside the transaction: who
reads meanwhile has the indexes as they were.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection

from app.model.entity import entity_name
from app.model.every_entity import entities_by_name
from app.model.field import Raw
from app.model.merge_edge import MergeEdge
from app.store import bulk, projection
from app.store.engine import driver
from app.store.entry import Change

MANY = 1_000
"""Fewer rows than these are written with all indexes in place, however small the table is."""
_LOOKED_UP = entity_name(MergeEdge)
"""The merge itself looks records of this kind up by other columns than their ids."""


class Index(NamedTuple):
    """An index by its name and the statement that makes it."""

    name: str
    statement: str


def over_most_rows(connection: Connection, changes: Sequence[Change]) -> list[Index]:
    """Return the indexes over what changes in most rows of a table.

    Args:
        connection: any connection.
        changes: what is going to be merged.
    """
    raw = driver(connection)
    return [one for table, columns in _most_of(raw, changes) for one in _over(raw, table, columns)]


@contextmanager
def made_anew(connection: Connection, indexes: Sequence[Index]) -> Iterator[None]:
    """Do without some indexes; when the block ends well they are back.

    SQLite refuses it while a query of the same connection is half read.

    Args:
        connection: inside a writing transaction, which is to be rolled back when the block fails.
        indexes: those to do without.
    """
    raw = driver(connection)
    for one in indexes:
        raw.execute(f'DROP INDEX "{one.name}"')
    yield
    for one in indexes:
        raw.execute(one.statement)


def _most_of(raw: Any, changes: Sequence[Change]) -> Iterator[tuple[str, set[str]]]:
    """Yield the tables of which the changes concern most rows, and the columns that they set."""
    counts = Counter(entity for entity, _row, _fields in changes)
    for table, count in counts.items():
        if count < MANY or table == _LOOKED_UP or table not in entities_by_name():
            continue
        rows = {row for entity, row, _fields in changes if entity == table}
        twice = 2 * len(rows)
        if len(rows) >= MANY and bulk.count(raw, table, twice) < twice:
            yield table, _set_in(table, [told for name, _row, told in changes if name == table])


def _set_in(table: str, told: Sequence[Mapping[str, Raw]]) -> set[str]:
    names = set[str]().union(*told)
    sorts = projection.listed_by(entities_by_name()[table])
    return names | {"sort_key"} if not names.isdisjoint(sorts) else names


def _over(raw: Any, table: str, columns: set[str]) -> list[Index]:
    """Return the indexes of a table that are over some columns."""
    found = raw.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type='index' AND tbl_name=? AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    return [Index(*one) for one in found if not columns.isdisjoint(_columns_of(raw, one[0]))]


def _columns_of(raw: Any, index: str) -> list[str]:
    found = raw.execute("SELECT name FROM pragma_index_info(?)", (index,)).fetchall()
    return [column for (column,) in found]
