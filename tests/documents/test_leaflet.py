import io
import json
from pathlib import Path

import pytest

from app.base.errors import UserError
from app.documents.blocks import (
    Bullets,
    Contact,
    Heading,
    Label,
    Logos,
    Paragraph,
    QrCode,
    Quote,
)
from app.documents.centre_card import CentreCard
from app.documents.leaflet import (
    Leaflet,
    draw_leaflet,
    leaflet_data,
    leaflet_from,
    leaflet_languages,
    ready_leaflet,
)
from app.documents.panels import Panel
from app.documents.sheet import PrintOptions
from app.documents.templates import TEMPLATES
from tests.documents.pdf_reading import ReadPdf

PANGRAM = "Zażółć gęślą jaźń"
LONG = " ".join(f"Akapit {n}: {PANGRAM}, a potem jeszcze raz od nowa." for n in range(60))
SAID_FIRST = {
    "pl": ("Dobra firma zaczyna się od ludzi", "Pięć pierwszych kroków"),
    "en": ("A good firm starts with its people", "Five first steps"),
    "uk": ("Добра фірма починається з людей", "П’ять перших кроків"),
}


def leaflet(*blocks, foot=(), panel="back", look="plain") -> Leaflet:
    return Leaflet("pl", PANGRAM, {panel: Panel(look, tuple(blocks), tuple(foot))})


def outside_safe_margin(read: ReadPdf, margin: float = 5.0) -> list[str]:
    """Return the letters that come nearer than the margin to an edge or a fold."""
    lost = []
    for page, places in enumerate(TEMPLATES["trifold"].pages):
        for letter, (left, bottom, right, top) in read.letters(page):
            fits = any(
                place.x_mm + margin <= left + 0.05
                and right - 0.05 <= place.x_mm + place.width_mm - margin
                for place in places
            )
            if not fits or bottom + 0.05 < margin or top - 0.05 > 210 - margin:
                lost.append(letter)
    return lost


def test_polish_letters_come_back_from_every_kind_of_text(centre: CentreCard):
    styles = "**Zażółć** *gęślą* ***jaźń***"
    drawn = draw_leaflet(
        leaflet(
            Heading(PANGRAM), Paragraph(styles), Bullets((PANGRAM,)), Quote(PANGRAM), Label(PANGRAM)
        ),
        centre,
    )
    text = ReadPdf(drawn.pdf).text(0)
    assert text.count(PANGRAM) == 4
    assert PANGRAM.upper() in text
    assert drawn.missing_letters == ""


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_our_own_text_fits_reads_back_and_says_its_language(language: str, centre: CentreCard):
    drawn = draw_leaflet(ready_leaflet("trifold", language), centre)
    read = ReadPdf(drawn.pdf)
    assert drawn.fits
    assert drawn.pages == 2
    assert drawn.missing_letters == ""
    assert read.language() == language
    assert read.title() == SAID_FIRST[language][0]
    assert SAID_FIRST[language][0] in read.text(0)
    assert SAID_FIRST[language][1] in read.text(1)
    assert "19-300 Ełk" in read.text(0)
    assert outside_safe_margin(read) == []


def test_our_texts_exist_in_polish_english_and_ukrainian():
    assert leaflet_languages() == ("pl", "en", "uk")


def test_the_row_of_logos_names_the_european_union(centre: CentreCard):
    text = ReadPdf(draw_leaflet(ready_leaflet(), centre).pdf).text(0)
    assert "Dofinansowane przez Unię Europejską" in text


def test_all_fonts_are_embedded(centre: CentreCard):
    fonts = ReadPdf(draw_leaflet(ready_leaflet(), centre).pdf).fonts()
    assert len(fonts) >= 4
    assert all(fonts.values())
    assert all("SourceSans" in name for name in fonts)


def test_the_code_on_the_back_gives_the_centres_card(centre: CentreCard):
    codes = ReadPdf(draw_leaflet(ready_leaflet(), centre).pdf).codes(0)
    assert codes == [centre.vcard()]
    assert "FN:Centrum CSR w Ełku" in codes[0]


def test_a_code_may_be_a_link(centre: CentreCard):
    link = "https://centrum-csr.example/elk"
    drawn = draw_leaflet(leaflet(QrCode(link, "Zajrzyj"), look="tint"), centre)
    assert ReadPdf(drawn.pdf).codes(0) == [link]


def test_text_too_long_is_reported_marked_and_kept_off_the_edge(centre: CentreCard):
    drawn = draw_leaflet(leaflet(Heading("Za długo"), Paragraph(LONG)), centre)
    assert not drawn.fits
    [over] = drawn.overfull
    assert over.panel == "back"
    assert over.lines_over > 10
    # Paragraphs are set with 14 points a line.
    assert over.mm_over == pytest.approx(over.lines_over * 14 / 72 * 25.4, abs=5.0)
    read = ReadPdf(drawn.pdf)
    assert f"+{over.lines_over} ↓" in read.text(0)
    assert outside_safe_margin(read) == []


def test_one_line_less_than_reported_still_does_not_fit(centre: CentreCard):
    lines = ["Wiersz"] * 60
    over = draw_leaflet(leaflet(Paragraph("\n".join(lines))), centre).overfull[0].lines_over
    fits = draw_leaflet(leaflet(Paragraph("\n".join(lines[over:]))), centre)
    assert fits.fits
    assert not draw_leaflet(leaflet(Paragraph("\n".join(lines[over - 1 :]))), centre).fits


def test_a_foot_too_high_is_reported_as_well(centre: CentreCard):
    drawn = draw_leaflet(leaflet(foot=(Paragraph(LONG),)), centre)
    assert drawn.overfull[0].lines_over > 10
    assert outside_safe_margin(ReadPdf(drawn.pdf)) == []


def test_a_word_without_end_stays_in_its_panel(centre: CentreCard):
    endless = "Konstantynopolitańczykowianeczka" * 8
    for block in (Paragraph(endless), Bullets((endless,)), Heading(endless, 1)):
        drawn = draw_leaflet(leaflet(block), centre)
        assert outside_safe_margin(ReadPdf(drawn.pdf)) == []


def test_letters_that_the_typeface_lacks_are_named(centre: CentreCard):
    assert draw_leaflet(leaflet(Paragraph("Uśmiech 🙂 i 中")), centre).missing_letters == "中🙂"


def test_what_the_centre_does_not_give_is_left_out():
    drawn = draw_leaflet(leaflet(Contact()), CentreCard("Centrum *CSR* [Ełk]", phone="87 555"))
    text = ReadPdf(drawn.pdf).text(0).strip()
    assert text == "Centrum *CSR* [Ełk] 87 555"


def test_the_centres_name_stands_where_the_text_asks_for_it(centre: CentreCard):
    drawn = draw_leaflet(leaflet(Paragraph("Zaprasza {centre}.")), centre)
    assert "Zaprasza Centrum CSR w Ełku." in ReadPdf(drawn.pdf).text(0)


def test_plain_data_and_back_is_the_same_leaflet():
    for language in leaflet_languages():
        told = ready_leaflet("trifold", language)
        assert leaflet_from(json.loads(json.dumps(leaflet_data(told)))) == told


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"language": "pl", "title": "x", "panels": []},
        {"language": "pl", "title": "x", "panels": {"back": {"blocks": [{"kind": "film"}]}}},
        {"language": "pl", "title": "x", "panels": {"back": {"blocks": [{"kind": "quote"}]}}},
    ],
)
def test_what_is_no_leaflet_is_refused(data):
    with pytest.raises(UserError):
        leaflet_from(data)


@pytest.mark.parametrize("change", [{"template": "napkin"}, {"design": "none"}])
def test_unknown_template_and_design_are_refused(change, centre: CentreCard):
    with pytest.raises(UserError):
        draw_leaflet(leaflet_from(leaflet_data(ready_leaflet()) | change), centre)


def test_an_unknown_look_and_language_are_refused(centre: CentreCard):
    with pytest.raises(UserError):
        draw_leaflet(leaflet(look="velvet"), centre)
    with pytest.raises(UserError):
        ready_leaflet("trifold", "fi")


def test_a_logo_row_without_room_is_refused(centre: CentreCard):
    with pytest.raises(UserError):
        draw_leaflet(leaflet(foot=(Logos(),)), centre, PrintOptions(safe_mm=25))


def test_the_same_bytes_go_to_a_file_or_a_stream(centre: CentreCard, tmp_path: Path):
    stream = io.BytesIO()
    drawn = draw_leaflet(leaflet(Label(PANGRAM)), centre, to=stream)
    assert stream.getvalue() == drawn.pdf
    path = tmp_path / "Żółć – ąę.pdf"
    drawn = draw_leaflet(leaflet(Label(PANGRAM)), centre, to=path)
    assert path.read_bytes() == drawn.pdf
