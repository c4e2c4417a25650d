"""Reads a PDF back with PDFium, so that tests see what a reader sees."""

import ctypes
import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from pyzbar.pyzbar import decode

from app.documents.raster import render_page

MM = 72 / 25.4
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class ReadPdf:
    """One PDF; boxes in millimetres as left, bottom, right, top."""

    pdf: bytes

    def text(self, page: int) -> str:
        """Return a page's text with every white space as one blank."""
        document = pypdfium2.PdfDocument(self.pdf)
        text = document[page].get_textpage().get_text_bounded()
        return re.sub(r"\s+", " ", text.replace("\ufffe", ""))

    def boxes(self, page: int) -> dict[str, Box]:
        """Return the page's media, bleed and trim box."""
        read = pypdfium2.PdfDocument(self.pdf)[page]
        found = {
            "media": read.get_mediabox(),
            "bleed": read.get_bleedbox(),
            "trim": read.get_trimbox(),
        }
        return {name: tuple(n / MM for n in box) for name, box in found.items()}

    def letters(self, page: int) -> list[tuple[str, Box]]:
        """Return every visible letter with its box, from the trim's lower left corner."""
        read = pypdfium2.PdfDocument(self.pdf)[page]
        text = read.get_textpage()
        left, bottom, _right, _top = read.get_trimbox()
        letters = []
        for at in range(text.count_chars()):
            letter = text.get_text_range(at, 1)
            if letter.strip():
                box = text.get_charbox(at)
                shifted = (box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom)
                letters.append((letter, tuple(n / MM for n in shifted)))
        return letters

    def fonts(self) -> dict[str, bool]:
        """Return the fonts of all text, and whether each is embedded."""
        found: dict[str, bool] = {}
        document = pypdfium2.PdfDocument(self.pdf)
        for page in document:
            for thing in page.get_objects():
                if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
                    font = pdfium.FPDFTextObj_GetFont(thing.raw)
                    name = ctypes.create_string_buffer(100)
                    pdfium.FPDFFont_GetBaseFontName(font, name, 100)
                    found[name.value.decode()] = pdfium.FPDFFont_GetIsEmbedded(font) == 1
        return found

    def heard(self, page: int) -> list[tuple[str, str]]:
        """Return the role and the alternative text of each element of a page, in order."""
        document = pypdfium2.PdfDocument(self.pdf)
        opened = document[page]  # held while its tree is read
        tree = pdfium.FPDF_StructTree_GetForPage(opened.raw)
        found: list[tuple[str, str]] = []
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            found += _heard(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
        pdfium.FPDF_StructTree_Close(tree)
        return found

    def outline(self) -> list[tuple[str, int]]:
        """Return the titles of the outline, each with the page that it leads to."""
        document = pypdfium2.PdfDocument(self.pdf)
        return [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]

    def language(self) -> str:
        """Return the language that the document says it is in."""
        found = re.search(rb"/Lang \((\w+)\)", self.pdf)
        return found[1].decode() if found else ""

    def title(self) -> str:
        """Return the document's title."""
        return pypdfium2.PdfDocument(self.pdf).get_metadata_dict()["Title"]

    def codes(self, page: int) -> list[str]:
        """Return the texts of the QR codes on the 300-dpi picture of a page."""
        picture = render_page(self.pdf, page, 300)
        grey = picture.pixels[1::4]
        found = decode((grey, picture.stride // 4, picture.height))
        return [code.data.decode() for code in found]

    def red_green_blue(self, page: int, dpi: float, x_mm: float, y_mm: float) -> bytes:
        """Return the colour of a point, counted from the upper left corner of the page."""
        picture = render_page(self.pdf, page, dpi)
        column, row = int(x_mm / 25.4 * dpi), int(y_mm / 25.4 * dpi)
        at = row * picture.stride + column * 4
        return picture.pixels[at : at + 3]


def _heard(element) -> list[tuple[str, str]]:
    if not element:
        return []
    said = []
    for ask in (pdfium.FPDF_StructElement_GetType, pdfium.FPDF_StructElement_GetAltText):
        into = ctypes.create_string_buffer(2000)
        length = ask(element, into, 2000)
        said.append(into.raw[: max(length - 2, 0)].decode("utf-16-le"))
    found = [tuple(said)]
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        found += _heard(pdfium.FPDF_StructElement_GetChildAtIndex(element, at))
    return found
