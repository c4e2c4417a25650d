"""A letter whose address shows through the window of a C6/5 envelope (DIN 5008, form B).

The sheet is folded twice, at the marks; the address stands 20 mm from the left in a field of
85 × 45 mm that begins 45 mm from the top, of which the sender's line takes the first 5 mm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.flow import Part, flow
from app.documents.fonts import text_width
from app.documents.ink import Ink, Tagged, Words, line, placed
from app.documents.pages import Bookmark
from app.documents.paper import Cover, DrawnPaper, cut_to, logo_stamp, paint_paper
from app.documents.rows import Row
from app.documents.statements import joined_row, paragraph, signatures, text_rows
from app.documents.theme import (
    FINE,
    HAIRLINE,
    LETTER_BODY,
    LETTER_SUBJECT,
    MM,
    PAPER,
    STEP,
    STEP_2,
)

_LEFT_MM, _RIGHT_MM = 25.0, 20.0
_ADDRESS_X_MM, _ADDRESS_Y_MM, _ADDRESS_WIDTH_MM = 25.0, 45.0, 80.0
_SENDER_MM, _ADDRESS_HEIGHT_MM = 5.0, 45.0
_BODY_Y_MM, _BODY_LATER_MM = 98.0, 25.0
_FOLDS_MM = (105.0, 210.0)
_FOOT_MM = 36.0
_LOGO_MM = 86.0
_FILLED = 0.6  # of broken lines at the least, where words are very long


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's words; the address is up to six lines."""

    address: tuple[str, ...]
    place_and_date: str
    subject: str
    paragraphs: tuple[str, ...]
    signed: str
    centre: CentreCard
    reference: str = ""


def draw_letters(letters: tuple[Letter, ...]) -> DrawnPaper:
    """Draw letters one after another, each beginning a new page."""
    first = letters[0]
    cover = Cover(_("Letter"), first.subject, first.centre)
    width = cover.sheet.trim.width - (_LEFT_MM + _RIGHT_MM) * MM
    # Letters of one printing say much the same: what they share is set once.
    body = cache(lambda words: paragraph(words, width, LETTER_BODY))
    pages: list[list[Ink]] = []
    marks = []
    for letter in letters:
        marks.append(Bookmark(letter.address[0], len(pages), 0))
        pages += _pages(letter, cover, width, [body(words) for words in letter.paragraphs])
    return paint_paper(cover, pages, marks)


def _pages(letter: Letter, cover: Cover, width: float, body: Sequence[Part]) -> Iterator[list[Ink]]:
    trim = cover.sheet.trim
    bottom = trim.height - _FOOT_MM * MM
    parts = [_subject(letter, width), *body, signatures([letter.signed], width)]
    flowed = flow(parts, bottom - _BODY_Y_MM * MM, bottom - _BODY_LATER_MM * MM)
    foot = list(_foot(letter, trim.width, trim.height, width))
    for number, inks in enumerate(flowed.pages):
        page: list[Ink] = [] if number else list(_head(letter, trim.width))
        top = (_BODY_LATER_MM if number else _BODY_Y_MM) * MM
        page += placed(inks, _LEFT_MM * MM, top)
        page += foot
        if len(flowed.pages) > 1:
            page.append(_number(number + 1, len(flowed.pages), trim.width, bottom))
        yield page


def _head(letter: Letter, width: float) -> Iterator[Ink]:
    x, y = _ADDRESS_X_MM * MM, _ADDRESS_Y_MM * MM
    wide = _ADDRESS_WIDTH_MM * MM
    address = " · ".join(part for part in letter.centre.address.splitlines() if part.strip())
    sender = cut_to(" · ".join(part for part in (letter.centre.name, address) if part), FINE, wide)
    base = y + _SENDER_MM * MM - 4
    yield Tagged("P", (Words(x, base, sender, FINE.face, FINE.size, PAPER.soft),))
    yield line((x, base + 3), (x + wide, base + 3), PAPER.line, HAIRLINE)
    made = joined_row(_address(letter.address, wide))
    yield Tagged("P", tuple(placed(made.inks, x, y + (_SENDER_MM + 3) * MM)))
    right = width - _RIGHT_MM * MM
    said = [letter.place_and_date, letter.reference]
    for place, words in enumerate(part for part in said if part):
        left = right - text_width(words, LETTER_BODY.face, LETTER_BODY.size)
        at = y + (_SENDER_MM + 3) * MM + (place + 0.75) * LETTER_BODY.leading
        yield Tagged("P", (Words(left, at, words, LETTER_BODY.face, LETTER_BODY.size, PAPER.text),))
    for fold in _FOLDS_MM:
        yield line((5 * MM, fold * MM), (10 * MM, fold * MM), PAPER.line, HAIRLINE)


def _address(lines: tuple[str, ...], width: float) -> list[Row]:
    """Return the address; a very long name is shortened, never the street or the town."""
    most = int((_ADDRESS_HEIGHT_MM - _SENDER_MM - 3) * MM / LETTER_BODY.leading)
    rest = [
        row
        for words in lines[1:]
        for row in text_rows(cut_to(words, LETTER_BODY, width), LETTER_BODY, width, PAPER.text)
    ]
    room = max(most - len(rest), 1)
    name = text_rows(lines[0], LETTER_BODY, width, PAPER.text)
    if len(name) > room:
        short = cut_to(lines[0], LETTER_BODY, width * (room - 0.5) * _FILLED)
        name = text_rows(short, LETTER_BODY, width, PAPER.text)[:room]
    return [*name, *rest[: most - 1]]


def _subject(letter: Letter, width: float) -> Part:
    rows = text_rows(letter.subject, LETTER_SUBJECT, width, PAPER.heading)
    return Part(tuple(rows), binds=True, role="H1")


def _foot(letter: Letter, width: float, height: float, room: float) -> Iterator[Ink]:
    base = height - 12 * MM
    centre = letter.centre
    wide = _LOGO_MM * MM
    logos, _high = logo_stamp(centre.logo_pack, wide, width - _RIGHT_MM * MM - wide / 2, base)
    own = (centre.name, *centre.address.splitlines(), centre.phone, centre.email)
    lines = [cut_to(part.strip(), FINE, room - _LOGO_MM * MM - STEP_2) for part in own if part]
    y = base - (len(lines) - 1) * FINE.leading
    for words in lines:
        yield Tagged("P", (Words(_LEFT_MM * MM, y, words, FINE.face, FINE.size, PAPER.soft),))
        y += FINE.leading
    yield logos


def _number(page: int, pages: int, width: float, bottom: float) -> Ink:
    words = _("page {n} of {all}").format(n=page, all=pages)
    x = width - _RIGHT_MM * MM - text_width(words, FINE.face, FINE.size)
    return Words(x, bottom + STEP, words, FINE.face, FINE.size, PAPER.soft)
