"""The sign-in sheet: a line for each participant, a box for each session's signature."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.flow import Part
from app.documents.paper import Cover, DrawnPaper, draw_paper
from app.documents.statements import clause, signatures
from app.documents.tables import Cell, Column, Two, table
from app.documents.theme import CELL_STRONG

_LINE_MM = 8.0
_UPRIGHT_UP_TO = 3  # sessions; more of them need the wide side
_AT_MOST = 9  # sessions side by side: a signature needs 2 cm


@dataclass(frozen=True, slots=True)
class SignInSession:
    """A column: its day and hours, its topic and who leads it."""

    when: str
    hours: str
    topic: str
    trainers: str = ""


@dataclass(frozen=True, slots=True)
class SignInLine:
    """A participant's line with the number that the program knows it by."""

    number: int
    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """What the sheet says.

    Attributes:
        facts: when, where, who leads; labels with their values.
        blank: how many empty lines follow the names, for those who come unregistered.
        clause: what those who sign are told of their data.
    """

    title: str
    centre: CentreCard
    facts: tuple[tuple[str, str], ...]
    sessions: tuple[SignInSession, ...]
    lines: tuple[SignInLine, ...]
    blank: int
    clause: str


def draw_sign_in_sheet(sheet: SignInSheet) -> DrawnPaper:
    """Draw the sheet; an event of very many sessions gets a table for each nine of them."""
    cover = Cover(
        kind=_("Attendance list"),
        title=sheet.title,
        centre=sheet.centre,
        facts=sheet.facts,
        logos=True,
        landscape=len(sheet.sessions) > _UPRIGHT_UP_TO,
    )
    return draw_paper(cover, list(_parts(sheet, cover.width)))


def _parts(sheet: SignInSheet, width: float) -> Iterator[Part]:
    for start in range(0, max(len(sheet.sessions), 1), _AT_MOST):
        yield _table(sheet, start, width)
    yield clause(sheet.clause, width)
    yield signatures([_("Date and signature of the trainer")], width)


def _table(sheet: SignInSheet, start: int, width: float) -> Part:
    sessions = sheet.sessions[start : start + _AT_MOST]
    named = [
        Column(_("No."), 11, "right", CELL_STRONG),
        Column(_("First and last name"), weight=1.5 if len(sessions) < _UPRIGHT_UP_TO else 1.2),
    ]
    boxes = [
        Column(_box_head(session, start + n), ruled=True, weight=_weight(len(sessions)))
        for n, session in enumerate(sessions, start=1)
    ]
    if not boxes:
        boxes = [Column(_("Signature"), ruled=True)]
    rows = [[str(line.number), _name(line), *[""] * len(boxes)] for line in sheet.lines]
    last = max((line.number for line in sheet.lines), default=0)
    rows += _blank(last, sheet.blank, len(boxes))
    return table([*named, *boxes], rows, width, least_mm=_LINE_MM - 2.8)


def _weight(count: int) -> float:
    return 1.0 if count <= _UPRIGHT_UP_TO else 0.62


def _blank(last: int, count: int, boxes: int) -> list[list[Cell]]:
    return [[str(last + n), "", *[""] * boxes] for n in range(1, count + 1)]


def _name(line: SignInLine) -> Cell:
    return Two(line.name, line.group) if line.group else line.name


def _box_head(session: SignInSession, number: int) -> str:
    parts: Sequence[str] = (session.when, session.hours)
    said = " ".join(part for part in parts if part)
    return "\n".join(part for part in (f"{number}. {said}", session.topic) if part)
