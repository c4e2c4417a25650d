"""Which change set each field of a row last: the heads that are shown, in few groups.

Most rows have all their fields from one or two changes, so a row's heads are kept by change and
not by field. In the table they stand as `4294967297:name phone;4294967300:town`.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Self

Dot = int
Names = frozenset[str]


class Heads:
    """The shown heads of one row; its dictionary is never changed, only replaced."""

    __slots__ = ("groups",)

    def __init__(self, groups: dict[Dot, Names] | None = None) -> None:
        """Start with the fields that each change shows; none for a row that is new."""
        self.groups: dict[Dot, Names] = {} if groups is None else groups

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the heads that stand in the table."""
        return cls(_groups(text))

    def text(self) -> str:
        """Return the heads as they stand in the table; equal heads are equal texts."""
        if len(self.groups) == 1:
            ((at, names),) = self.groups.items()
            return f"{at}:{_text(names)}"
        return ";".join(f"{at}:{_text(names)}" for at, names in sorted(self.groups.items()))

    def of(self, name: str) -> Dot | None:
        """Return the change that is shown in a field."""
        for at, names in self.groups.items():
            if name in names:
                return at
        return None

    def unseen(self, saw: Callable[[Dot], bool]) -> Names:
        """Return the fields whose shown changes are not among those that somebody saw."""
        return frozenset().union(*(names for at, names in self.groups.items() if not saw(at)))

    def show(self, at: Dot, names: Names) -> None:
        """Let a change be what is shown in some fields."""
        groups: dict[Dot, Names] = {}
        for before, held in self.groups.items():
            left = _without(held, names)
            if left:
                groups[before] = left
        groups[at] = groups[at] | names if at in groups else names
        self.groups = groups


@lru_cache(4096)
def dots_in(text: str) -> tuple[Dot, ...]:
    """Return the changes that are shown in a row whose heads stand as a text."""
    return tuple(_groups(text))


@lru_cache(4096)
def text_after(text: str, at: Dot, fields: tuple[str, ...]) -> str:
    """Return the text of heads after a change has come to be shown in all its fields.

    The rows of one entry mostly had equal heads, so most answers have been given before.
    """
    heads = Heads.read(text)
    heads.show(at, names_of(fields))
    return heads.text()


def text_of_first(at: Dot, fields: tuple[str, ...]) -> str:
    """Return the text of heads of a row that one change alone has set fields of."""
    return f"{at}:{_text(names_of(fields))}"


@lru_cache(4096)
def names_of(fields: Iterable[str]) -> Names:
    """Return the names of a change's fields and of the one that every change sets.

    Each change says that its row lives, whether or not it writes so.
    """
    return frozenset((*fields, "deleted"))


@lru_cache(4096)
def _groups(text: str) -> dict[Dot, Names]:
    parts = (part.partition(":") for part in text.split(";") if part)
    return {int(at): _names(names) for at, _colon, names in parts}


@lru_cache(4096)
def _names(text: str) -> Names:
    return frozenset(text.split(" "))


@lru_cache(4096)
def _text(names: Names) -> str:
    return " ".join(sorted(names))


@lru_cache(4096)
def _without(held: Names, taken: Names) -> Names:
    return held - taken
