"""Fills a panel: background, blocks from the top, blocks at the foot, and what had no room."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from app.base.errors import UserError
from app.base.i18n import _
from app.documents.blocks import Block, Logos
from app.documents.centre_card import CentreCard
from app.documents.compose import Row, Setting, compose, stack
from app.documents.designs import Design
from app.documents.fonts import BOLD, text_width
from app.documents.ink import Area, Ink, Shape, Words, all_words, placed, rectangle, rounded
from app.documents.sheet import Sheet
from app.documents.templates import Place
from app.documents.theme import BODY, MM, STEP, STEP_2, WARNING, WHITE

_UNDER = 0.5
_KEPT = 24
"""Set panels that are kept: those of a leaflet in both languages, with and without guides."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel holds: its look, the blocks from the top and those that stand at its foot."""

    look: str = "plain"
    blocks: tuple[Block, ...] = ()
    foot: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class PanelReport:
    """What became of a panel's text.

    Attributes:
        panel: the panel's name in the template.
        page: its page, the first is 0.
        lines_over: how many lines had no room and were left out; 0 when all is there.
        mm_over: how much higher the panel would have to be.
        mm_free: how much white is left.
    """

    panel: str
    page: int
    lines_over: int
    mm_over: float
    mm_free: float


@dataclass(frozen=True, slots=True)
class Edition:
    """What is the same on all panels of a leaflet."""

    design: Design
    centre: CentreCard
    language: str


@dataclass(frozen=True, slots=True)
class SetPanel:
    """A panel ready to be painted: first all grounds of a page, then all art, then all text."""

    ground: tuple[Ink, ...]
    art: tuple[Ink, ...]
    text: tuple[Ink, ...]
    safe: Area
    report: PanelReport


@dataclass(frozen=True, slots=True)
class _Column:
    """Rows in their places: what fits, how high all of it is, how much is left over."""

    inks: tuple[Ink, ...]
    height: float
    lines_over: int


@lru_cache(maxsize=_KEPT)
def set_panel(sheet: Sheet, page: int, place: Place, fill: Panel, edition: Edition) -> SetPanel:
    """Set a panel's blocks; panels in which nothing was typed are not set again.

    Args:
        sheet: the paper.
        page: the page's number, for the report.
        place: where the panel stands.
        fill: what it holds.
        edition: design, Centre and language.

    Raises:
        UserError: no such look, a logo row without room.
    """
    design = edition.design
    _check_look(design, fill.look)
    panel = Area(place.x_mm * MM, 0, place.width_mm * MM, sheet.trim.height)
    padding = max(design.padding_mm, sheet.options.safe_mm) * MM
    column = panel.inset(padding)
    white = any(isinstance(block, Logos) for block in fill.foot)
    tone = design.tone(fill.look)
    setting = Setting(column.width, tone, edition.centre, edition.language)
    foot_tone = design.tone("plain") if white else tone
    foot = _rows(fill.foot, replace(setting, tone=foot_tone))
    foot_height = sum(space + row.height for space, row in foot)
    art_height = design.art_height(fill.look)
    if white:
        paper = foot_height + 2 * padding - STEP
        base = column.bottom + STEP / 2
        end = panel.bottom - paper - art_height
    else:
        paper = 0.0
        base = panel.bottom - max(padding, art_height)
        end = base - foot_height
    room = Area(column.x, column.y, column.width, end - column.y - (STEP_2 if foot else 0.0))
    filled = _fill(_rows(fill.blocks, setting), room)
    foot_top = max(column.y, base - foot_height)
    below = _fill(foot, Area(column.x, foot_top, column.width, base - foot_top))
    filled = replace(filled, lines_over=filled.lines_over + below.lines_over)
    text = (*filled.inks, *below.inks, *_mark(room, filled.lines_over))
    safe = panel.inset(sheet.options.safe_mm * MM)
    check_safe(text, safe)
    seen = _seen(sheet, panel)
    return SetPanel(
        (rectangle(seen, tone.ground),),
        tuple(design.art(fill.look, panel, seen, sheet.bleed, paper)),
        text,
        safe,
        _report(place, page, filled, room),
    )


def _check_look(design: Design, look: str) -> None:
    if look not in design.looks:
        message = _("There is no panel look {name}. Choose one of: {known}.")
        raise UserError(message.format(name=look, known=", ".join(design.looks)))


def _report(place: Place, page: int, filled: _Column, room: Area) -> PanelReport:
    over = (filled.height - room.height) / MM
    return PanelReport(
        place.panel,
        page,
        filled.lines_over,
        mm_over=round(over, 1) if filled.lines_over else 0.0,
        mm_free=round(max(0.0, -over), 1),
    )


def check_safe(inks: Iterable[Ink], safe: Area) -> None:
    """Make sure that no text stands outside the safe area.

    Raises:
        UserError: naming the first text that does.
    """
    for words in all_words(inks):
        area = words.area
        inside = area.x >= safe.x - 0.1 and area.right <= safe.right + 0.1
        if not inside or area.y < safe.y - 0.1 or area.bottom > safe.bottom + 0.1:
            message = _("“{text}” stands too near to the edge. Shorten this panel's text.")
            raise UserError(message.format(text=words.text))


def _rows(blocks: Iterable[Block], setting: Setting) -> list[tuple[float, Row]]:
    return list(stack(compose(block, setting) for block in blocks))


def _fill(rows: list[tuple[float, Row]], room: Area) -> _Column:
    """Place rows from the top of the room; from the first without room on, none is placed."""
    inks: list[Ink] = []
    y = 0.0
    over = 0
    for space, row in rows:
        y += space
        if over or y + row.height > room.height + 0.01:
            over += max(1, round(row.height / BODY.leading))
        else:
            inks += placed(row.inks, room.x, room.y + y)
        y += row.height
    return _Column(tuple(inks), y, over)


def _seen(sheet: Sheet, panel: Area) -> Area:
    """Return a panel's strip with the bleed where it meets the paper's edge.

    It reaches a hair under the panel to its right, or a screen would show a seam at the fold.
    """
    bleed = sheet.bleed
    left = bleed.x if panel.x < 0.01 else panel.x
    right = bleed.right if panel.right > sheet.trim.right - 0.01 else panel.right + _UNDER
    return Area(left, bleed.y, right - left, bleed.height)


def _mark(room: Area, lines: int) -> tuple[Ink, ...]:
    """Return a red line at the end of the room with the number of lines left out, if any."""
    if not lines:
        return ()
    text = f"+{lines} ↓"
    width = text_width(text, BOLD, 8) + STEP
    y = max(room.y, room.bottom)  # a foot too high leaves no room at all
    flag = Area(room.right - width, y, width, 12)
    return (
        rectangle(Area(room.x, y, room.width, 1.2), WARNING),
        Shape(rounded(flag, 2), fill=WARNING),
        Words(flag.x + STEP / 2, y + 9, text, BOLD, 8, WHITE),
    )
