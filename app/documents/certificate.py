"""Certificates of attendance: a page for each, what they share set once."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.fonts import BLACK, text_width
from app.documents.ink import Area, Ink, Tagged, Words, line, placed, rectangle
from app.documents.names import set_name
from app.documents.pages import Bookmark
from app.documents.paper import Cover, DrawnPaper, logo_stamp, paint_paper
from app.documents.statements import facts_row, joined_row, signatures, text_rows
from app.documents.theme import (
    CERTIFICATE_KIND,
    CERTIFICATE_TITLE,
    FINE,
    HAIRLINE,
    HALF,
    MM,
    PAPER,
    PAPER_BODY,
    PAPER_LEAD,
    PAPER_SECTION,
    STEP,
    STEP_2,
    STEP_3,
    TEAL,
    TextStyle,
)

_MARGIN_MM, _TOP_MM, _FOOT_MM = 26.0, 22.0, 12.0
_NAME_SIZES = (36.0, 11.0)
_NAME_Y, _NAME_HEIGHT, _TITLE_Y = 12.0, 78.0, 104.0
_SMALLER = (PAPER_BODY, FINE, TextStyle(FINE.face, 6, 8))
_LOGO_WIDTH_MM = 118.0


@dataclass(frozen=True, slots=True)
class Named:
    """One person's certificate.

    Attributes:
        reissued: the day on which it is printed again; nothing on the first.
    """

    name: str
    number: str
    issued: str
    share: str = ""
    reissued: str = ""


@dataclass(frozen=True, slots=True)
class CertificateSet:
    """What the certificates of one event share, and whose they are."""

    title: str
    kind: str
    centre: CentreCard
    facts: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    outcomes: tuple[str, ...]
    people: tuple[Named, ...]


def draw_certificates(given: CertificateSet) -> DrawnPaper:
    """Draw a page for each person."""
    marks = [Bookmark(one.name, page, 0) for page, one in enumerate(given.people)]
    return paint_paper(_cover(given), set_certificates(given), marks)


def set_certificates(given: CertificateSet) -> list[list[Ink]]:
    """Return each person's page as ink."""
    setting = _Setting(given, _cover(given))
    return [[*setting.shared, *setting.own(person)] for person in given.people]


def _cover(given: CertificateSet) -> Cover:
    return Cover(_("Certificate of attendance"), given.title, given.centre, landscape=True)


class _Setting:
    """The grid of a certificate, and what all of them show."""

    def __init__(self, given: CertificateSet, cover: Cover) -> None:
        trim = cover.sheet.trim
        self._given = given
        self._left, self._top = _MARGIN_MM * MM, _TOP_MM * MM
        self._width = trim.width - 2 * self._left
        self._base = trim.height - _FOOT_MM * MM
        self.shared = list(self._shared())

    def own(self, person: Named) -> Iterator[Ink]:
        """Yield what one person's certificate alone says."""
        name = set_name(person.name, BLACK, _NAME_SIZES, self._width, _NAME_HEIGHT)
        y = self._top + _NAME_Y + (_NAME_HEIGHT - name.height) / 2
        yield Tagged("H1", name.inks(PAPER.heading, self._left, y))
        told = [(_("Number"), person.number), (_("Issued on"), person.issued)]
        if person.share:
            told.append((_("Attendance"), person.share))
        if person.reissued:
            told.append((_("Duplicate"), _("printed again on {day}").format(day=person.reissued)))
        facts = facts_row(told, self._width)
        yield from placed(facts.inks, self._left, self._facts_y + STEP_3 + STEP)

    def _shared(self) -> Iterator[Ink]:
        given, left, top = self._given, self._left, self._top
        kind = joined_row(
            text_rows(_("Certificate of attendance"), CERTIFICATE_KIND, self._width, PAPER.label)
        )
        yield Tagged("P", tuple(placed(kind.inks, left, top - STEP)))
        yield rectangle(Area(left, top - STEP_2 - HALF, 48, HALF), TEAL.tones["plain"].accent)
        y = top + _TITLE_Y
        rows = text_rows(given.title, CERTIFICATE_TITLE, self._width, PAPER.text)
        title = joined_row(rows[:3])
        yield Tagged("P", tuple(placed(title.inks, left, y)))
        y += title.height
        said = joined_row(text_rows(given.kind, PAPER_LEAD, self._width, PAPER.soft))
        yield Tagged("P", tuple(placed(said.inks, left, y)))
        y += said.height + STEP_2
        yield line((left, y), (left + self._width, y), PAPER.line, HAIRLINE)
        shared = facts_row(given.facts, self._width)
        yield from placed(shared.inks, left, y + STEP)
        self._facts_y = y + STEP + shared.height - STEP_2
        y = self._facts_y + 2 * STEP_3 + STEP_2 + STEP
        foot, high = self._foot()
        yield from foot
        sign = signatures([_("Trainer"), _("For the Centre")], self._width * 0.62).rows[0]
        sign_y = self._base - high - STEP_2 - sign.height
        yield from placed(sign.inks, left, sign_y)
        yield from self._lists(y, sign_y - y)

    def _lists(self, y: float, height: float) -> Iterator[Ink]:
        """Yield the programme and the outcomes side by side, as large as there is room."""
        half = (self._width - STEP_3) / 2
        told = [
            (words, lines)
            for words, lines in (
                (_("Programme"), self._given.topics),
                (_("Learning outcomes"), self._given.outcomes),
            )
            if lines
        ]
        for place, (words, lines) in enumerate(told):
            x = self._left + place * (half + STEP_3)
            head = joined_row(text_rows(words, PAPER_SECTION, half, PAPER.heading))
            yield Tagged("H2", tuple(placed(head.inks, x, y)))
            yield from _listed(lines, x, y + head.height, half, height - head.height)

    def _foot(self) -> tuple[list[Ink], float]:
        right = self._left + self._width
        centre = self._given.centre
        wide = _LOGO_WIDTH_MM * MM
        logos, high = logo_stamp(centre.logo_pack, wide, right - wide / 2, self._base)
        own = [centre.name, *(part for part in centre.address.splitlines() if part.strip())]
        inks: list[Ink] = [logos]
        y = self._base - (len(own) - 1) * FINE.leading
        for words in own:
            inks.append(
                Tagged("P", (Words(self._left, y, words, FINE.face, FINE.size, PAPER.soft),))
            )
            y += FINE.leading
        return inks, high


def _listed(
    lines: tuple[str, ...], x: float, y: float, width: float, height: float
) -> Iterator[Ink]:
    for style in _SMALLER:
        mark = text_width("–  ", style.face, style.size)
        rows = [text_rows(words, style, width, PAPER.text, mark) for words in lines]
        if sum(row.height for item in rows for row in item) <= height:
            break
    inks: list[Ink] = []
    bottom = y + height
    for item in rows:
        if y + sum(row.height for row in item) > bottom + 0.1:
            break
        baseline = y + (style.leading + 0.66 * style.size) / 2
        inks.append(Words(x, baseline, "–", style.face, style.size, PAPER.text))
        for row in item:
            inks += placed(row.inks, x, y)
            y += row.height
    yield Tagged("P", tuple(inks))
