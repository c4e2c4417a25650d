"""Every paper: fonts, letters, margins, codes, tags, pages; with the names that break layouts."""

import re
import shutil
import subprocess

import pytest

from app.base import i18n
from app.documents.raster import page_count
from tests.documents import sample_papers
from tests.documents.pdf_reading import ReadPdf
from tests.documents.sample_papers import CODE, NAMES, PANGRAM, PAPERS

MARGIN_MM = 4.0
LOGOS = "Dofinansowane przez Unię Europejską"


@pytest.fixture(autouse=True)
def _polish():
    i18n.set_language("pl")
    yield
    i18n.set_language("en")


def whole_text(pdf: bytes) -> str:
    read = ReadPdf(pdf)
    return " ".join(read.text(page) for page in range(page_count(pdf)))


@pytest.mark.parametrize("name", PAPERS)
def test_letters_come_back_and_fonts_are_embedded(name):
    drawn = PAPERS[name]()
    assert PANGRAM in whole_text(drawn.pdf)
    assert drawn.missing_letters == ""
    fonts = ReadPdf(drawn.pdf).fonts()
    assert fonts
    assert all(fonts.values())
    assert all("SourceSans" in font for font in fonts)


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_stands_in_the_margin(name):
    drawn = PAPERS[name]()
    read = ReadPdf(drawn.pdf)
    for page in range(drawn.pages):
        _left, _bottom, width, height = read.boxes(page)["trim"]
        assert sorted((round(width), round(height))) == [210, 297]
        for letter, (left, bottom, right, top) in read.letters(page):
            assert left >= MARGIN_MM, (letter, page)
            assert bottom >= MARGIN_MM, (letter, page)
            assert right <= width - MARGIN_MM, (letter, page)
            assert top <= height - MARGIN_MM, (letter, page)


@pytest.mark.parametrize("name", PAPERS)
def test_the_file_says_its_title_and_language_and_is_tagged(name):
    pdf = PAPERS[name]().pdf
    read = ReadPdf(pdf)
    assert read.title()
    assert read.outline()
    assert read.language() == "pl"
    assert b"/StructTreeRoot" in pdf
    assert b"/Marked true" in pdf


@pytest.mark.parametrize("name", ["attendance-list", "hours", "visit-sheet", "event-report"])
def test_each_page_says_which_of_how_many_it_is(name):
    drawn = PAPERS[name]()
    found = re.findall(r"strona (\d+) z (\d+)", whole_text(drawn.pdf))
    assert len(found) == drawn.pages
    assert all(1 <= int(page) <= int(of) for page, of in found)


@pytest.mark.parametrize(
    "name", ["attendance-list", "certificates", "event-report", "participants", "letter"]
)
def test_the_logo_row_stands_where_the_marking_rules_name_it(name):
    drawn = PAPERS[name]()
    read = ReadPdf(drawn.pdf)
    assert all(LOGOS in read.text(page) for page in range(drawn.pages))


def test_the_attendance_list_has_the_apps_numbers_and_blank_lines():
    text = whole_text(sample_papers.sign_in(5).pdf)
    for number in range(1, 12):
        assert f" {number} " in text
    for name in NAMES[:4]:
        assert name in text
    assert "Lista obecności".upper() in text


@pytest.mark.parametrize("count", [0, 1, 200])
def test_an_attendance_list_of_any_length_loses_nobody(count):
    drawn = sample_papers.sign_in(count, 3)
    text = whole_text(drawn.pdf)
    assert all(f" {number} " in text for number in range(1, count + 7))
    assert drawn.pages - 1 <= text.count("Imię i nazwisko") <= drawn.pages


def test_very_many_sessions_go_into_tables_one_below_another():
    text = whole_text(sample_papers.sign_in(3, 20).pdf)
    assert text.count("Imię i nazwisko") >= 3
    assert "20.12.2026" in text


def test_a_name_of_250_letters_is_whole():
    for name in ("attendance-list", "certificates", "badges-2x5", "badges-3x7", "participants"):
        letters = re.sub(r"[^A]", "", whole_text(PAPERS[name]().pdf))
        assert letters.count("A") >= 250, name


def test_a_duplicate_certificate_says_so_and_an_original_does_not():
    read = ReadPdf(sample_papers.certificates(2).pdf)
    assert "Duplikat wydruk ponowny 27.11.2026" in read.text(0)
    assert "Duplikat" not in read.text(1)
    assert "EL/2026/7K3QX/002" in read.text(1)


def test_eighty_certificates_are_one_file_that_keeps_its_logos_once():
    few, many = sample_papers.certificates(8), sample_papers.certificates(80)
    assert many.pages == 80
    assert len(many.pdf) < len(few.pdf) + 72 * 5_500


@pytest.mark.parametrize("labels", ["2x5", "3x7"])
def test_every_badge_gives_its_code_back(labels):
    drawn = sample_papers.badges(labels)
    assert ReadPdf(drawn.pdf).codes(0) == [CODE] * len(NAMES)


@pytest.mark.parametrize("labels", ["2x5", "3x7"])
def test_badges_stand_within_their_labels(labels):
    from app.documents.badges import LABELS
    from app.documents.theme import MM

    sheet = LABELS[labels]
    areas = [sheet.area(place).inset(2 * MM) for place in range(sheet.count)]
    for letter, (left, bottom, right, top) in ReadPdf(sample_papers.badges(labels).pdf).letters(0):
        inside = [
            area
            for area in areas
            if area.x <= left * MM
            and right * MM <= area.right
            and area.y <= (297 - top) * MM
            and (297 - bottom) * MM <= area.bottom
        ]
        assert inside, letter


@pytest.mark.parametrize("labels", ["2x5", "3x7"])
def test_nothing_on_a_badge_stands_on_something_else(labels):
    boxes = [box for _letter, box in ReadPdf(sample_papers.badges(labels).pdf).letters(0)]
    for n, (left, bottom, right, top) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            across = min(right, other[2]) - max(left, other[0])
            down = min(top, other[3]) - max(bottom, other[1])
            assert across < 0.3 or down < 0.3


def test_a_second_sheet_begins_when_labels_are_gone_from_the_first():
    from app.documents.badges import Badge, BadgeSheet, draw_badges

    some = tuple(Badge(f"Osoba {n}") for n in range(3))
    drawn = draw_badges(BadgeSheet("T", sample_papers.CENTRE, some, "2x5", skipped=9))
    assert drawn.pages == 2
    assert "Osoba 0" in ReadPdf(drawn.pdf).text(0)
    assert "Osoba 1" in ReadPdf(drawn.pdf).text(1)


def test_every_slip_gives_its_number_back():
    read = ReadPdf(sample_papers.slips(12).pdf)
    codes = [*read.codes(0), *read.codes(1)]
    assert sorted(codes) == [f"#{104_217 + n}" for n in range(12)]
    assert all(f"№ {code[1:]}" in read.text(0) + read.text(1) for code in codes)


def test_a_slip_says_when_it_was_printed_however_long_the_event_is_called():
    from app.documents.slips import SlipSheet, draw_slips

    sheet = SlipSheet("Szkolenie " * 20, sample_papers.CENTRE, ("104217",), (), "", "druk 26.11.26")
    assert "… · druk 26.11.26" in ReadPdf(draw_slips(sheet).pdf).text(0)


def test_the_address_stands_in_the_window_of_a_c6_5_envelope():
    """DIN 5008, form B: 20 mm from the left, 45 mm from the top, 85 by 45 mm."""
    letters = ReadPdf(sample_papers.letter().pdf).letters(0)
    shown = [
        letter
        for letter, (left, bottom, right, top) in letters
        if left >= 20 and right <= 105 and 297 - top >= 45 and 297 - bottom <= 90
    ]
    said = "".join(shown)
    for words in ("Konstantynopolitańczykowianeczka", "ul.Leśna7", "12-200Pisz"):
        assert words in said


def test_a_box_says_its_material_from_afar_and_by_code():
    read = ReadPdf(sample_papers.box().pdf)
    assert read.codes(0) == ["U1-PL"] * 4


def test_the_outline_leads_to_the_sections():
    titles = [title for title, _page in ReadPdf(PAPERS["event-report"]().pdf).outline()]
    assert titles[0] == sample_papers.TITLE
    assert "Sesje" in titles


@pytest.mark.parametrize("name", PAPERS)
def test_other_readers_find_nothing_wrong(name, tmp_path):
    """Qpdf checks the file, poppler reads its tags; where neither is installed, PDFium opens it."""
    drawn = PAPERS[name]()
    file = tmp_path / "paper.pdf"
    file.write_bytes(drawn.pdf)
    assert page_count(drawn.pdf) == drawn.pages
    if shutil.which("qpdf"):
        checked = subprocess.run(
            ["qpdf", "--check", str(file)], capture_output=True, text=True, check=False
        )
        assert (checked.returncode, checked.stderr) == (0, "")
    if shutil.which("pdfinfo"):
        told = subprocess.run(
            ["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True
        )
        assert "Document" in told.stdout
        assert told.stderr == ""


def test_a_listener_hears_headings_tables_and_what_the_charts_say(tmp_path):
    pdf = PAPERS["event-report"]().pdf
    for role in (b"/S /H1", b"/S /H2", b"/S /Table", b"/S /TH", b"/S /TD", b"/S /Figure", b"/Alt"):
        assert role in pdf, role


@pytest.mark.parametrize("labels", ["2x5", "3x7"])
def test_the_outline_leads_to_each_badge(labels):
    read = ReadPdf(sample_papers.badges(labels).pdf)
    marks = read.outline()[1:]
    assert [name for name, _page in marks] == list(NAMES)
    for name, page in marks:
        assert name.split()[0][:5] in read.text(page)


def test_the_outline_leads_to_each_slip_by_its_number():
    read = ReadPdf(sample_papers.slips(12).pdf)
    marks = read.outline()[1:]
    assert len(marks) == 12
    assert [page for _name, page in marks] == [0] * 8 + [1] * 4
    assert all(name in read.text(page) for name, page in marks)
