"""A Centre's leaflet: its own data and texts on paper, its print run in stock."""

import pytest

from app.base.errors import UserError
from app.services import enrolment, leaflets, printing, stock
from app.services.leaflets import Order, PrintOptions
from app.store.database import Database
from tests.documents.pdf_reading import ReadPdf


@pytest.fixture(scope="module")
def network(tmp_path_factory) -> Database:
    store = enrolment.set_up_office(tmp_path_factory.mktemp("leaflets") / "office", "Sieć")
    yield store
    store.close()


def draw(network, **order):
    return network.read(leaflets.draw, Order(**order), PrintOptions())


def test_a_leaflet_carries_the_centres_own_data(network):
    drawn = draw(network, centre="C16")
    text = "".join(ReadPdf(drawn.pdf).text(page) for page in range(drawn.pages))
    assert drawn.pages == 2
    assert drawn.notes == ()
    assert "Pisz" in text


def test_own_texts_take_the_place_of_the_templates(network):
    drawn = draw(
        network,
        centre="C16",
        headline="Zażółć gęślą jaźń",
        introduction="Własny wstęp.",
        link="https://example.org/x",
    )
    paper = ReadPdf(drawn.pdf)
    assert "Zażółć" in paper.text(0)
    assert "Własny wstęp." in paper.text(1)
    assert "https://example.org/x" in paper.codes(0)


def test_too_long_a_text_is_told(network):
    drawn = draw(network, centre="C16", introduction="Bardzo długi wstęp. " * 200)
    assert any("too long" in note for note in drawn.notes)


def test_an_unknown_centre_names_the_known_ones(network):
    with pytest.raises(UserError, match="C16"):
        draw(network, centre="nowhere")


def test_a_print_run_is_booked_into_stock(network):
    material = network.read(leaflets.printable_materials)[0]
    centre = network.read(leaflets.centre_of, "C16")
    network.write(leaflets.book_print_run, material.id, centre.id, 250, label="Print")
    assert network.read(stock.quantity, material.id, centre.id) == 250
    with pytest.raises(UserError, match="one copy"):
        network.write(leaflets.book_print_run, material.id, centre.id, 0, label="Print")


def test_a_pdf_goes_to_a_folder_that_is_made(network, tmp_path):
    file = tmp_path / "Żółć" / "ulotka.pdf"
    printing.save_pdf(draw(network, centre="C16"), file)
    assert file.read_bytes().startswith(b"%PDF")


def test_a_leaflet_says_how_its_sheet_is_printed(network):
    drawn = network.read(leaflets.draw, Order(centre="C16"), PrintOptions(rotate_back=True))
    assert (drawn.landscape, drawn.sides, drawn.per_sheet) == (True, "two-sided-short-edge", 1)
    assert drawn.turned
    flipped = network.read(leaflets.draw, Order(centre="C16"), PrintOptions(flip="long-edge"))
    assert (flipped.sides, flipped.turned) == ("two-sided-long-edge", False)
