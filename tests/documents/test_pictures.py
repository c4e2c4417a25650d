"""Attached pictures in a leaflet: their proportions, fineness, missing files, cost."""

import hashlib
import io
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from app.documents.blocks import Paragraph, Picture
from app.documents.centre_card import CentreCard
from app.documents.leaflet import Leaflet, draw_leaflet
from app.documents.panels import Panel
from app.documents.pictures import pixels_of, raster_of
from app.documents.sheet import PrintOptions
from tests.documents.pdf_reading import MM, ReadPdf

ALT = "Zażółć gęślą jaźń: zespół przy stole"


def saved(folder: Path, picture: Image.Image, kind: str = "JPEG", **more) -> tuple[str, Path]:
    packed = io.BytesIO()
    picture.save(packed, kind, **more)
    name = hashlib.sha256(packed.getvalue()).hexdigest()
    file = folder / name
    file.write_bytes(packed.getvalue())
    return name, file


@pytest.fixture
def photo(tmp_path: Path) -> tuple[str, Path]:
    return saved(tmp_path, Image.effect_noise((1800, 1200), 60).convert("RGB"))


def draw(centre: CentreCard, *blocks, files=(), panel="back", **options):
    content = Leaflet("pl", "Obraz", {panel: Panel("plain", tuple(blocks))})
    return draw_leaflet(content, centre, PrintOptions(**options), pictures=dict(files))


def placed(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Return the boxes of the pictures on a page, in millimetres: left, bottom, right, top."""
    opened = pypdfium2.PdfDocument(pdf)[page]
    left, bottom, _right, _top = opened.get_trimbox()
    boxes = []
    for thing in opened.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        box = thing.get_bounds()
        boxes.append(tuple((n - (bottom if i % 2 else left)) / MM for i, n in enumerate(box)))
    return boxes


@pytest.mark.parametrize(("size", "width"), [("full", 82), ("half", 82 / 2 - 4 / MM)])
def test_a_picture_keeps_its_proportions_and_tells_its_fineness(
    size: str, width: float, photo, centre: CentreCard
):
    name, _file = photo
    drawn = draw(centre, Picture(name, ALT, size=size), files=[photo])
    [box] = placed(drawn.pdf)
    assert box[2] - box[0] == pytest.approx(width, abs=0.1)
    assert (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(1.5, abs=0.01)
    assert box[0] == pytest.approx(97 + 9, abs=0.1)
    [report] = drawn.pictures
    assert (report.picture, report.panel, report.missing) == (name, "back", False)
    assert report.dpi == pytest.approx(1800 / width * 25.4, abs=1)


def test_a_band_runs_from_edge_to_edge_and_into_the_bleed(photo, centre: CentreCard):
    name, _file = photo
    block = Picture(name, ALT, size="band")
    [within] = placed(draw(centre, block, files=[photo]).pdf)
    assert within[0] == pytest.approx(97, abs=0.1)
    assert within[2] >= 197 - 0.1
    plain = draw(centre, block, Paragraph("Niżej"), files=[photo], panel="flap")
    bled = draw(centre, block, Paragraph("Niżej"), files=[photo], panel="flap", bleed_mm=3)
    [box] = placed(bled.pdf)
    assert box[0] <= -2.95
    # The bleed moves no word.
    letters = zip(ReadPdf(plain.pdf).letters(0), ReadPdf(bled.pdf).letters(0), strict=True)
    assert all(one[1] == pytest.approx(other[1], abs=0.1) for one, other in letters)


def test_a_tall_picture_leaves_room_for_words(tmp_path: Path, centre: CentreCard):
    tall = saved(tmp_path, Image.effect_noise((400, 2000), 60).convert("RGB"))
    drawn = draw(centre, Picture(tall[0]), Paragraph("Pod obrazem"), files=[tall])
    assert drawn.fits
    [box] = placed(drawn.pdf)
    assert (box[3] - box[1]) / (box[2] - box[0]) == pytest.approx(5, abs=0.05)


def test_a_picture_that_is_not_here_is_a_box_that_says_what_it_shows(
    tmp_path: Path, centre: CentreCard
):
    broken = tmp_path / "broken"
    broken.write_bytes(b"no picture")
    for files in ((), [("ab" * 32, tmp_path / "nowhere")], [("ab" * 32, broken)]):
        drawn = draw(centre, Picture("ab" * 32, ALT), files=files)
        assert ALT in ReadPdf(drawn.pdf).text(0)
        assert [(report.missing, report.dpi) for report in drawn.pictures] == [(True, 0)]


def test_a_picture_that_arrives_later_is_shown(photo, centre: CentreCard):
    block = Picture(photo[0], ALT)
    assert draw(centre, block).pictures[0].missing
    assert not draw(centre, block, files=[photo]).pictures[0].missing


def test_a_listener_is_told_what_is_seen(photo, centre: CentreCard):
    drawn = draw(centre, Picture(photo[0], ALT, caption="Podpis pod obrazem"), files=[photo])
    heard = ReadPdf(drawn.pdf).heard(0)
    assert ("Figure", ALT) in heard
    assert ("Caption", "") in heard
    assert "Podpis pod obrazem" in ReadPdf(drawn.pdf).text(0)


def test_a_camera_picture_is_made_small_once(tmp_path: Path, centre: CentreCard):
    name, file = saved(tmp_path, Image.radial_gradient("L").resize((5000, 4000)).convert("RGB"))
    first = raster_of(name, file, 968)
    assert first is not None
    assert (first.width, first.height) == (968, 774)
    file.unlink()
    assert raster_of(name, file, 968) is first
    assert len(first.data) < 400_000


def test_a_picture_taken_upright_stands_upright(tmp_path: Path):
    exif = Image.Exif()
    exif[0x0112] = 6
    name, file = saved(tmp_path, Image.new("RGB", (300, 200), "#336699"), exif=exif)
    assert pixels_of(name, file) == (200, 300)
    raster = raster_of(name, file, 1000)
    assert raster is not None
    assert (raster.width, raster.height) == (200, 300)


def test_what_is_transparent_is_white_and_few_colours_lose_nothing(tmp_path: Path, centre):
    drawing = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    drawing.paste((200, 30, 60, 255), (0, 0, 200, 200))
    kept = saved(tmp_path, drawing, "PNG")
    raster = raster_of(*kept, 400)
    assert raster is not None
    assert raster.coding == "FlateDecode"
    read = ReadPdf(draw(centre, Picture(kept[0]), files=[kept]).pdf)
    assert read.red_green_blue(0, 150, 97 + 9 + 20, 9 + 15) == bytes((200, 30, 60))
    assert read.red_green_blue(0, 150, 97 + 9 + 65, 9 + 15) == b"\xff\xff\xff"
