"""What a write or an import tells those who show the records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.store.capture import RowKey

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Changes:
    """Which records a write or an import changed.

    Attributes:
        rows: the changed rows, as (entity's name, id); empty after an import of many.
        kinds: the names of the entities that changed.
    """

    rows: tuple[RowKey, ...]
    kinds: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[RowKey]) -> "Changes":
        """Return the changes of the given rows."""
        known = tuple(rows)
        return cls(known, frozenset(entity for entity, _row in known))


@dataclass(frozen=True, slots=True)
class Written(Generic[R]):
    """What a write returned and changed."""

    result: R
    changes: Changes
