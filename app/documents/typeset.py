"""Words into lines: light markup, breaks at spaces, one-letter words kept with the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.documents.fonts import faced, text_width
from app.documents.ink import Words
from app.documents.theme import TextStyle

_MARKUP = re.compile(
    r"\\(?P<plain>[*\[\]\\])"
    r"|\*\*(?P<bold>\S(?:.*?\S)??\*?)\*\*"
    r"|\*(?P<italic>\S(?:[^*]*?\S)?)\*"
    r"|\[(?P<text>[^\]]+)\]\((?P<link>[^)\s]+)\)",
    re.DOTALL,
)


_TIE = " "  # within a word: a space at which no line ends
_WIDOW = 0.2  # of the width: a last line shorter than this looks lost


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one weight, slope and link."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: its runs with the distance of each from the left, and its whole width."""

    runs: tuple[tuple[float, Run], ...]
    width: float

    def words(self, style: TextStyle, x: float, baseline: float, colour: str) -> Iterator[Words]:
        """Yield the line's ink."""
        for offset, run in self.runs:
            face = faced(style.face, run.text, bold=run.bold, italic=run.italic)
            yield Words(
                x + offset, baseline, run.text, face, style.size, colour, style.tracking, run.link
            )


def runs_of(text: str, base: Run | None = None) -> Iterator[Run]:
    """Yield the runs of a text in light markup: `**bold**`, `*italics*`, `[words](link)`.

    A mark without its partner stays as it is typed; a backslash takes a mark's meaning away.
    """
    base = base or Run("")
    end = 0
    for found in _MARKUP.finditer(text):
        if found.start() > end:
            yield replace(base, text=text[end : found.start()])
        end = found.end()
        if found["plain"]:
            yield replace(base, text=found["plain"])
        elif found["bold"]:
            yield from runs_of(found["bold"], replace(base, bold=True))
        elif found["italic"]:
            yield from runs_of(found["italic"], replace(base, italic=True))
        else:
            yield from runs_of(found["text"], replace(base, link=found["link"]))
    if end < len(text):
        yield replace(base, text=text[end:])


def spans_of(
    text: str, base: Run | None = None, at: int = 0
) -> Iterator[tuple[int, int, Run | None]]:
    """Yield where a text in light markup has what: begin, end, and its look; a mark has none.

    Args:
        text: what is typed.
        base: the look around it.
        at: where it begins in the whole.
    """
    base = base or Run("")
    end = 0
    for found in _MARKUP.finditer(text):
        name = str(found.lastgroup if found.lastgroup != "link" else "text")
        inner, outer = found.span(name), found.span()
        if outer[0] > end:
            yield at + end, at + outer[0], base
        yield at + outer[0], at + inner[0], None
        look = replace(
            base,
            bold=base.bold or name == "bold",
            italic=base.italic or name == "italic",
            link=found["link"] or base.link,
        )
        if name == "plain":
            yield at + inner[0], at + inner[1], base
        else:
            yield from spans_of(found[name], look, at + inner[0])
        if inner[1] < outer[1]:
            yield at + inner[1], at + outer[1], None
        end = outer[1]
    if end < len(text):
        yield at + end, at + len(text), base


def escaped(text: str) -> str:
    """Return a text that comes from data with its marks made plain."""
    return re.sub(r"([*\[\]\\])", r"\\\1", text)


def set_lines(text: str, style: TextStyle, width: float) -> list[Line]:
    """Break a text in light markup into lines no wider than `width` points.

    A newline breaks always. A word wider than the line is broken between letters. A balanced
    style makes the lines as equal as their number allows; any other avoids a last line of one
    short word where that costs no line.
    """
    if style.capitals:
        text = text.upper()
    lines = list(_broken(text, style, width))
    if len(lines) < 2:
        return lines
    if style.balanced:
        return _balanced(text, style, width, lines)
    if lines[-1].width > _WIDOW * width:
        return lines
    for part in (0.97, 0.94, 0.91, 0.88):
        tried = list(_broken(text, style, part * width))
        if len(tried) == len(lines) and tried[-1].width > _WIDOW * width:
            return tried
    return lines


def fitted(text: str, style: TextStyle, width: float) -> TextStyle:
    """Return the style, made smaller until the longest word has room on a line."""
    if style.capitals:
        text = text.upper()
    longest = _longest(text, style)
    if longest <= width:
        return style
    part = width / longest
    return replace(
        style,
        size=style.size * part,
        leading=style.leading * part,
        tracking=style.tracking * part,
    )


def _longest(text: str, style: TextStyle) -> float:
    """Return the width of the longest word: in less, it would be broken."""
    words = (word for paragraph in _paragraphs(text) for word in paragraph)
    unseen = min(0.0, style.tracking)  # tightening after the last letter
    return max((_wide(word, style) - unseen for word in words), default=0.0)


def _balanced(text: str, style: TextStyle, width: float, lines: list[Line]) -> list[Line]:
    narrow, wide = min(max(width / 2, _longest(text, style)), width), width
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        tried = list(_broken(text, style, middle))
        if len(tried) > len(lines) or any(line.width > middle for line in tried):
            narrow = middle
        else:
            wide, lines = middle, tried
    return lines


def _broken(text: str, style: TextStyle, width: float) -> Iterator[Line]:
    space = _width(" ", Run(""), style)
    for paragraph in _paragraphs(text):
        line: list[Run] = []
        used = 0.0
        for word in _fitting(paragraph, style, width):
            wide = _wide(word, style)
            if line and used + space + wide > width + 0.01:
                yield _joined(line, style)
                line, used = [], 0.0
            if line:
                gap = line[-1] if _same(line[-1], word[0]) else replace(word[0], link="")
                line.append(replace(gap, text=" "))
                used += space
            line.extend(word)
            used += wide
        yield _joined(line, style)


def _paragraphs(text: str) -> Iterator[list[list[Run]]]:
    """Yield each paragraph as words; a word is the runs between two spaces that may break."""
    words: list[list[Run]] = [[]]
    for run in runs_of(text):
        for i, piece in enumerate(re.split(r"([ \t]+|\n)", run.text)):
            if i % 2 == 0:
                if piece:
                    words[-1].append(replace(run, text=piece))
            elif piece == "\n":
                yield _glued(words)
                words = [[]]
            elif words[-1]:
                words.append([])
    yield _glued(words)


def _glued(words: list[list[Run]]) -> list[list[Run]]:
    """Tie a one-letter word (w, z, i, a) or a short number to the word after it."""
    glued: list[list[Run]] = []
    for word in words:
        if not word:
            continue
        before = glued[-1] if glued else []
        if before and _ties(before[-1].text.split(_TIE)[-1]):
            before[-1] = replace(before[-1], text=before[-1].text + _TIE)
            glued[-1] = _merged([*before, *word])
        else:
            glued.append(word)
    return glued


def _ties(word: str) -> bool:
    return (len(word) == 1 and word.isalpha()) or (len(word) < 4 and word.isdigit())


def _fitting(words: list[list[Run]], style: TextStyle, width: float) -> Iterator[list[Run]]:
    """Yield the words, those too wide for any line in pieces: first what was tied, then letters."""
    for word in words:
        if _wide(word, style) <= width:
            yield word
            continue
        untied = _untied(word)
        if len(untied) > 1:
            yield from _fitting(untied, style, width)
            continue
        piece: list[Run] = []
        used = 0.0
        for run in word:
            for letter in run.text:
                wide = _width(letter, run, style)
                if piece and used + wide > width:
                    yield _merged(piece)
                    piece, used = [], 0.0
                piece.append(replace(run, text=letter))
                used += wide
        yield _merged(piece)


def _untied(word: list[Run]) -> list[list[Run]]:
    """Return the words that were tied into one."""
    words: list[list[Run]] = [[]]
    for run in word:
        first, *others = run.text.split(_TIE)
        words[-1].append(replace(run, text=first))
        words += [[replace(run, text=text)] for text in others]
    return [kept for kept in ([run for run in one if run.text] for one in words) if kept]


def _joined(runs: list[Run], style: TextStyle) -> Line:
    placed: list[tuple[float, Run]] = []
    x = 0.0
    for run in _merged(runs):
        placed.append((x, run))
        x += _width(run.text, run, style)
    return Line(tuple(placed), max(0.0, x - style.tracking))


def _merged(runs: list[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        if merged and _same(merged[-1], run):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def _same(one: Run, other: Run) -> bool:
    return replace(one, text="") == replace(other, text="")


def _wide(word: list[Run], style: TextStyle) -> float:
    return sum(_width(run.text, run, style) for run in word)


def _width(text: str, run: Run, style: TextStyle) -> float:
    face = faced(style.face, run.text, bold=run.bold, italic=run.italic)
    return text_width(text, face, style.size, style.tracking)
