import pytest
from pyzbar.pyzbar import decode

from app.base.errors import UserError
from app.documents.ink import Shape
from app.documents.pages import DocumentFacts, paint_pages
from app.documents.qr import qr_ink, quiet_zone
from app.documents.raster import render_page
from app.documents.sheet import PrintOptions, Sheet


@pytest.mark.parametrize(
    "text", ["https://centrum-csr.example", "Zażółć gęślą jaźń", "Їжак", "1" * 600]
)
def test_a_code_reads_back(text: str):
    sheet = Sheet(60, 60, PrintOptions())
    pdf = paint_pages(sheet, DocumentFacts("Kod", "pl"), [qr_ink(text, 20, 20, 130)])
    picture = render_page(pdf, 0, 300)
    [code] = decode((picture.pixels[::4], picture.stride // 4, picture.height))
    assert code.data.decode() == text


def test_four_modules_round_the_code_stay_light():
    ground, dark = qr_ink("Ełk", 10, 20, 100)
    assert isinstance(ground, Shape)
    assert isinstance(dark, Shape)
    xs = [x for _, numbers in dark.segments for x in numbers[::2]]
    ys = [y for _, numbers in dark.segments for y in numbers[1::2]]
    quiet = quiet_zone("Ełk", 100)
    assert (min(xs), max(xs)) == pytest.approx((10 + quiet, 110 - quiet))
    assert (min(ys), max(ys)) == pytest.approx((20 + quiet, 120 - quiet))
    module = (100 - 2 * quiet) / 21  # a code of version 1 has 21 modules
    assert quiet == pytest.approx(4 * module)


def test_more_text_than_a_code_holds_is_refused():
    with pytest.raises(UserError):
        qr_ink("ż" * 3000, 0, 0, 100)
