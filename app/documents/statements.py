"""What papers say beside tables: headings, paragraphs, facts, clauses, lines to sign on."""

from collections.abc import Sequence

from app.documents.flow import Part
from app.documents.ink import Ink, Tagged, line, placed
from app.documents.rows import Row
from app.documents.theme import (
    CELL_HEAD,
    FINE,
    HAIRLINE,
    HALF,
    PAPER,
    PAPER_BODY,
    PAPER_SECTION,
    STEP,
    STEP_2,
    STEP_3,
    VALUE,
    TextStyle,
)
from app.documents.typeset import escaped, set_lines

_SIGN_HEIGHT = 34.0


def text_rows(text: str, style: TextStyle, width: float, colour: str, x: float = 0.0) -> list[Row]:
    """Return a row for each line of a plain text, set so that capitals stand in the middle."""
    baseline = (style.leading + 0.66 * style.size) / 2
    lines = set_lines(escaped(text), style, width - x)
    return [Row(style.leading, tuple(one.words(style, x, baseline, colour))) for one in lines]


def joined_row(rows: Sequence[Row]) -> Row:
    """Return rows as one that stays whole."""
    inks: list[Ink] = []
    y = 0.0
    for row in rows:
        inks += placed(row.inks, 0, y)
        y += row.height
    return Row(y, tuple(inks))


def heading(text: str, width: float, bookmark: str = "") -> Part:
    """Return a section's heading; it stays with what follows and is in the reader's outline."""
    rows = text_rows(text, PAPER_SECTION, width, PAPER.heading)
    return Part(
        tuple(rows), above=STEP_3, binds=True, role="H2", bookmark=bookmark or text
    )  # fmt: skip


def paragraph(text: str, width: float, style: TextStyle = PAPER_BODY) -> Part:
    """Return a paragraph; one in fine print is paler."""
    colour = PAPER.soft if style is FINE else PAPER.text
    return Part(tuple(text_rows(text, style, width, colour)), above=STEP, role="P")


def clause(text: str, width: float) -> Part:
    """Return a clause in fine print that is not broken over pages."""
    rows = text_rows(text, FINE, width, PAPER.soft)
    return Part(tuple(rows), above=STEP_2, whole=True, role="P")


def facts_row(facts: Sequence[tuple[str, str]], width: float, columns: int = 4) -> Row:
    """Return labels with their values below, in columns of equal width."""
    wide = width / columns
    rows: list[Row] = []
    for start in range(0, len(facts), columns):
        cells = [
            _fact(label, value, wide - STEP) for label, value in facts[start : start + columns]
        ]
        height = max(cell.height for cell in cells) + (STEP if start + columns < len(facts) else 0)
        inks: list[Ink] = []
        for place, cell in enumerate(cells):
            inks += placed(cell.inks, place * wide, 0)
        rows.append(Row(height, tuple(inks)))
    return joined_row(rows)


def _fact(label: str, value: str, width: float) -> Row:
    rows = text_rows(label, CELL_HEAD, width, PAPER.soft)
    rows += text_rows(value, VALUE, width, PAPER.text)
    made = joined_row(rows)
    return Row(made.height, (Tagged("P", made.inks),))


def facts(told: Sequence[tuple[str, str]], width: float, columns: int = 4) -> Part:
    """Return facts as a part of a paper."""
    return Part((facts_row(told, width, columns),), above=STEP_2)


def signatures(captions: Sequence[str], width: float) -> Part:
    """Return lines to sign on, side by side, with what each is for below."""
    wide = (width - STEP_3 * (len(captions) - 1)) / max(len(captions), 2)
    inks: list[Ink] = []
    below = 0.0
    for place, caption in enumerate(captions):
        x = place * (wide + STEP_3)
        inks.append(line((x, _SIGN_HEIGHT), (x + wide, _SIGN_HEIGHT), PAPER.text, HAIRLINE))
        said = joined_row(text_rows(caption, FINE, wide, PAPER.soft))
        inks.append(Tagged("P", tuple(placed(said.inks, x, _SIGN_HEIGHT + HALF))))
        below = max(below, said.height)
    return Part((Row(_SIGN_HEIGHT + HALF + below, tuple(inks)),), above=STEP_2, whole=True)
