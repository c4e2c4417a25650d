"""The inks of colours: black text, clean grounds, the EU flag as its guide says."""

import math
from dataclasses import astuple

import pytest

from app.documents.designs import DESIGNS
from app.documents.separation import (
    EVERY_PLATE,
    REGISTRATION,
    inks_of,
    seen_on_paper,
    text_inks_of,
)
from app.documents.theme import MARK, PAPER, THEMES, Tone


def tones() -> list[Tone]:
    themes = [*THEMES.values(), *(design.theme for design in DESIGNS.values())]
    return [tone for theme in themes for tone in theme.tones.values()]


COLOURS = sorted({colour for tone in tones() for colour in astuple(tone)} | set(astuple(PAPER)))


def seen_on_screen(colour: str) -> tuple[float, float, float]:
    """Return CIELAB of sRGB, reckoned here anew with the published numbers."""
    r, g, b = (
        n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4
        for n in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    light = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    )
    x, y, z = (n ** (1 / 3) if n > 216 / 24389 else n * 841 / 108 + 4 / 29 for n in light)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_of_ours_is_seen_on_paper_as_on_the_screen(colour):
    # 4 units of CIELAB are what the eye takes for the same in two prints beside each other.
    for inks in (inks_of(colour), text_inks_of(colour)):
        if any(inks[:3]):
            assert math.dist(seen_on_paper(inks), seen_on_screen(colour)) < 5


@pytest.mark.parametrize("colour", COLOURS)
def test_no_ground_drowns_in_ink_and_no_letter_has_three_coloured_inks(colour):
    assert sum(inks_of(colour)) <= 3, "coated paper takes no more"
    assert sum(share > 0 for share in text_inks_of(colour)[:3]) <= 2


@pytest.mark.parametrize("colour", ["#000000", "#1A1A1A", PAPER.text, PAPER.soft])
def test_text_that_looks_black_or_grey_is_black_ink_alone(colour):
    *colours, black = text_inks_of(colour)
    assert colours == [0, 0, 0]
    assert black > 0.6


def test_dark_text_is_full_black():
    assert text_inks_of("#000000") == (0, 0, 0, 1)
    assert text_inks_of(PAPER.text)[3] == 1


def test_white_is_the_paper():
    assert inks_of("#FFFFFF") == text_inks_of("#FFFFFF") == (0, 0, 0, 0)


def test_bright_colours_have_no_black_in_them():
    assert inks_of("#F2A832")[3] == 0
    assert inks_of("#F2A832")[0] == 0, "cyan would make amber muddy"


def test_the_eu_flag_has_the_inks_of_its_guide():
    assert inks_of("#003399") == (1, 0.8, 0, 0)
    assert inks_of("#ffcc00") == (0, 0, 1, 0)


def test_marks_are_on_every_plate():
    assert MARK == REGISTRATION
    assert inks_of(MARK) == text_inks_of(MARK) == EVERY_PLATE == (1, 1, 1, 1)
