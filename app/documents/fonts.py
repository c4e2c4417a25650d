"""The one typeface of all documents: Source Sans, registered with ReportLab and always embedded."""

from functools import cache
from pathlib import Path

import font_source_sans_pro
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "SourceSans"
ITALIC = "SourceSans-Italic"
SEMIBOLD = "SourceSans-Semibold"
BOLD = "SourceSans-Bold"
BOLD_ITALIC = "SourceSans-BoldItalic"
BLACK = "SourceSans-Black"

_FILES = {
    REGULAR: "SourceSansPro-Regular.ttf",
    ITALIC: "SourceSansPro-It.ttf",
    SEMIBOLD: "SourceSansPro-Semibold.ttf",
    BOLD: "SourceSansPro-Bold.ttf",
    BOLD_ITALIC: "SourceSansPro-BoldIt.ttf",
    BLACK: "SourceSansPro-Black.ttf",
}


def font_files() -> dict[str, Path]:
    """Return the font file of every face that documents use."""
    folder = Path(font_source_sans_pro.font_directory)
    return {face: folder / name for face, name in _FILES.items()}


@cache
def register_fonts() -> None:
    """Make the faces known to ReportLab; a second call does nothing."""
    for face, file in font_files().items():
        pdfmetrics.registerFont(TTFont(face, str(file)))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC
    )


def text_width(text: str, face: str, size: float, tracking: float = 0.0) -> float:
    """Return how wide a text is, in points.

    Args:
        text: one line.
        face: a face named in this module.
        size: in points.
        tracking: extra space after every letter, in points.
    """
    register_fonts()
    width: float = pdfmetrics.stringWidth(text, face, size)
    return width + tracking * len(text)


def faced(face: str, text: str, *, bold: bool, italic: bool) -> str:
    """Return the bold and italic sister of a face; upright where the italic lacks a letter."""
    if italic:
        slanted = BOLD_ITALIC if bold or face not in {REGULAR, ITALIC} else ITALIC
        if not uncovered(slanted, text):
            return slanted
    return BOLD if bold and face in {REGULAR, SEMIBOLD} else face


def uncovered(face: str, text: str) -> str:
    """Return the letters of a text that a face lacks (the slanted ones lack Cyrillic)."""
    register_fonts()
    glyphs = pdfmetrics.getFont(face).face.charToGlyph
    return "".join(letter for letter in text if ord(letter) not in glyphs)
