"""Colours of a print shop: what the streams of a separated PDF say."""

import re
import zlib

import pytest

from app.documents.centre_card import CentreCard
from app.documents.leaflet import draw_leaflet, leaflet_languages, ready_leaflet
from app.documents.sheet import PrintOptions
from app.documents.templates import TEMPLATES

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OPERATOR = re.compile(rb"(?<![/\w.\-])(rg|RG|k|K|g|G|cs|CS|sc|SC|scn|SCN)(?=\s)")
TEXTS = [name for name in TEMPLATES if "pl" in leaflet_languages(name)]


def content(pdf: bytes) -> list[bytes]:
    """Return the drawing orders of all pages and stamps."""
    found = []
    for stream in _STREAM.finditer(pdf):
        try:
            plain = zlib.decompressobj().decompress(pdf[stream.end() :])
        except zlib.error:
            continue  # not packed, or "stream" within other bytes
        if b" re" in plain or b" Tj" in plain or b" l\n" in plain:
            found.append(plain)
    return found


def operators(pdf: bytes) -> set[bytes]:
    return {one for orders in content(pdf) for one in _OPERATOR.findall(orders)}


@pytest.mark.parametrize("template", TEXTS)
@pytest.mark.parametrize("several", [False, True])
def test_every_colour_is_ink_and_none_a_screens(template, several, centre: CentreCard):
    if several and template.startswith(("tri", "poster")):
        return
    options = PrintOptions(bleed_mm=3, marks=True, colours="cmyk", several=several)
    drawn = draw_leaflet(ready_leaflet(template), centre, options)
    assert len(content(drawn.pdf)) >= drawn.pages
    assert operators(drawn.pdf) <= {b"k", b"K", b"g", b"G"}
    greys = {
        match
        for orders in content(drawn.pdf)
        for match in re.findall(rb"(?<!\S)([\d.]+ [gG])(?=\s)", orders)
    }
    assert greys <= {b"0 g", b"0 G"}, "only what a page begins with"


def test_a_screens_colours_stay_a_screens(centre: CentreCard):
    drawn = draw_leaflet(ready_leaflet(), centre, PrintOptions(bleed_mm=3, marks=True))
    assert operators(drawn.pdf) & {b"k", b"K"} == set()
    assert b"rg" in operators(drawn.pdf)


def test_body_text_is_black_ink_alone(centre: CentreCard):
    drawn = draw_leaflet(ready_leaflet(), centre, PrintOptions(colours="cmyk"))
    inside = b"\n".join(content(drawn.pdf))
    # Text between BT and ET takes the colour set last before it.
    found = re.findall(rb"([\d. ]+) k\nBT", inside)
    assert b"0 0 0 1" in {numbers.strip() for numbers in found}


def test_crop_marks_are_on_every_plate(centre: CentreCard):
    marked = draw_leaflet(ready_leaflet(), centre, PrintOptions(3, marks=True, colours="cmyk"))
    plain = draw_leaflet(ready_leaflet(), centre, PrintOptions(3, colours="cmyk"))
    assert any(b"1 1 1 1 K" in orders for orders in content(marked.pdf))
    assert not any(b"1 1 1 1 K" in orders for orders in content(plain.pdf))
