"""Pictures in a print shop's inks look like flat grounds of the same colours."""

import io
import zlib

import pytest
from PIL import Image

from app.documents.ink import Area, Photo, Raster, rectangle
from app.documents.pages import DocumentFacts, paint_pages
from app.documents.picture_inks import separated
from app.documents.separation import seen_on_paper
from app.documents.sheet import PrintOptions, Sheet
from app.documents.theme import MM
from tests.documents.pdf_reading import ReadPdf
from tests.documents.test_separation import seen_on_screen

COLOURS = ("#0E6068", "#F2A832", "#E7F1F0", "#804030", "#FFFFFF", "#707070")


def raster(colour: str, coding: str) -> Raster:
    rgb = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    picture = Image.new("RGB", (48, 32), rgb)
    if coding == "FlateDecode":
        return Raster("p", 48, 32, coding, zlib.compress(picture.tobytes()))
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=95)
    return Raster("p", 48, 32, coding, packed.getvalue())


@pytest.mark.parametrize("coding", ["FlateDecode", "DCTDecode"])
@pytest.mark.parametrize("colour", COLOURS)
def test_a_picture_looks_like_a_ground_of_its_colour(colour: str, coding: str):
    sheet = Sheet(60, 30, PrintOptions(colours="cmyk"))
    photo = Photo(Area(0, 0, 30 * MM, 30 * MM), raster(colour, coding))
    ground = rectangle(Area(30 * MM, 0, 30 * MM, 30 * MM), colour)
    pdf = paint_pages(sheet, DocumentFacts("Próba", "pl"), [[photo, ground]])
    assert b"/DeviceCMYK" in pdf
    assert b"/DeviceRGB" not in pdf
    read = ReadPdf(pdf)
    left, right = (read.red_green_blue(0, 72, x, 15) for x in (15, 45))
    assert max(abs(a - b) for a, b in zip(left, right, strict=True)) < 32, (left, right)


@pytest.mark.parametrize("colour", COLOURS)
def test_the_inks_of_a_picture_show_its_colour(colour: str):
    made = separated(raster(colour, "FlateDecode"))
    assert made.coding == "DCTDecode"
    inks = Image.open(io.BytesIO(made.data)).getpixel((20, 20))
    seen = seen_on_paper(tuple(share / 255 for share in inks))
    wanted = seen_on_screen(colour)
    assert max(abs(a - b) for a, b in zip(seen, wanted, strict=True)) < 8


def test_a_screens_picture_stays_as_it_is():
    sheet = Sheet(60, 30, PrintOptions())
    given = raster("#804030", "DCTDecode")
    pdf = paint_pages(
        sheet, DocumentFacts("Próba", "pl"), [[Photo(Area(0, 0, 30 * MM, 30 * MM), given)]]
    )
    assert given.data in pdf
