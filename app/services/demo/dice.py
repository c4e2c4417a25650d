"""Seeded chance: the same seed draws the same values and ids on every machine."""

import random
from bisect import bisect
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")

_BIT_74 = (1 << 74) - 1
_BIT_62 = (1 << 62) - 1


class Weighted(Generic[T]):
    """Values that are drawn more or less often."""

    __slots__ = ("sums", "values")

    def __init__(self, weights: Iterable[tuple[T, float]]) -> None:
        """Keep the values with the running sums of their weights."""
        listed = [(value, weight) for value, weight in weights if weight > 0]
        self.values = tuple(value for value, _ in listed)
        self.sums = tuple(accumulate(weight for _, weight in listed))


class Dice:
    """Draws by `random()` alone, whose sequence Python promises never to change."""

    __slots__ = ("_source", "roll")

    def __init__(self, *seed: object) -> None:
        """Start the sequence that belongs to the given facts."""
        self._source = random.Random("\x1f".join(map(str, seed)))  # noqa: S311 - made-up data
        self.roll = self._source.random

    def chance(self, probability: float) -> bool:
        """Return true as often as the probability says."""
        return self.roll() < probability

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self.roll() * (high - low + 1))

    def pick(self, values: Sequence[T]) -> T:
        """Return one of the values."""
        return values[int(self.roll() * len(values))]

    def draw(self, weighted: Weighted[T]) -> T:
        """Return one of the values by their weights."""
        return weighted.values[bisect(weighted.sums, self.roll() * weighted.sums[-1])]

    def several(self, values: Sequence[T], count: int) -> list[T]:
        """Return different ones of the values, at most all of them, in the order drawn."""
        left = list(values)
        found: list[T] = []
        while left and len(found) < count:
            place = int(self.roll() * len(left))
            left[place], left[-1] = left[-1], left[place]
            found.append(left.pop())
        return found

    def new_id(self, born: datetime) -> str:
        """Return an id in the shape of a UUIDv7 whose time is the row's birth."""
        chance = self._source.getrandbits(74) & _BIT_74
        value = int(born.timestamp() * 1000) << 80 | 0x7 << 76 | (chance >> 62) << 64 | 2 << 62
        text = f"{value | chance & _BIT_62:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
