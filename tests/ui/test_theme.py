"""Colours can be read, lengths follow the size of text."""

import pytest
from PySide6.QtGui import QFontInfo

from app.ui import icons, stylesheet, theme
from app.ui.theme import CONTROL_PAIRS, DARK, LIGHT, TEXT_PAIRS

PALETTES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@PALETTES
@pytest.mark.parametrize("pair", TEXT_PAIRS)
def test_text_stands_out_from_its_background(colours, pair):
    words, behind = (getattr(colours, name) for name in pair)
    assert theme.contrast(words, behind) >= 4.5


@PALETTES
@pytest.mark.parametrize("pair", CONTROL_PAIRS)
def test_outlines_and_focus_rings_can_be_seen(colours, pair):
    line, behind = (getattr(colours, name) for name in pair)
    assert theme.contrast(line, behind) >= 3


def test_contrast_is_that_of_wcag():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("percent", "row"), [(100, 32), (125, 40), (150, 48)])
def test_lengths_follow_the_size_of_text(look, percent, row):
    theme.choose("light", percent)
    assert theme.px(theme.ROW_HEIGHT) == row
    assert theme.font(theme.Size.BODY).pixelSize() == round(13 * percent / 100)
    assert f"font-size: {round(28 * percent / 100)}px" in stylesheet.sheet(theme.current())


def test_the_typeface_is_our_own(look):
    assert QFontInfo(theme.font()).family() == theme.FAMILY


def test_dark_is_chosen_by_name(look):
    assert theme.choose("dark", 100).colours is DARK
    assert theme.choose("light", 100).colours is LIGHT


@pytest.mark.parametrize("name", sorted(icons.NAMES))
def test_every_icon_draws_something_in_the_palettes_colour(look, name):
    picture = icons.pixmap(name, "accent", 24, density=1).toImage()
    inked = [
        picture.pixelColor(x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    assert all(abs(one.red() - theme.colour("accent").red()) < 8 for one in inked)
