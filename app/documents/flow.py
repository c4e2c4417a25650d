"""Rows of ink onto pages: nothing is cut, headings stay with what follows, tables repeat heads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents.ink import Ink, Tagged, placed
from app.documents.pages import Bookmark
from app.documents.rows import Row


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a paper says, as rows that stay whole.

    Attributes:
        rows: from top to bottom.
        above: the white space before it, where it does not begin a page.
        head: rows repeated where the part goes on on another page.
        binds: whether it stays with the first row of the next part.
        whole: whether it goes to the next page rather than be broken.
        role: what its rows together are to a listener, such as a Table or a P.
        bookmark: under which name the reader's outline leads here.
    """

    rows: tuple[Row, ...]
    above: float = 0.0
    head: tuple[Row, ...] = ()
    binds: bool = False
    whole: bool = False
    role: str = ""
    bookmark: str = ""

    @property
    def height(self) -> float:
        """The height of all rows with one head."""
        return sum(row.height for row in (*self.head, *self.rows))


@dataclass(frozen=True, slots=True)
class Flowed:
    """Parts in their places: each page's ink from the top left of the room, and the outline."""

    pages: tuple[tuple[Ink, ...], ...]
    bookmarks: tuple[Bookmark, ...]


class _Filling:
    """Pages that fill up."""

    def __init__(self, first: float, later: float) -> None:
        self.pages: list[list[Ink]] = [[]]
        self.bookmarks: list[Bookmark] = []
        self.y = 0.0
        self._first = first
        self._later = later

    @property
    def room(self) -> float:
        return self._first if len(self.pages) == 1 else self._later

    def has_room(self, height: float) -> bool:
        return self.y + height <= self.room + 0.01

    def turn(self) -> None:
        self.pages.append([])
        self.y = 0.0

    def place(self, part: Part) -> None:
        """Place a part's rows, on as many pages as they need."""
        self.y += part.above if self.y else 0.0
        if part.bookmark:
            self.bookmarks.append(Bookmark(part.bookmark, len(self.pages) - 1, self.y, 1))
        rows = list(part.rows)
        while True:
            held = self._hold([*part.head, *self._fitting(part, rows)], part.role)
            rows = rows[held - len(part.head) :]
            if not rows:
                return
            self.turn()

    def _fitting(self, part: Part, rows: Sequence[Row]) -> Iterator[Row]:
        """Yield the rows that this page has room for; an empty page takes one at least."""
        used = sum(row.height for row in part.head)
        for number, row in enumerate(rows):
            used += row.height
            if not self.has_room(used) and (number or self.y):
                return
            yield row

    def _hold(self, rows: Sequence[Row], role: str) -> int:
        inks: list[Ink] = []
        for row in rows:
            inks += placed(row.inks, 0, self.y)
            self.y += row.height
        if inks:
            self.pages[-1] += [Tagged(role, tuple(inks))] if role else inks
        return len(rows)


def flow(parts: Sequence[Part], first: float, later: float) -> Flowed:
    """Place parts on pages.

    Args:
        parts: from top to bottom.
        first: the height of the room on the first page, in points.
        later: the same on all others.
    """
    filling = _Filling(first, later)
    for number, part in enumerate(parts):
        if filling.y and not filling.has_room(_least(parts[number:])):
            filling.turn()
        filling.place(part)
    return Flowed(tuple(tuple(page) for page in filling.pages), tuple(filling.bookmarks))


def _least(parts: Sequence[Part]) -> float:
    """Return the height without which a part is not begun: its first row and what binds it."""
    needed = 0.0
    for part in parts:
        needed += part.above
        if part.binds or part.whole:
            needed += part.height
        else:
            needed += sum(row.height for row in (*part.head, *part.rows[:1]))
        if not part.binds:
            break
    return needed
