"""Colours, sizes and spacings: named here once, and nowhere typed again."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

FAMILY = "Source Sans Pro"


class Size(IntEnum):
    """Heights of text in pixels at 100 %."""

    SMALL = 11
    BODY = 13
    LEAD = 15
    TITLE = 20
    DISPLAY = 28
    HUGE = 44  # the booth alone, which is read from two metres


class Space(IntEnum):
    """The 8-pixel grid, with its half for what belongs together."""

    NONE = 0
    HALF = 4
    ONE = 8
    TWO = 16
    THREE = 24
    FOUR = 32


ROW_HEIGHT = 32
CONTROL_HEIGHT = 32
RADIUS = 6


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette.

    Attributes:
        window: behind everything.
        surface: cards, lists and fields.
        side: the navigation and the status line.
        text: ordinary text; `muted` is for what is beside the point.
        line: separates; `control` outlines what can be operated.
        accent: the one colour of what can be done; `on_accent` is the text on it.
        accent_soft: behind what is chosen; `amber_soft` and `red_soft` behind messages.
        amber: warnings; `red` is loss alone.
    """

    window: str
    surface: str
    side: str
    hover: str
    text: str
    muted: str
    line: str
    control: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    amber: str
    amber_soft: str
    red: str
    red_soft: str


LIGHT = Colours(
    window="#f4f7f7",
    surface="#ffffff",
    side="#eaf0f0",
    hover="#e3ebeb",
    text="#15262a",
    muted="#51646a",
    line="#d8e1e2",
    control="#7c8f94",
    accent="#0b6268",
    accent_strong="#084a4f",
    on_accent="#ffffff",
    accent_soft="#d9ebeb",
    amber="#855000",
    amber_soft="#fdf0d8",
    red="#ab231b",
    red_soft="#fbe7e4",
)
DARK = Colours(
    window="#111819",
    surface="#1a2325",
    side="#151d1f",
    hover="#253134",
    text="#e8eeee",
    muted="#a3b4b7",
    line="#2d393c",
    control="#6f8387",
    accent="#62c6c8",
    accent_strong="#8bdadb",
    on_accent="#05282b",
    accent_soft="#183b3e",
    amber="#f0bb66",
    amber_soft="#3b2e15",
    red="#ff9e94",
    red_soft="#452220",
)

TEXT_PAIRS = (
    ("text", "window"), ("text", "surface"), ("text", "side"), ("text", "hover"),
    ("text", "accent_soft"), ("text", "amber_soft"), ("text", "red_soft"),
    ("muted", "window"), ("muted", "surface"), ("muted", "side"), ("muted", "hover"),
    ("accent", "surface"), ("accent", "window"), ("accent", "accent_soft"),
    ("accent_strong", "side"), ("accent_strong", "accent_soft"), ("on_accent", "accent"),
    ("on_accent", "accent_strong"), ("amber", "surface"), ("amber", "window"),
    ("amber", "amber_soft"), ("red", "surface"), ("red", "window"), ("red", "red_soft"),
)  # fmt: skip
"""Every text colour on every background it is used on; at least 4.5:1."""
CONTROL_PAIRS = (
    ("control", "surface"), ("control", "window"), ("accent", "surface"), ("accent", "side"),
    ("red", "surface"), ("amber", "surface"),
)  # fmt: skip
"""Outlines and focus rings on what surrounds them; at least 3:1."""

Tone = Literal["text", "muted", "accent", "amber", "red"]


@dataclass(frozen=True, slots=True)
class Theme:
    """The palette and the size of text in force."""

    colours: Colours = LIGHT
    percent: int = 100
    dark: bool = False


class _Current:
    """The theme in force; the only state of this module."""

    theme = Theme()
    loaded: frozenset[str] = frozenset()


def current() -> Theme:
    """Return the theme in force."""
    return _Current.theme


def choose(name: str, percent: int) -> Theme:
    """Put a theme in force.

    Args:
        name: `light`, `dark`, or `auto` for what the system prefers.
        percent: the size of text, 100, 125 or 150.
    """
    dark = name == "dark" or (name == "auto" and _system_is_dark())
    _Current.theme = Theme(DARK if dark else LIGHT, percent, dark)
    return _Current.theme


def px(length: int) -> int:
    """Return a length at 100 % in the pixels of the size in force."""
    return round(length * _Current.theme.percent / 100)


def colour(name: str) -> QColor:
    """Return a colour of the palette in force by its name in `Colours`."""
    return QColor(getattr(_Current.theme.colours, name))


def font(size: Size = Size.BODY, *, strong: bool = False, figures: bool = False) -> QFont:
    """Return the typeface in a named size.

    Args:
        size: at 100 %.
        strong: semibold.
        figures: digits of equal width, for columns of numbers.
    """
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def load_fonts() -> None:
    """Register the two weights that the window uses; a second call does nothing."""
    import font_source_sans_pro

    folder = font_source_sans_pro.font_directory
    for weight in ("Regular", "Semibold"):
        if weight not in _Current.loaded:
            QFontDatabase.addApplicationFont(f"{folder}/SourceSansPro-{weight}.ttf")
            _Current.loaded |= {weight}


def qt_palette(colours: Colours) -> QPalette:
    """Return Qt's palette of ours, for everything that the style draws itself."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.window,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ToolTipBase: colours.text,
        QPalette.ColorRole.ToolTipText: colours.surface,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.BrightText: colours.red,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    disabled = (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    )
    for role in disabled:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2.2 (1 to 21)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(hexadecimal: str) -> float:
    parts = [int(hexadecimal[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
