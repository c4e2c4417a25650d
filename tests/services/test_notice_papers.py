"""Letters with the notice of Art. 14, drawn from records: addresses, sources, who is left out."""

import pytest

from app.base.errors import UserError
from app.base.i18n import speaking
from app.documents.raster import page_count
from app.model.site import Site
from app.services import companies, notice_papers, records
from tests.documents.pdf_reading import ReadPdf


@pytest.fixture
def trader(save):
    """Return a function that saves a sole trader and returns its id."""

    def make(name, **values):
        known = {"kind": "sole_trader", "county": "2816", "town": "Pisz", "address": "ul. Leśna 3"}
        return save(companies.save, name=name, **{**known, **values}).id

    return make


def test_the_letter_says_where_the_data_are_from(db, trader):
    firm = trader("Jan Kowalski Stolarz", source="CEIDG")
    said = ReadPdf(db.read(notice_papers.letter, firm).pdf).text(0)
    for words in ("Jan Kowalski Stolarz", "ul. Leśna 3 Pisz", "We have them from: CEIDG."):
        assert words in said


def test_the_postcode_is_that_of_the_main_site_in_the_same_town(db, save, trader):
    firm, moved = trader("Kowal"), trader("Tokarz", town="Orzysz")
    for company in (firm, moved):
        site = records.new(Site, company=company, town="Pisz", postcode="12-200", main=True)
        save(records.save, site)
    said = [ReadPdf(db.read(notice_papers.letter, one).pdf).text(0) for one in (firm, moved)]
    assert "ul. Leśna 3 12-200 Pisz" in said[0]
    assert "ul. Leśna 3 Orzysz" in said[1]


def test_many_letters_are_one_file_in_the_order_asked_for(db, trader):
    ids = [trader(f"Firma {n}") for n in range(3)]
    made = db.read(notice_papers.letters, (ids[2], ids[0], ids[1]))
    read = ReadPdf(made.pdf)
    assert page_count(made.pdf) == made.pages == 3
    assert [f"Firma {n}" in read.text(page) for page, n in enumerate((2, 0, 1))] == [True] * 3
    assert made.notes == ()


def test_who_has_no_address_is_left_out_and_said(db, trader):
    ids = [trader("Z adresem"), *(trader(f"Bez {n}", address=None) for n in range(7))]
    with speaking("uk"):
        made = db.read(notice_papers.letters, ids)
    assert made.pages == 1
    assert made.notes == (
        "No address, so no letter: Bez 0, Bez 1, Bez 2, Bez 3, Bez 4 and 2 more.",
    )
    assert db.read(notice_papers.addressed, ids) == ids[:1]
    with pytest.raises(UserError, match="has an address"):
        db.read(notice_papers.letters, ids[1:])
