"""Colours, type scale and spacing of printed matter; nothing of it is typed again elsewhere."""

from dataclasses import dataclass

from app.documents.fonts import BLACK, BOLD, REGULAR, SEMIBOLD
from app.documents.separation import REGISTRATION

MM = 72 / 25.4  # points in a millimetre

# Spacings, in points, on a grid of eight with a half step.
HALF, STEP, STEP_2, STEP_3 = 4.0, 8.0, 16.0, 24.0

WHITE = "#FFFFFF"
WARNING = "#C62828"
MARK = REGISTRATION


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a line of text is set; sizes in points."""

    face: str
    size: float
    leading: float
    tracking: float = 0.0
    capitals: bool = False
    balanced: bool = False


# Papers: what is written on, read at a desk, and printed on any office printer.
PAPER_TITLE = TextStyle(BLACK, 22, 25, -0.2)
PAPER_SECTION = TextStyle(BOLD, 12.5, 17)
PAPER_LEAD = TextStyle(REGULAR, 11, 15)
PAPER_BODY = TextStyle(REGULAR, 9.5, 13)
VALUE = TextStyle(SEMIBOLD, 10, 13)
CELL = TextStyle(REGULAR, 9, 12)
CELL_STRONG = TextStyle(SEMIBOLD, 9, 12)
CELL_BELOW = TextStyle(REGULAR, 7.5, 10)
ROSTER_NAME, ROSTER_HOURS = TextStyle(SEMIBOLD, 11, 14), TextStyle(REGULAR, 10, 13)
CELL_HEAD = TextStyle(BOLD, 7, 9, 0.2)
FINE = TextStyle(REGULAR, 7.5, 10)
LABEL = TextStyle(BOLD, 7.5, 12, 0.7, capitals=True)
LETTER_BODY, LETTER_SUBJECT = TextStyle(REGULAR, 10.5, 14.5), TextStyle(BOLD, 12.5, 17)
TINY = TextStyle(REGULAR, 5.6, 6.8)
CERTIFICATE_KIND = TextStyle(BOLD, 10, 14, 1.4, capitals=True)
CERTIFICATE_TITLE = TextStyle(BOLD, 17, 21)
HAIRLINE, RULE = 0.4, 1.1


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of one background and of what stands on it; `pale` is a box to be filled."""

    ground: str
    heading: str
    text: str
    soft: str
    accent: str
    label: str
    badge: str
    on_badge: str
    pale: str


@dataclass(frozen=True, slots=True, eq=False)  # each is one object, so that it can be a key
class Manner:
    """How a design marks what it says.

    Attributes:
        title: below a cover's title: `bar`, `dots` or `none`.
        label: a small line over a heading: `plain`, `pill` or `rule`.
        quote: beside a quote: `bar`, `marks` or `lines`.
        point: before an item: `disc`, `square` or `leaf`.
        badge: round a number: `disc`, `square` or `none` (the number alone, larger).
        airy: the padding through that of the format.
    """

    title: str = "bar"
    label: str = "plain"
    quote: str = "bar"
    point: str = "disc"
    badge: str = "disc"
    airy: float = 1.0


@dataclass(frozen=True, slots=True)
class Theme:
    """A colour theme: the tone of each look that a panel can have."""

    name: str
    tones: dict[str, Tone]


_TEAL, _DEEP, _MIST, _AMBER, _RUST = "#0E6068", "#0A434B", "#E7F1F0", "#F2A832", "#8F5400"
_INK, _SLATE = "#1C2E31", "#51666A"

TEAL = Theme(
    "teal",
    {
        "plain": Tone(WHITE, _TEAL, _INK, _SLATE, _AMBER, _RUST, _TEAL, WHITE, _MIST),
        "tint": Tone(_MIST, _TEAL, _INK, _SLATE, _AMBER, _RUST, _TEAL, WHITE, "#CFE3E1"),
        "deep": Tone(_DEEP, WHITE, "#EAF4F3", "#BBD6D5", _AMBER, _AMBER, _AMBER, _DEEP, "#14565E"),
    },
)


@dataclass(frozen=True, slots=True)
class PaperTone:
    """The colours of papers; each stays apart from the others when printed in black and white."""

    heading: str
    text: str
    soft: str
    label: str
    line: str
    bar: str
    pale_bar: str


PAPER = PaperTone(_DEEP, _INK, _SLATE, _RUST, "#9FB0B2", _TEAL, "#A9CBCB")

_NAVY, _CORAL, _BRICK, _SUN, _ICE = "#1E2B58", "#E8563F", "#B5371F", "#F1B545", "#E9EEF7"
_NIGHT, _STEEL = "#20263A", "#555E78"

BRICK = Theme(
    "brick",
    {
        "plain": Tone(WHITE, _NAVY, _NIGHT, _STEEL, _CORAL, _BRICK, _NAVY, WHITE, _ICE),
        "tint": Tone(_ICE, _NAVY, _NIGHT, _STEEL, _CORAL, _BRICK, _NAVY, WHITE, "#D3DDEF"),
        "deep": Tone(_NAVY, WHITE, "#EEF1F9", "#C3CBE2", _SUN, _SUN, _SUN, _NAVY, "#34468A"),
    },
)

_FOREST, _BERRY, _CREAM, _STRAW = "#23492F", "#A3264B", "#FBF6EA", "#D9A441"
_BARK, _FERN = "#2A332B", "#52664F"

MEADOW_GREEN = Theme(
    "meadow green",
    {
        "plain": Tone(WHITE, _FOREST, _BARK, _FERN, _STRAW, _BERRY, _BERRY, WHITE, "#EEF1E2"),
        "tint": Tone("#EEF1E2", _FOREST, _BARK, _FERN, _STRAW, _BERRY, _BERRY, WHITE, _CREAM),
        "cream": Tone(_CREAM, _FOREST, _BARK, _FERN, _STRAW, _BERRY, _BERRY, WHITE, "#EEE6D0"),
        "deep": Tone(
            _FOREST, _CREAM, "#F1F1E4", "#C9D6C0", _STRAW, _STRAW, _STRAW, _FOREST, "#35603F"
        ),
    },
)
THEMES = {theme.name: theme for theme in (TEAL, BRICK, MEADOW_GREEN)}
