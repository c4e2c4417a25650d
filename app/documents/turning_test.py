"""A page that tells how a printer turns sheets over: an arrow on each side and what it means."""

from collections.abc import Iterable, Iterator

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.ink import Area, Ink, Shape, Tagged, line, placed
from app.documents.paper import Cover, DrawnPaper, paint_paper
from app.documents.statements import joined_row, text_rows
from app.documents.theme import (
    HALF,
    LABEL,
    MM,
    PAPER,
    PAPER_BODY,
    PAPER_LEAD,
    PAPER_TITLE,
    RULE,
    STEP,
    STEP_2,
    STEP_3,
    TextStyle,
)

_EDGE_MM, _COLUMN_MM = 20.0, 150.0
_CORNER_MM, _ARM_MM = 10.0, 6.0
_RULER_MM = 100.0
_ARROW_MM = (34.0, 46.0)


def draw_turning_test(*, lies: bool) -> DrawnPaper:
    """Draw both sides of the test page.

    Args:
        lies: whether the sheet lies on its long side, as a folded leaflet does; then it is to be
            turned over on its short edge, else on its long one.
    """
    cover = Cover(_("Test page"), _("Test page: both sides"), CentreCard(""), landscape=lies)
    return paint_paper(cover, [tuple(_front(cover)), tuple(_back(cover))])


def _front(cover: Cover) -> Iterator[Ink]:
    steps = (
        _("1. Hold the sheet so that the arrow on this side points up."),
        _("2. Turn it over like a page of a book: the right edge goes to the left."),
        _("3. Read what the other side says."),
    )
    yield from _side(cover, _("Side 1"), _("This side first"), steps)
    yield from _ruler(cover)


def _back(cover: Cover) -> Iterator[Ink]:
    answers = (
        _("The arrow on this side points up too: your printer turns sheets the right way. "
          "Leave “My printer needs the back side turned by 180°” off."),
        _("It points down: turn “My printer needs the back side turned by 180°” on, in the window "
          "for printing or in Settings."),
        _("This side came out on a sheet of its own: your printer prints one side only. Choose "
          "“Both sides, by hand” in the window for printing."),
    )  # fmt: skip
    yield from _side(cover, _("Side 2"), _("Which way does the arrow point?"), answers)


def _side(cover: Cover, label: str, title: str, lines: Iterable[str]) -> Iterator[Ink]:
    trim = cover.sheet.trim
    yield from _corners(cover)
    arrow_width, arrow_height = (mm * MM for mm in _ARROW_MM)
    top = _EDGE_MM * MM
    yield Tagged("Figure", (_arrow((trim.width - arrow_width) / 2, top),), _("An arrow up"))
    width, left = _column(trim)
    y = top + arrow_height + STEP_3
    said: list[tuple[str, str, TextStyle, str, float]] = [
        ("P", label, LABEL, PAPER.label, HALF),
        ("H1", title, PAPER_TITLE, PAPER.heading, STEP_2),
        *(("P", one, PAPER_LEAD, PAPER.text, STEP) for one in lines),
    ]
    for role, text, style, colour, below in said:
        made = joined_row(text_rows(text, style, width, colour))
        yield Tagged(role, tuple(placed(made.inks, left, y)))
        y += made.height + below


def _column(trim: Area) -> tuple[float, float]:
    """Return the width of the texts and where they begin."""
    width = min(trim.width - 2 * _EDGE_MM * MM, _COLUMN_MM * MM)
    return width, (trim.width - width) / 2


def _arrow(x: float, y: float) -> Shape:
    """Return a broad arrow that points up, its box's upper left corner at a point."""
    width, height = (mm * MM for mm in _ARROW_MM)
    shaft, head = width / 5, height * 0.45
    middle = x + width / 2
    outline = (
        (middle, y), (x + width, y + head), (middle + shaft, y + head),
        (middle + shaft, y + height), (middle - shaft, y + height), (middle - shaft, y + head),
        (x, y + head),
    )  # fmt: skip
    orders = (("M" if at == 0 else "L", point) for at, point in enumerate(outline))
    return Shape((*orders, ("Z", ())), fill=PAPER.bar)


def _corners(cover: Cover) -> Iterator[Ink]:
    """Yield angles near the corners: held against the light, both sides' lie on each other."""
    trim = cover.sheet.trim.inset(_CORNER_MM * MM)
    arm = _ARM_MM * MM
    for x, inward in ((trim.x, arm), (trim.right, -arm)):
        for y, down in ((trim.y, arm), (trim.bottom, -arm)):
            yield line((x, y), (x + inward, y), PAPER.text, RULE)
            yield line((x, y), (x, y + down), PAPER.text, RULE)


def _ruler(cover: Cover) -> Iterator[Ink]:
    trim = cover.sheet.trim
    length = _RULER_MM * MM
    width, left = _column(trim)
    y = trim.bottom - 2 * _EDGE_MM * MM - STEP
    yield line((left, y), (left + length, y), PAPER.text, RULE)
    for x in (left, left + length):
        yield line((x, y - STEP), (x, y + STEP), PAPER.text, RULE)
    notes = (
        _("This line is 100 mm long. If yours is shorter, the printer makes pages smaller: turn "
          "“fit to page” off in its own settings."),
        _("The angles stand 10 mm from the edges. Held against the light, those of both sides "
          "lie on each other."),
    )  # fmt: skip
    y += STEP_2
    for note in notes:
        made = joined_row(text_rows(note, PAPER_BODY, width, PAPER.soft))
        yield Tagged("P", tuple(placed(made.inks, left, y)))
        y += made.height + HALF
