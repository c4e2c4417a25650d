"""Materials by keyboard: the stock is found, copies come and go, a recount shows its difference."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.model.centre import Centre
from app.model.material import Material
from app.services import exchange, material_lists, materials, records, stock
from app.ui import checks
from app.ui.action_row import ActionList
from app.ui.every_page import PAGES
from app.ui.main_window import MainWindow
from app.ui.pages.materials_forms import Deed
from app.ui.table import TableView
from tests.ui.conftest import CENTRE
from tests.ui.pages.conftest import Keys

CTRL_ENTER = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
OTHER = "018f0000-0000-7000-8000-000000000003"


@pytest.fixture
def other(context):
    def deed(session):
        own = records.get(session, Centre, CENTRE)
        own.code, own.county = "PIS", "2816"
        name = "Centrum CSR w Ełku"
        records.save(session, Centre(id=OTHER, code="ELK", name=name, kind="county", county="2805"))

    context.write(deed, label="Another Centre")


@pytest.fixture
def page(qtbot, other, leaflet, context, monkeypatch):
    monkeypatch.setattr(exchange, "summary", lambda _database: "everything handed over")
    made = MainWindow(context, None, [one for one in PAGES if one.name in ("materials", "visits")])
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.go("materials", leaflet)
    QApplication.processEvents()
    made.page.table.setFocus()
    return made.page


@pytest.fixture
def keys(qtbot, page):
    return Keys(qtbot, page)


def left(context, leaflet, centre=CENTRE):
    return context.read(stock.quantity, leaflet, centre)


def words_of(page):
    return [one.text() for one in page.card.currentWidget().findChildren(QLabel)]


def test_the_list_shows_name_stock_and_code_of_the_own_centre(page, leaflet):
    assert page.place == CENTRE
    assert [page.table.rows.text_at(0, place) for place in range(4)] == [
        "Ulotka CSR",
        "100",
        "",
        "U1",
    ]
    assert "100" in words_of(page)


def test_copies_are_handed_out_by_a_key_and_a_number(page, keys, context, leaflet):
    keys("h", "95")
    assert "below the minimum of 10" in page._move_panel.outcome.words
    keys(CTRL_ENTER)

    assert left(context, leaflet) == 5
    assert page.table.rows.text_at(0, 2) == "Too few"
    assert "Below minimum" in words_of(page)
    assert page.table.hasFocus()
    context.undo()
    assert left(context, leaflet) == 100
    assert page.table.rows.text_at(0, 1) == "100"


def test_more_than_there_is_is_flagged_and_not_refused(page, keys, context, leaflet):
    keys("h", "130")
    assert "below zero" in page._move_panel.outcome.words
    keys(CTRL_ENTER)

    assert left(context, leaflet) == -30
    assert page.table.rows.text_at(0, 2) == "Recount needed"


def test_a_delivery_is_received_with_a_note(page, keys, context, leaflet):
    keys("r", "250", Qt.Key.Key_Tab, "WZ 12", CTRL_ENTER)

    assert left(context, leaflet) == 350
    assert context.read(stock.ledger, leaflet, CENTRE)[0].reason == "WZ 12"


def test_a_second_press_of_save_books_nothing_more(page, keys, context, leaflet):
    keys("h", "10")
    page._move_panel.save()
    page._move_panel.save()

    assert left(context, leaflet) == 90


def test_nothing_typed_is_said_under_the_number(page, keys, context, leaflet):
    keys("h", CTRL_ENTER)
    assert page._move_panel.form.boxes["quantity"].problem
    keys("-4", CTRL_ENTER)

    assert page._move_panel.form.boxes["quantity"].problem == "A quantity is at least one."
    assert left(context, leaflet) == 100


def test_a_loss_needs_words(page, keys, context, leaflet):
    keys("l", "7", CTRL_ENTER)
    assert left(context, leaflet) == 100
    assert page._move_panel.form.boxes["reason"].problem
    keys("Wet", CTRL_ENTER)

    assert left(context, leaflet) == 93


def test_a_transfer_needs_another_centre_and_shows_in_both(page, keys, context, leaflet):
    keys("t", "30", CTRL_ENTER)
    assert page._move_panel.form.boxes["to_centre"].problem
    keys("elk", Qt.Key.Key_Return, CTRL_ENTER)

    assert (left(context, leaflet), left(context, leaflet, OTHER)) == (70, 30)
    (listed,) = page.card.currentWidget().findChildren(ActionList)
    assert [(one.line.title, one.line.aside) for one in listed.rows] == [
        ("Centrum CSR w Ełku", "30"),
        ("Centrum CSR w Piszu", "70"),
    ]


def test_a_recount_shows_its_difference_before_it_is_saved(page, keys, context, leaflet):
    keys("c", "88")
    assert page._move_panel.outcome.words == "Fewer than in the books: 12 copies."
    assert left(context, leaflet) == 100
    keys(CTRL_ENTER)

    assert left(context, leaflet) == 88
    (move, _first) = context.read(stock.ledger, leaflet, CENTRE)
    assert (move.kind, move.change, move.balance) == ("count", -12, 88)


def test_a_recount_to_nothing_is_a_count_too(page, keys, context, leaflet):
    keys("c", CTRL_ENTER)
    assert page._move_panel.counted.problem
    keys("0", CTRL_ENTER)

    assert left(context, leaflet) == 0


def test_a_recount_that_fits_writes_nothing(page, keys, context, leaflet):
    keys("c", "100", CTRL_ENTER)

    assert not page.is_editing
    assert len(context.read(stock.ledger, leaflet, CENTRE)) == 1


def test_what_was_counted_outlives_leaving(page, keys, context, leaflet):
    keys("c", "88", Qt.Key.Key_Escape)
    assert not page.is_editing
    keys("c")
    assert page._move_panel.counted.value() == 88
    assert page._move_panel.outcome.words == "Fewer than in the books: 12 copies."
    keys(CTRL_ENTER)

    assert left(context, leaflet) == 88


def test_the_difference_follows_what_comes_meanwhile(page, keys, context, leaflet):
    keys("c", "88")
    context.write(materials.hand_out, leaflet, CENTRE, 12, label="Elsewhere")

    assert page._move_panel.outcome.words == "The count fits the stock."


def test_a_chosen_centre_shows_its_own_stock(page, context, leaflet):
    context.write(materials.receive, leaflet, OTHER, 4, label="Came")
    page.place_box.setCurrentIndex(0)
    assert page.table.rows.text_at(0, 1) == "104"
    assert page.table.rows.text_at(0, 2) == "Too few: 1"
    assert page.card.currentWidget().findChild(TableView) is not None
    page.choose_place(OTHER)

    assert page.table.rows.text_at(0, 1) == "4"
    page.book(Deed.RECEIVE)
    assert page.is_editing


def test_without_a_centre_nothing_is_booked(page, context):
    said = []
    context.said.connect(lambda words, _undo: said.append(words))
    page.place_box.setCurrentIndex(0)
    page.book(Deed.HAND_OUT)

    assert not page.is_editing
    assert said == ["Choose a Centre first."]


def test_only_those_running_short_are_listed_and_sorted_by_stock(page, context, leaflet):
    poster = context.write(
        materials.save, code="P1", name="Plakat", kind="poster", minimum=5, label="Poster"
    ).id
    page.table.sorted_by.emit("stock", False)
    assert list(page.table.rows.ids) == [poster, leaflet]
    page.filter_bar.choose("short", "short")

    assert list(page.table.rows.ids) == [poster]


def test_a_new_material_is_typed_by_the_office(page, keys, context):
    page.new_record()
    keys("Plakat", Qt.Key.Key_Tab, "P1")
    page._own_panel.form.set_value("kind", "poster")
    keys(CTRL_ENTER)

    (row,) = context.read(materials.ids, "P1")
    assert context.read(records.get, Material, row).name == "Plakat"
    assert page.shown_id == row
    assert any(words.startswith("No copies have moved here") for words in words_of(page))


def test_a_move_leads_to_its_visit(page, context, leaflet, planned):
    context.write(materials.hand_out, leaflet, CENTRE, 2, visit=planned, label="At a visit")
    went = []
    context.went.connect(lambda *where: went.append(where))
    table = page.card.currentWidget().findChild(TableView)
    table.opened.emit(table.rows.ids[0])

    assert went == [("visits", planned)]


def test_a_promoter_sees_the_own_counties_alone(page, context, monkeypatch):
    class Promoter:
        is_office, counties = False, ("2816",)

    monkeypatch.setattr(material_lists, "who", lambda _session: Promoter)
    assert context.read(material_lists.places) == [(CENTRE, "Centrum CSR w Piszu")]
    said = []
    context.said.connect(lambda words, _undo: said.append(words))
    page.book(Deed.TRANSFER)
    assert not page.is_editing
    monkeypatch.setattr(type(page), "may_begin", lambda _page: False)
    page.new_record()

    assert not page.is_editing
    assert said[-1] == "Only the central office changes the catalogue."


@pytest.mark.parametrize("deed", list(Deed))
def test_every_form_and_the_card_fit(page, qtbot, leaflet, deed):
    assert checks.faults(page) == []
    page.book(deed)
    page._move_panel.form.set_value("quantity", 150)
    page._move_panel.counted.editor.set_value(150)
    page._move_panel._follow()
    QApplication.processEvents()

    assert checks.faults(page) == []
