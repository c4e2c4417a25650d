"""Bars with their numbers: plain data in, ink out, for PDFs and for the window alike.

Two series of one chart differ in lightness, so that they stay apart without colour. The numbers
stand beside the bars, and `told` says them in words for who cannot see the chart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents.fonts import text_width
from app.documents.ink import Area, Ink, Words, line, rectangle
from app.documents.rows import Row
from app.documents.theme import CELL, CELL_HEAD, CELL_STRONG, HAIRLINE, HALF, PAPER, STEP

_BAR, _BETWEEN, _APART = 9.0, 1.5, 7.0
_LABEL_SHARE = 0.42  # of the width at most
_LEAST = 1.0  # a bar that is not zero is seen


@dataclass(frozen=True, slots=True)
class Bar:
    """A label with a value for each series, and how the values are written.

    Attributes:
        aside: a further number at the far right, paler.
    """

    label: str
    values: tuple[float, ...]
    shown: tuple[str, ...]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows.

    Attributes:
        title: what is counted, with its unit.
        series: the names of the values of each bar; one needs no name.
        top: the value at the full width; the largest one unless given.
    """

    title: str
    bars: tuple[Bar, ...]
    series: tuple[str, ...] = ("",)
    top: float = 0.0

    @property
    def told(self) -> str:
        """The numbers in words, for screen readers."""
        return "; ".join(f"{bar.label}: {', '.join(self._said(bar))}" for bar in self.bars)

    def _said(self, bar: Bar) -> Iterator[str]:
        for name, shown in zip(self.series, bar.shown, strict=True):
            yield f"{name} {shown}".strip()
        if bar.aside:
            yield bar.aside


@dataclass(frozen=True, slots=True)
class ChartTone:
    """The colours of a chart: words, pale words, each series' bars, the line they begin at."""

    text: str = PAPER.text
    soft: str = PAPER.soft
    bars: tuple[str, ...] = (PAPER.bar,)
    line: str = PAPER.line


ON_PAPER = ChartTone(bars=(PAPER.bar,))
ON_PAPER_TWICE = ChartTone(bars=(PAPER.pale_bar, PAPER.bar))


def draw_chart(chart: Chart, width: float, tone: ChartTone | None = None) -> Row:
    """Return a chart as ink from its top left corner.

    Args:
        chart: what it shows.
        width: in points.
        tone: its colours; those of papers unless given.
    """
    tone = tone or (ON_PAPER_TWICE if len(chart.series) > 1 else ON_PAPER)
    inks: list[Ink] = []
    y = 0.0
    if len(chart.series) > 1:
        inks += _legend(chart.series, tone)
        y = CELL_HEAD.leading + STEP
    grid = _Grid(chart, width)
    top = y
    for bar in chart.bars:
        inks += grid.bar(bar, y, tone)
        y += grid.pitch
    bottom = max(y - _APART + HALF / 2, top)
    inks.append(line((grid.left, top - HALF / 2), (grid.left, bottom), tone.line, HAIRLINE))
    return Row(bottom, tuple(inks))


class _Grid:
    """Where labels, bars and numbers of a chart stand."""

    def __init__(self, chart: Chart, width: float) -> None:
        labels = [text_width(bar.label, CELL.face, CELL.size) for bar in chart.bars]
        shown = [
            text_width(one, CELL_STRONG.face, CELL.size) for b in chart.bars for one in b.shown
        ]
        aside = [text_width(bar.aside, CELL.face, CELL.size) for bar in chart.bars]
        self.left = min(max(labels, default=0.0), _LABEL_SHARE * width) + STEP
        self._right = width
        self._aside = max(aside, default=0.0)
        numbers = max(shown, default=0.0) + STEP + (self._aside + STEP if self._aside else 0.0)
        self._room = max(width - self.left - numbers, STEP)
        highest = max((value for bar in chart.bars for value in bar.values), default=0.0)
        self._top = chart.top or highest or 1.0
        count = len(chart.series)
        self._high = count * _BAR + (count - 1) * _BETWEEN
        self.pitch = self._high + _APART

    def bar(self, bar: Bar, y: float, tone: ChartTone) -> Iterator[Ink]:
        """Yield one label with its bars and numbers."""
        middle = y + self._high / 2 + 0.33 * CELL.size
        label = _cut(bar.label, self.left - STEP)
        yield Words(0, middle, label, CELL.face, CELL.size, tone.text)
        for place, (value, shown) in enumerate(zip(bar.values, bar.shown, strict=True)):
            top = y + place * (_BAR + _BETWEEN)
            long = self._room * min(value / self._top, 1.0)
            if value > 0:
                area = Area(self.left, top, max(long, _LEAST), _BAR)
                yield rectangle(area, tone.bars[place % len(tone.bars)])
            x = self.left + (max(long, _LEAST) if value > 0 else 0.0) + HALF
            at = top + _BAR / 2 + 0.33 * CELL.size
            yield Words(x, at, shown, CELL_STRONG.face, CELL.size, tone.text)
        if bar.aside:
            x = self._right - text_width(bar.aside, CELL.face, CELL.size)
            yield Words(x, middle, bar.aside, CELL.face, CELL.size, tone.soft)


def _legend(series: Sequence[str], tone: ChartTone) -> Iterator[Ink]:
    x = 0.0
    for place, name in enumerate(series):
        yield rectangle(Area(x, 0.5, STEP, STEP), tone.bars[place % len(tone.bars)])
        x += STEP + HALF
        yield Words(x, 7.0, name, CELL_HEAD.face, CELL_HEAD.size, tone.soft)
        x += text_width(name, CELL_HEAD.face, CELL_HEAD.size) + 2 * STEP


def _cut(text: str, width: float) -> str:
    if text_width(text, CELL.face, CELL.size) <= width + 0.01:
        return text
    while text and text_width(f"{text}…", CELL.face, CELL.size) > width:
        text = text[:-1]
    return f"{text}…"
