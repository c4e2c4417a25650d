"""Several copies on a sheet: where they stand, that backs meet fronts, where the sheet is cut."""

from dataclasses import replace
from itertools import pairwise

import pytest

from app.base.errors import UserError
from app.documents.fonts import REGULAR
from app.documents.imposition import on_a4
from app.documents.ink import Area, Words, rectangle
from app.documents.pages import DocumentFacts, paint_pages
from app.documents.sheet import PrintOptions, Sheet
from app.documents.theme import MM
from tests.documents.pdf_reading import ReadPdf

A6, A5 = (105.0, 148.0), (148.0, 210.0)
MARKS_MM = 7.0
FACTS = DocumentFacts("Próba", "pl")
TEAL, MIST = "#0E6068", "#E7F1F0"


def sheet(size, **options) -> Sheet:
    return Sheet(*size, PrintOptions(several=True, **options))


def printed(made: Sheet) -> ReadPdf:
    """Print a page whose front has one letter near a corner, and whose back mirrors it."""
    width = made.width_mm * MM

    def page(letter: str, x: float):
        ground = rectangle(made.bleed, TEAL)
        return [ground, Words(x, 12 * MM, letter, REGULAR, 10, MIST)]

    return ReadPdf(paint_pages(made, FACTS, [page("F", 10 * MM), page("B", width - 15 * MM)]))


def boxes(read: ReadPdf, page: int) -> list[tuple[float, float]]:
    """Return the middles of the letters in millimetres from the sheet's lower left corner."""
    return sorted(((a + c) / 2, (b + d) / 2) for _letter, (a, b, c, d) in read.letters(page))


def test_four_a6_and_two_a5_stand_on_a4():
    four, two = on_a4(*A6), on_a4(*A5)
    assert (four.copies, four.columns, four.rows) == (4, 2, 2)
    assert (four.width_mm, four.height_mm) == (210, 297)
    assert (two.copies, two.columns, two.rows) == (2, 2, 1)
    assert (two.width_mm, two.height_mm) == (297, 210)


@pytest.mark.parametrize("size", [(297.0, 210.0), (210.0, 297.0), (297.0, 420.0)])
def test_what_fits_but_once_is_said(size):
    assert on_a4(*size) is None
    with pytest.raises(UserError, match="only once"):
        paint_pages(sheet(size), FACTS, [[]])


@pytest.mark.parametrize("size", [A6, A5])
@pytest.mark.parametrize("bleed", [0, 2, 3])
@pytest.mark.parametrize("marks", [False, True])
def test_the_page_is_the_a4_sheet(size, bleed, marks):
    made = sheet(size, bleed_mm=bleed, marks=marks)
    read = printed(made)
    grid = on_a4(*size)
    edge = MARKS_MM if marks else 0.0
    whole = edge + bleed
    for page in (0, 1):
        found = read.boxes(page)
        a4 = (grid.width_mm, grid.height_mm)
        assert found["trim"] == pytest.approx(
            (whole, whole, whole + a4[0], whole + a4[1]), abs=0.05
        )
        assert found["bleed"] == pytest.approx(
            (edge, edge, edge + a4[0] + 2 * bleed, edge + a4[1] + 2 * bleed), abs=0.05
        )
        assert found["media"] == pytest.approx((0, 0, a4[0] + 2 * whole, a4[1] + 2 * whole), 0.05)


@pytest.mark.parametrize("size", [A6, A5])
def test_every_copy_stands_in_the_middle_of_its_part(size):
    grid = on_a4(*size)
    found = boxes(printed(sheet(size)), 0)
    assert len(found) == grid.copies
    across, down = grid.width_mm / grid.columns, grid.height_mm / grid.rows
    columns = sorted({round(x, 1) for x, _ in found})
    rows = sorted({round(y, 1) for _, y in found})
    for ordered, pitch, count in ((columns, across, grid.columns), (rows, down, grid.rows)):
        assert len(ordered) == count
        assert all(b - a == pytest.approx(pitch, abs=0.1) for a, b in pairwise(ordered))
    first = next(grid.places_mm())
    assert first == pytest.approx(((across - size[0]) / 2, (down - size[1]) / 2))


@pytest.mark.parametrize("size", [A6, A5])
@pytest.mark.parametrize("flip", ["", "long-edge", "short-edge"])
def test_backs_stand_behind_their_fronts(size, flip):
    """The printer turns the sheet over on the edge that the options name."""
    made = sheet(size, flip=flip)
    read = printed(made)
    wide, high = made.whole.width_mm, made.whole.height_mm
    is_long_upright = high > wide
    on_long = made.sides == "two-sided-long-edge"
    assert on_long == ((flip or ("long-edge" if is_long_upright else "short-edge")) == "long-edge")
    turned_about_upright_axis = on_long == is_long_upright

    def seen_from_front(x: float, y: float) -> tuple[float, float]:
        return (wide - x, y) if turned_about_upright_axis else (x, high - y)

    fronts = boxes(read, 0)
    backs = sorted(seen_from_front(x, y) for x, y in boxes(read, 1))
    for front, back in zip(fronts, backs, strict=True):
        # "B" mirrors "F" in its page: both are some 10 mm from one edge and 12 mm from the top.
        assert back == pytest.approx(front, abs=4.0)


def test_only_an_edge_that_needs_it_turns_the_back():
    upright, lying = sheet(A6), sheet(A5)
    for made, natural in ((upright, "long-edge"), (lying, "short-edge")):
        other = "short-edge" if natural == "long-edge" else "long-edge"
        assert made.sides == f"two-sided-{natural}"
        assert not made.turns_back
        for flip, turned in ((natural, False), (other, True)):
            for rotated in (False, True):
                options = replace(made.options, flip=flip, rotate_back=rotated)
                assert replace(made, options=options).turns_back == (turned != rotated)


def test_backgrounds_fill_each_part_to_the_cut():
    read = printed(sheet(A6))
    for x, y in (
        (0.3, 0.1),
        (104.0, 60.0),
        (106.0, 60.0),
        (60.0, 148.2),
        (60.0, 148.8),
        (60, 296.8),
    ):
        assert read.red_green_blue(0, 300, x, y) == b"\x0e\x60\x68", (x, y)


def test_the_cuts_between_are_marked_on_any_ground():
    read = printed(sheet(A6))
    for x, y in ((105.0, 5.0), (105.0, 292.0), (5.0, 148.5), (205.0, 148.5), (105.0, 148.5)):
        assert max(read.red_green_blue(0, 600, x, y)) < 90, (x, y)
    beside = read.red_green_blue(0, 600, 105.1, 5.0)
    assert min(beside) > 150, "the black line lies on white"


def test_no_copy_shows_a_neighbours_ground():
    made = sheet(A5)
    left = rectangle(Area(0, 0, made.width_mm * MM + 60, 40), "#C62828")
    read = ReadPdf(paint_pages(made, FACTS, [[rectangle(made.bleed, TEAL), left]]))
    # The second copy's own ground covers what the first one's bar would lay over it at the top.
    assert read.red_green_blue(0, 300, 150.0, 100.0) == b"\x0e\x60\x68"
    assert read.red_green_blue(0, 300, 140.0, 5.0) == b"\xc6\x28\x28"


def test_marks_outside_show_the_cuts_too():
    read = printed(sheet(A6, bleed_mm=3, marks=True))
    at = 3 + MARKS_MM
    for x, y in ((at + 105, 3.0), (3.0, at + 148.5)):
        nearby = [
            min(read.red_green_blue(0, 600, x + dx, y + dy))
            for dx in (-0.05, 0, 0.05)
            for dy in (-0.05, 0, 0.05)
        ]
        assert min(nearby) < 130, (x, y)
