from collections import Counter

import pytest

from app.base.errors import UserError
from app.documents.centre_card import CentreCard
from app.documents.leaflet import Leaflet, draw_leaflet, ready_leaflet
from app.documents.raster import render_page
from app.documents.sheet import PrintOptions
from app.documents.templates import TEMPLATES, Template
from tests.documents.pdf_reading import ReadPdf

DPI = 300
MARKS_MM = 7.0  # what marks add to each side of the bleed


def drawn(centre: CentreCard, **options) -> ReadPdf:
    return ReadPdf(draw_leaflet(ready_leaflet(), centre, PrintOptions(**options)).pdf)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("bleed", [0, 2, 3])
@pytest.mark.parametrize("marks", [False, True])
def test_boxes_are_right_to_a_tenth_of_a_millimetre(
    template: Template, bleed: int, marks: bool, centre: CentreCard
):
    bare = Leaflet("pl", "Próba", {}, template=template.name)
    read = ReadPdf(draw_leaflet(bare, centre, PrintOptions(bleed_mm=bleed, marks=marks)).pdf)
    wide, high = template.width_mm, template.height_mm
    edge = MARKS_MM if marks else 0.0
    for page in range(len(template.pages)):
        boxes = read.boxes(page)
        whole = edge + bleed
        assert boxes["trim"] == pytest.approx((whole, whole, whole + wide, whole + high), abs=0.05)
        assert boxes["bleed"] == pytest.approx(
            (edge, edge, edge + wide + 2 * bleed, edge + high + 2 * bleed), abs=0.05
        )
        assert boxes["media"] == pytest.approx((0, 0, wide + 2 * whole, high + 2 * whole), abs=0.05)


def test_only_the_bleeds_of_print_shops_are_taken():
    with pytest.raises(UserError):
        PrintOptions(bleed_mm=5)
    with pytest.raises(UserError):
        PrintOptions(colours="pantone")
    with pytest.raises(UserError):
        PrintOptions(flip="top")


def test_backgrounds_run_into_the_bleed(centre: CentreCard):
    read = drawn(centre, bleed_mm=3)
    # Left the pale flap, right the cover's deep teal, each half a millimetre from the page's edge.
    assert read.red_green_blue(0, DPI, 0.5, 100) == b"\xe7\xf1\xf0"
    assert read.red_green_blue(0, DPI, 302.5, 0.5) == b"\x0a\x43\x4b"
    assert read.red_green_blue(1, DPI, 150, 215.5) == b"\x0a\x43\x4b"


@pytest.mark.parametrize(("page", "folds"), [(0, [97, 197]), (1, [100, 200])])
def test_crop_and_fold_marks_stand_at_trim_and_folds(page: int, folds, centre: CentreCard):
    read = drawn(centre, bleed_mm=3, marks=True)
    picture = render_page(read.pdf, page, DPI)
    rows = range(int(1.5 / 25.4 * DPI), int(5.5 / 25.4 * DPI))
    dark = {
        column
        for row in rows
        for column in range(picture.width)
        if picture.pixels[row * picture.stride + 4 * column] < 160
    }
    trim_left = 3 + MARKS_MM
    found = sorted({round(column / DPI * 25.4 - trim_left) for column in dark})
    assert found == [0, *folds, 297]
    exact = [column / DPI * 25.4 - trim_left for column in sorted(dark)]
    assert all(min(abs(x - want) for want in [0, *folds, 297]) < 0.15 for x in exact)


def test_marks_leave_the_trimmed_page_as_it_is(centre: CentreCard):
    dpi = 254  # ten pixels a millimetre: both pictures lie on the same grid
    plain = render_page(drawn(centre).pdf, 0, dpi)
    marked = render_page(drawn(centre, marks=True).pdf, 0, dpi)
    edge = round(MARKS_MM * 10)
    for row in range(20, plain.height - 20, 50):
        ours = plain.pixels[row * plain.stride :][: 2970 * 4]
        theirs = marked.pixels[(row + edge) * marked.stride + edge * 4 :][: 2970 * 4]
        differing = sum(abs(a - b) > 64 for a, b in zip(ours[::4], theirs[::4], strict=True))
        assert differing <= 15, row


def test_the_back_side_is_turned_and_the_front_is_not(centre: CentreCard):
    plain, turned = drawn(centre), drawn(centre, rotate_back=True)
    assert plain.letters(0) == turned.letters(0)
    upright = plain.letters(1)
    round_about = [
        (letter, (297 - right, 210 - top, 297 - left, 210 - bottom))
        for letter, (left, bottom, right, top) in turned.letters(1)
    ]
    assert Counter(letter for letter, _ in upright) == Counter(letter for letter, _ in round_about)
    for letter, box in round_about:
        same = [other for twin, other in upright if twin == letter]
        assert any(box == pytest.approx(other, abs=0.1) for other in same), letter


def test_a_turned_back_side_folds_where_the_front_does(centre: CentreCard):
    read = drawn(centre, rotate_back=True, guides=True)
    # A fold's dashed red line, somewhere in the white of the inside.
    picture = render_page(read.pdf, 1, DPI)
    column = int(97 / 25.4 * DPI)
    red = [
        picture.pixels[row * picture.stride + 4 * x : row * picture.stride + 4 * x + 3]
        for row in range(800, 1600)
        for x in range(column - 2, column + 3)
    ]
    assert any(r > 150 and g < 150 and b < 150 for r, g, b in red)


def test_guides_are_drawn_only_when_asked_for(centre: CentreCard):
    assert drawn(centre).pdf != drawn(centre, guides=True).pdf
