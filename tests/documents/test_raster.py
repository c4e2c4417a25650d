import pytest

from app.base.errors import UserError
from app.documents.centre_card import CentreCard
from app.documents.leaflet import Leaflet, draw_leaflet
from app.documents.raster import page_count, render_page


@pytest.fixture
def pdf(centre: CentreCard) -> bytes:
    return draw_leaflet(Leaflet("pl", "Pusta", {}), centre).pdf


def test_pages_are_counted(pdf: bytes):
    assert page_count(pdf) == 2


def test_a_page_has_the_size_that_its_resolution_gives(pdf: bytes):
    picture = render_page(pdf, 0, 127)  # 5 pixels a millimetre
    assert (picture.width, picture.height) == pytest.approx((1485, 1050), abs=1)
    assert picture.stride >= picture.width * 4
    assert len(picture.pixels) == picture.stride * picture.height


def test_an_empty_page_is_white(pdf: bytes):
    picture = render_page(pdf, 1, 30)
    for row in range(picture.height):
        line = picture.pixels[row * picture.stride :][: picture.width * 4]
        assert line == b"\xff" * len(line)


def test_what_is_no_pdf_is_refused():
    with pytest.raises(UserError):
        page_count(b"not a PDF")
    with pytest.raises(UserError):
        render_page(b"", 0, 72)
