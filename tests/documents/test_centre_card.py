from app.documents.centre_card import CentreCard


def test_lines_that_can_be_opened_have_links(centre: CentreCard):
    links = {icon: link for icon, _, link in centre.lines()}
    assert links == {
        "pin": "",
        "phone": "tel:+48875550123",
        "mail": "mailto:elk@centrum-csr.example",
        "globe": "https://centrum-csr.example/elk",
        "clock": "",
    }


def test_of_two_phones_the_first_is_called():
    card = CentreCard("Centrum", phone="87 555 01 23, 87 555 01 24")
    assert [link for *_, link in card.lines()] == ["tel:875550123"]


def test_a_website_with_its_scheme_keeps_it():
    card = CentreCard("Centrum", www="http://csr.example/")
    assert card.link == "http://csr.example/"


def test_empty_fields_say_nothing():
    card = CentreCard("Centrum CSR")
    assert list(card.lines()) == []
    assert [line.partition(":")[0] for line in card.vcard().split()] == [
        "BEGIN", "VERSION", "N", "CSR", "FN", "CSR", "ORG", "CSR", "END",
    ]  # fmt: skip


def test_the_address_is_taken_apart_for_the_phones_contacts(centre: CentreCard):
    assert "ADR:;;ul. Żółwia 12;Ełk;;19-300;" in centre.vcard()


def test_an_address_of_another_form_stays_in_one_piece():
    assert "ADR:;;Ratusz;;;;" in CentreCard("Centrum", address="Ratusz").vcard()
