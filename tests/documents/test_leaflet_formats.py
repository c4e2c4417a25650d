"""Every format in every design and language: it fits, reads back, and keeps off its edges."""

from dataclasses import replace
from itertools import product

import pytest

from app.base.errors import UserError
from app.documents.blocks import Bullets, Heading, Paragraph
from app.documents.centre_card import CentreCard
from app.documents.designs import DESIGNS
from app.documents.leaflet import (
    Leaflet,
    draw_leaflet,
    leaflet_data,
    leaflet_from,
    leaflet_languages,
    ready_leaflet,
)
from app.documents.panels import Panel
from app.documents.raster import Picture, render_page
from app.documents.sheet import PrintOptions
from app.documents.templates import TEMPLATES, template_named
from app.documents.theme import THEMES
from tests.documents.pdf_reading import ReadPdf

PANGRAM, HEDGEHOG = "Zażółć gęślą jaźń", "Їжак"
FIRST = {"pl": "Ełk", "en": "CSR", "uk": "КСВ"}


def outside_safe_margin(read: ReadPdf, template: str, margin: float = 5.0) -> list[str]:
    """Return the letters that come nearer than the margin to an edge or a fold."""
    format_ = TEMPLATES[template]
    lost = []
    for page, places in enumerate(format_.pages):
        for letter, (left, bottom, right, top) in read.letters(page):
            fits = any(
                place.x_mm + margin <= left + 0.05
                and right - 0.05 <= place.x_mm + place.width_mm - margin
                for place in places
            )
            if not fits or bottom + 0.05 < margin or top - 0.05 > format_.height_mm - margin:
                lost.append(letter)
    return lost


def in_design(template: str, language: str, design: str) -> Leaflet:
    return replace(ready_leaflet(template, language), design=design)


@pytest.mark.parametrize(("template", "design"), list(product(TEMPLATES, DESIGNS)))
def test_our_own_texts_fit_in_every_design_and_language(
    template: str, design: str, centre: CentreCard
):
    for language in ("pl", "en", "uk"):
        content = in_design(template, language, design)
        drawn = draw_leaflet(content, centre)
        assert drawn.fits, (language, drawn.overfull)
        assert drawn.missing_letters == ""
        read = ReadPdf(drawn.pdf)
        said = " ".join(read.text(page) for page in range(drawn.pages))
        assert content.title in said
        assert "19-300 Ełk" in said
        assert FIRST[language] in said
        assert read.language() == language
        assert outside_safe_margin(read, template) == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_format_is_as_large_as_it_says(template: str, centre: CentreCard):
    format_ = TEMPLATES[template]
    options = PrintOptions(bleed_mm=3)
    read = ReadPdf(draw_leaflet(ready_leaflet(template), centre, options).pdf)
    width, height = format_.width_mm, format_.height_mm
    for page in range(len(format_.pages)):
        boxes = read.boxes(page)
        assert boxes["trim"] == pytest.approx((3, 3, width + 3, height + 3), abs=0.1)
        assert boxes["bleed"] == pytest.approx((0, 0, width + 6, height + 6), abs=0.1)


@pytest.mark.parametrize(
    ("template", "page", "design"),
    [
        ("trifold", 0, "meadow"),
        ("a5", 1, "mosaic"),
        ("a6", 1, "meadow"),
        ("poster-a4", 0, "mosaic"),
        ("poster-a3", 0, "masuria"),
    ],
)
def test_the_code_is_read_from_paper(template: str, page: int, design: str, centre: CentreCard):
    drawn = draw_leaflet(in_design(template, "uk", design), centre)
    assert ReadPdf(drawn.pdf).codes(page) == [centre.vcard()]


@pytest.mark.parametrize(("template", "design"), list(product(TEMPLATES, DESIGNS)))
def test_words_in_every_look_read_back(template: str, design: str, centre: CentreCard):
    panel = TEMPLATES[template].pages[0][0].panel
    for look in DESIGNS[design].looks:
        blocks = (Heading(PANGRAM), Paragraph(HEDGEHOG), Bullets((PANGRAM, HEDGEHOG), "step"))
        content = Leaflet("uk", "x", {panel: Panel(look, blocks)}, "", template, design)
        drawn = draw_leaflet(content, centre)
        read = ReadPdf(drawn.pdf)
        assert drawn.fits, look
        assert read.text(0).count(PANGRAM) == 2
        assert read.text(0).count(HEDGEHOG) == 2
        assert outside_safe_margin(read, template) == []


@pytest.mark.parametrize(("template", "design"), [("a5", "mosaic"), ("poster-a4", "meadow")])
def test_a_cover_runs_into_the_bleed(template: str, design: str, centre: CentreCard):
    options = PrintOptions(bleed_mm=3)
    read = ReadPdf(draw_leaflet(in_design(template, "pl", design), centre, options).pdf)
    width = TEMPLATES[template].width_mm + 6
    for x in (0.3, width - 0.6):
        assert read.red_green_blue(0, 100, x, 20) != b"\xff\xff\xff"
    assert read.red_green_blue(0, 100, width / 2, 0.3) != b"\xff\xff\xff"


def test_the_tiles_of_a_cover_are_shown_whole(centre: CentreCard):
    read = ReadPdf(draw_leaflet(in_design("a5", "pl", "mosaic"), centre).pdf)
    navy = bytes.fromhex("1E2B58")
    # Where the tiles end, the ground begins from edge to edge; a tile is an eighth or a sixth.
    picture = render_page(read.pdf, 0, 50)
    height = next(y for y in range(30, 200) if is_all(picture, navy, y))
    assert min(abs(height - n * 148 / side) for n in range(1, 9) for side in (6, 8)) < 1.1


def is_all(picture: Picture, colour: bytes, y_mm: float) -> bool:
    row = int(y_mm / 25.4 * 50) * picture.stride
    return all(
        picture.pixels[row + 4 * x : row + 4 * x + 3] == colour for x in range(0, picture.width, 5)
    )


@pytest.mark.parametrize("name", THEMES)
def test_text_stands_out_from_its_ground(name: str):
    for look, tone in THEMES[name].tones.items():
        for colour in (tone.heading, tone.text, tone.soft, tone.label):
            assert contrast(colour, tone.ground) >= 4.5, (look, colour)
        assert contrast(tone.on_badge, tone.badge) >= 4.5, look
        assert contrast(tone.text, tone.pale) >= 4.5, look


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4 for n in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_design_has_the_same_looks():
    assert len(DESIGNS) >= 3
    assert len({tuple(design.looks) for design in DESIGNS.values()}) == 1


def test_every_format_has_texts_in_three_languages():
    assert {name: leaflet_languages(name) for name in TEMPLATES} == dict.fromkeys(
        TEMPLATES, ("pl", "en", "uk")
    )


def test_a_flap_may_be_narrower(centre: CentreCard):
    content = replace(ready_leaflet(), flap_mm=95.0)
    assert template_named("trifold", 95.0).folds_mm(0) == (95.0, 196.0)
    assert leaflet_from(leaflet_data(content)) == content
    drawn = draw_leaflet(content, centre)
    assert drawn.fits
    letters = ReadPdf(drawn.pdf).letters(0)
    assert min(left for _, (left, *_rest) in letters if left > 95) == pytest.approx(104, abs=0.5)
    with pytest.raises(UserError, match="90"):
        draw_leaflet(replace(content, flap_mm=120.0), centre)


def test_a_longer_title_leaves_the_drawing_less_room(centre: CentreCard):
    """The drawing takes what the text leaves, so that no cover has an empty half."""
    content = ready_leaflet("a5")
    front = content.panels["front"]
    longer = Panel(
        front.look, (*front.blocks, Paragraph("Jeszcze trzy\nwiersze\ntekstu")), front.foot
    )
    drawn = draw_leaflet(replace(content, panels={**content.panels, "front": longer}), centre)
    assert drawn.fits
    sun = bytes.fromhex("F2A832")

    def highest(pdf: bytes) -> float:
        read = render_page(pdf, 0, 50)
        rows = range(int(read.height * 0.3), read.height)
        return next(
            y
            for y in rows
            if any(
                read.pixels[y * read.stride + 4 * x : y * read.stride + 4 * x + 3] == sun
                for x in range(read.width)
            )
        )

    assert highest(drawn.pdf) > highest(draw_leaflet(content, centre).pdf)
