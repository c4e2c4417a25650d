"""The type scales of leaflets: sizes of text, of white space and of codes for each format."""

from dataclasses import dataclass, replace

from app.documents.fonts import BLACK, BOLD, REGULAR, SEMIBOLD
from app.documents.theme import STEP, TextStyle


@dataclass(frozen=True, slots=True, eq=False)  # each is one object, so that it can be a key
class TypeScale:
    """The sizes of one format.

    Attributes:
        title: level 1 of a heading; `section` is level 2, `subhead` level 3.
        step: what white spaces are counted in, in points.
        padding_mm: from a panel's edge to its text.
        qr_mm: a QR code's side.
        flag_mm: the height of the EU flag in the logo row, where there is room.
        beside: whether the Centre's data and a code stand side by side.
        columns: in how many columns the items of a numbered list stand.
    """

    title: TextStyle
    section: TextStyle
    subhead: TextStyle
    label: TextStyle
    lead: TextStyle
    body: TextStyle
    small: TextStyle
    quote: TextStyle
    numeral: TextStyle
    step_numeral: TextStyle
    step: float
    padding_mm: float
    qr_mm: float
    flag_mm: float
    beside: bool = False
    columns: int = 1

    @property
    def part(self) -> float:
        """How large this format is beside the tri-fold: its body text through ten points."""
        return self.body.size / 10


def _scale(
    sizes: tuple[float, float, float, float, float, float, float],
    step: float,
    millimetres: tuple[float, float, float],
    *,
    beside: bool = True,
    columns: int = 1,
) -> TypeScale:
    """Return the scale of a format.

    Args:
        sizes: of title, section, subhead, label, lead, body and quote, in points.
        step: see `TypeScale`.
        millimetres: padding, code's side, flag's height.
        beside: see `TypeScale`.
        columns: see `TypeScale`.
    """
    title, section, subhead, label, lead, body, quote = sizes
    return TypeScale(
        TextStyle(BLACK, title, 1.08 * title, -0.012 * title, balanced=True),
        TextStyle(BOLD, section, 1.14 * section, -0.005 * section, balanced=True),
        TextStyle(BOLD, subhead, 1.3 * subhead),
        TextStyle(BOLD, label, 1.6 * label, 0.093 * label, capitals=True),
        TextStyle(REGULAR, lead, 1.38 * lead, balanced=True),
        TextStyle(REGULAR, body, 1.38 * body),
        TextStyle(REGULAR, 0.76 * body, 1.02 * body),
        TextStyle(SEMIBOLD, quote, 1.36 * quote, balanced=True),
        TextStyle(BOLD, body, 1.4 * body),
        TextStyle(BOLD, 1.4 * body, 1.8 * body),
        step,
        *millimetres,
        beside=beside,
        columns=columns,
    )


def _enlarged(scale: TypeScale, by: float) -> TypeScale:
    """Return a scale for paper that is larger by a factor."""

    def larger(style: TextStyle) -> TextStyle:
        size, leading, tracking = style.size * by, style.leading * by, style.tracking * by
        return replace(style, size=size, leading=leading, tracking=tracking)

    return TypeScale(
        larger(scale.title),
        larger(scale.section),
        larger(scale.subhead),
        larger(scale.label),
        larger(scale.lead),
        larger(scale.body),
        larger(scale.small),
        larger(scale.quote),
        larger(scale.numeral),
        larger(scale.step_numeral),
        scale.step * by,
        scale.padding_mm * by,
        scale.qr_mm * by,
        scale.flag_mm * by,
        beside=scale.beside,
        columns=scale.columns,
    )


TRIFOLD = TypeScale(
    title=TextStyle(BLACK, 35, 38, -0.4, balanced=True),
    section=TextStyle(BOLD, 21, 24, -0.1, balanced=True),
    subhead=TextStyle(BOLD, 12, 16),
    label=TextStyle(BOLD, 7.5, 12, 0.7, capitals=True),
    lead=TextStyle(REGULAR, 13, 18, balanced=True),
    body=TextStyle(REGULAR, 10, 14),
    small=TextStyle(REGULAR, 7.5, 10),
    quote=TextStyle(SEMIBOLD, 16, 22, balanced=True),
    numeral=TextStyle(BOLD, 10, 14),
    step_numeral=TextStyle(BOLD, 14, 18),
    step=STEP,
    padding_mm=9,
    qr_mm=34,
    flag_mm=11,
)
A5 = _scale((42, 23, 13, 8, 14.5, 10.5, 17), 8.5, (11, 34, 12), columns=2)
A6 = _scale((28, 17, 10.5, 6.8, 11.5, 9.2, 13), 6.5, (7.5, 27, 9))
# Posters are read standing: 15 points are told apart from two and a half metres.
POSTER_A4 = _scale((58, 29, 18, 12.5, 22, 15.5, 26), 11, (14, 43, 14), columns=2)
POSTER_A3 = _enlarged(POSTER_A4, 2**0.5)
