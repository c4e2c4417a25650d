"""The sheet for the next visit to a company: what was said, what was promised, room for notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.flow import Part
from app.documents.ink import Area, Ink, Tagged, frame, line, placed
from app.documents.paper import Cover, DrawnPaper, draw_paper
from app.documents.rows import Row
from app.documents.statements import facts, heading, paragraph, text_rows
from app.documents.tables import Column, Two, table
from app.documents.theme import (
    CELL,
    CELL_STRONG,
    FINE,
    HAIRLINE,
    HALF,
    MM,
    PAPER,
    PAPER_BODY,
    STEP,
    STEP_2,
    VALUE,
)

_BOX = 8.0
_RULED_MM = 8.0


@dataclass(frozen=True, slots=True)
class Promise:
    """What is still to be done: by when, and by whom."""

    title: str
    due: str
    owner: str
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened: when, what, and what was noted."""

    when: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What a promoter takes along.

    Attributes:
        facts: the next visit, address, phone and the like.
        people: name with function, then how they are reached.
        outcomes: what can come of the visit, to tick.
        warning: why the company must not be contacted, if so.
    """

    company: str
    subtitle: str
    centre: CentreCard
    facts: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    promises: tuple[Promise, ...]
    history: tuple[Past, ...]
    outcomes: tuple[str, ...]
    warning: str = ""
    lines: int = 7


def draw_visit_sheet(sheet: VisitSheet) -> DrawnPaper:
    """Draw the sheet: promises first, then people, history, and room to write."""
    cover = Cover(_("Sheet for the next visit"), sheet.company, sheet.centre, sheet.subtitle)
    return draw_paper(cover, list(_parts(sheet, cover.width)))


def _parts(sheet: VisitSheet, width: float) -> Iterator[Part]:
    if sheet.warning:
        yield _warning(sheet.warning, width)
    yield facts(sheet.facts, width, 3)
    yield heading(_("Promised and still open"), width)
    if sheet.promises:
        yield Part(tuple(_promise(one, width) for one in sheet.promises), above=HALF)
    else:
        yield paragraph(_("Nothing is open."), width)
    if sheet.people:
        yield heading(_("People"), width)
        columns = (Column(_("Who"), style=CELL_STRONG), Column(_("Phone and e-mail")))
        yield table(columns, sheet.people, width, above=HALF)
    yield heading(_("This visit"), width)
    yield _to_tick(sheet.outcomes, width)
    yield _to_write(sheet.lines, width)
    yield heading(_("What happened so far"), width)
    if not sheet.history:
        yield paragraph(_("Nothing yet: this is the first visit."), width)
        return
    columns = (Column(_("When"), 32), Column(_("What happened")))
    rows = [(one.when, Two(one.title, one.note)) for one in sheet.history]
    yield table(columns, rows, width, above=HALF)


def _warning(text: str, width: float) -> Part:
    rows = text_rows(text, VALUE, width - STEP_2, PAPER.text)
    height = sum(row.height for row in rows) + STEP
    inks: list[Ink] = [frame(Area(0, 0, width, height), PAPER.text, 1.2)]
    y = HALF
    for row in rows:
        inks.append(Tagged("P", tuple(placed(row.inks, STEP, y))))
        y += row.height
    return Part((Row(height, tuple(inks)),), above=HALF)


def _promise(promise: Promise, width: float) -> Row:
    """Return a promise with a box to tick."""
    left = _BOX + STEP
    rows = text_rows(promise.title, CELL_STRONG, width, PAPER.text, left)
    due = _("overdue since {day}") if promise.overdue else _("by {day}")
    said = " · ".join(part for part in (due.format(day=promise.due), promise.owner) if part)
    rows += text_rows(said, FINE, width, PAPER.soft, left)
    inks: list[Ink] = [frame(Area(0.5, HALF, _BOX, _BOX), PAPER.text, 0.7)]
    y = HALF / 2
    for row in rows:
        inks += placed(row.inks, 0, y)
        y += row.height
    return Row(y + HALF, (Tagged("P", tuple(inks)),))


def _to_tick(words: Sequence[str], width: float) -> Part:
    wide = width / max(len(words), 1)
    inks: list[Ink] = []
    height = 0.0
    for place, one in enumerate(words):
        x = place * wide
        inks.append(frame(Area(x + 0.5, 2.5, _BOX, _BOX), PAPER.text, 0.7))
        rows = text_rows(one, CELL, wide - _BOX - STEP_2, PAPER.text)
        y = 0.0
        for row in rows:
            inks += placed(row.inks, x + _BOX + HALF, y)
            y += row.height
        height = max(height, y)
    return Part((Row(height, (Tagged("P", tuple(inks)),)),), above=HALF)


def _to_write(lines: int, width: float) -> Part:
    high = _RULED_MM * MM
    rule = Row(high, (line((0, high), (width, high), PAPER.line, HAIRLINE),))
    label = text_rows(_("Notes"), PAPER_BODY, width, PAPER.soft)
    return Part((*label, *[rule] * lines), above=STEP)
