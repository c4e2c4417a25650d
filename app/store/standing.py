"""What stands in the store of rows that changes are merged into: read at once, written at once."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.model.field import Raw
from app.store import bulk


@dataclass(slots=True)
class Row:
    """A row while a batch is merged.

    Attributes:
        dots: the heads, as they stand in the table; none of a row that is new.
        stood: whether the store held the row before.
        siblings: for each field the values beside the shown one, by their changes.
        changed: the values that are shown now and were not before.
    """

    entity: str
    scope: str
    dots: str = ""
    stood: bool = False
    siblings: dict[str, dict[int, Raw]] = field(default_factory=dict)
    changed: dict[str, Raw] = field(default_factory=dict)

    @property
    def home(self) -> tuple[str, str]:
        """Return where the row lives; of two the least is everybody's."""
        return self.scope, self.entity

    @property
    def named(self) -> str:
        """Return the home in words, for what is set aside."""
        return f"the id belongs to {self.entity} in {self.scope}"


def rows(raw: Any, ids: list[str]) -> dict[str, Row]:
    """Return those of some rows that the store holds.

    Args:
        raw: the driver's connection.
        ids: in their order, in which the pages of the tables are gone through once.
    """
    found = {
        row: Row(entity, scope, dots, True)
        for row, entity, scope, dots in bulk.select(
            raw, "row, entity, scope, dots", "head", "row", ids
        )
    }
    if found:
        for row, name, at, value in _siblings(raw, found):
            if row in found:
                found[row].siblings.setdefault(name, {})[at] = value
    return found


def write_heads(raw: Any, changed: Mapping[str, Row], born: Collection[str]) -> int:
    """Write the heads of rows that were changed or asked about.

    Returns:
        How many of the rows in `born` could not be added: another record has their id.
    """
    added: list[tuple[str, ...]] = []
    replaced: list[tuple[str, ...]] = []
    for row, held in changed.items():
        if held.changed or held.siblings:
            written = added if row in born else replaced
            written.append((row, held.entity, held.scope, held.dots))
    bulk.insert(raw, "INSERT OR REPLACE INTO head(row, entity, scope, dots)", replaced)
    into = "INSERT OR IGNORE INTO head(row, entity, scope, dots)"
    return len(added) - bulk.insert(raw, into, added)


def _siblings(raw: Any, found: Mapping[str, Row]) -> Iterator[tuple[str, str, int, Raw]]:
    """Yield what is kept beside the shown values of the rows, perhaps also of others."""
    columns = "row, field, dot, value"
    (few,) = raw.execute(
        "SELECT count(*) <= ?1 FROM (SELECT 1 FROM sibling LIMIT ?1 + 1)", (len(found),)
    ).fetchone()
    if few:  # to look each row up would take longer than to read them all
        yield from raw.execute(f"SELECT {columns} FROM sibling")
    else:
        yield from bulk.select(raw, columns, "sibling", "row", found)
