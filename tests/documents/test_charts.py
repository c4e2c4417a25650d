"""Charts: bars as long as their values, numbers beside them, the same in words."""

import pytest

from app.documents.charts import Bar, Chart, ChartTone, draw_chart
from app.documents.ink import Shape, all_words

WIDTH = 400.0


def bars_of(row, colours):
    found = []
    for ink in row.inks:
        if isinstance(ink, Shape) and ink.fill in colours:
            xs = [numbers[0] for _kind, numbers in ink.segments if numbers]
            found.append(max(xs) - min(xs))
    return found


def chart(*values, top=0.0):
    return Chart("Osoby", tuple(Bar(f"G{n}", (n,), (str(n),)) for n in values), top=top)


def test_bars_are_as_long_as_their_values():
    tone = ChartTone(bars=("#112233",))
    lengths = bars_of(draw_chart(chart(10, 5, 0), WIDTH, tone), {"#112233"})
    assert lengths[0] == pytest.approx(2 * lengths[1])
    assert len(lengths) == 2, "nothing has no bar"


def test_the_longest_bar_leaves_room_for_its_number():
    row = draw_chart(chart(1_000_000, 3), WIDTH)
    assert all(words.area.right <= WIDTH + 0.1 for words in all_words(row.inks))


def test_a_top_keeps_charts_comparable():
    tone = ChartTone(bars=("#112233",))
    half = bars_of(draw_chart(chart(50, top=100), WIDTH, tone), {"#112233"})[0]
    full = bars_of(draw_chart(chart(100, top=100), WIDTH, tone), {"#112233"})[0]
    assert full == pytest.approx(2 * half, rel=0.05)


def test_two_series_have_a_legend_and_two_bars():
    tone = ChartTone(bars=("#111111", "#EEEEEE"))
    pair = Chart("T", (Bar("Wszyscy", (40, 80), ("40 %", "80 %")),), ("Przed", "Po"))
    row = draw_chart(pair, WIDTH, tone)
    said = [words.text for words in all_words(row.inks)]
    assert {"Przed", "Po", "Wszyscy", "40 %", "80 %"} <= set(said)
    assert len(bars_of(row, {"#111111"})) == len(bars_of(row, {"#EEEEEE"})) == 2


def test_a_chart_says_its_numbers():
    pair = Chart("T", (Bar("A", (1, 2), ("1", "2"), "9"), Bar("B", (3, 4), ("3", "4"))), ("x", "y"))
    assert pair.told == "A: x 1, y 2, 9; B: x 3, y 4"


def test_a_chart_of_nothing_is_drawn():
    assert draw_chart(Chart("T", ()), WIDTH).height == 0
    assert draw_chart(chart(0), WIDTH).height > 0
