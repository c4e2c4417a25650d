"""The first start: three ways to begin, each by keyboard, and errors in words."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from app.base.settings import Settings
from app.services import enrolment, first_steps
from app.store.database import Database
from app.store.place import FILE_NAME
from app.ui import checks
from app.ui.first_start import FirstStart
from app.ui.window_place import take_place


@pytest.fixture
def window(qtbot, look, tmp_path):
    made = FirstStart(tmp_path / "own")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


@pytest.fixture(scope="module")
def invitation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("network")
    office = enrolment.set_up_office(folder / "office", "Sieć")
    invited = enrolment.invite(office, "PIS-01", ("2816",), folder / "invitation.csri")
    office.close()
    return invited


def role_in(folder):
    database = Database.open(folder)
    try:
        return database.who.role
    finally:
        database.close()


def test_joining_takes_a_file_and_a_code(qtbot, window, invitation, tmp_path, monkeypatch):
    monkeypatch.setattr(window.join, "ask_for_file", lambda: str(invitation.file))
    qtbot.keyClick(window.choices.join_button, Qt.Key.Key_Space)
    assert window.join.file_button.hasFocus()
    qtbot.keyClick(window.join.file_button, Qt.Key.Key_Space)
    assert window.join.code.hasFocus()
    qtbot.keyClicks(window.join.code, invitation.code)
    with qtbot.waitSignal(window.ready, timeout=20_000) as ready:
        qtbot.keyClick(window.join.code, Qt.Key.Key_Return)
        qtbot.keyClick(window.join.code, Qt.Key.Key_Return)
    assert ready.args == [tmp_path / "own"]
    assert role_in(tmp_path / "own") == "promoter"


def test_a_wrong_code_is_said_and_can_be_mended(qtbot, window, invitation):
    window.show_step(window.join)
    window.join.show_file(invitation.file)
    qtbot.keyClicks(window.join.code, "AAAA-AAAA-AAAA")
    qtbot.keyClick(window.join.code, Qt.Key.Key_Return)
    qtbot.waitUntil(window.notice.isVisible, timeout=20_000)
    assert window.join.isVisible()
    assert window.join.code.text() == "AAAA-AAAA-AAAA"
    window.join.code.setText(invitation.code)
    with qtbot.waitSignal(window.ready, timeout=20_000):
        qtbot.keyClick(window.join.code, Qt.Key.Key_Return)


def test_what_is_missing_is_said_one_after_the_other(qtbot, window, invitation):
    window.show_step(window.join)
    qtbot.keyClick(window.join.code, Qt.Key.Key_Return)
    assert "file" in window.notice.words
    assert window.join.file_button.hasFocus()
    window.join.show_file(invitation.file)
    assert not window.notice.isVisible(), "the file is there now"
    qtbot.keyClick(window.join.code, Qt.Key.Key_Return)
    assert "code" in window.notice.words
    window.show_step(window.office)
    assert not window.notice.isVisible()
    qtbot.keyClick(window.office.network, Qt.Key.Key_Return)
    assert "name" in window.notice.words


def test_an_invitation_is_dropped(window, invitation):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(invitation.file))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert window.join.isVisible()
    assert window.join.file == invitation.file


def test_an_office_is_set_up_by_its_name(qtbot, window, tmp_path):
    qtbot.keyClick(window.choices.office_button, Qt.Key.Key_Space)
    qtbot.keyClicks(window.office.network, "Nowa siec")
    with qtbot.waitSignal(window.ready, timeout=20_000):
        qtbot.keyClick(window.office.network, Qt.Key.Key_Return)
    assert role_in(tmp_path / "own") == "office"


def test_the_demo_stands_apart_and_is_gone_on_with(qtbot, window, tmp_path, monkeypatch):
    made = []

    def make(folder, role, _progress):
        made.append(role)
        enrolment.set_up_office(folder, "Demo").close()

    monkeypatch.setattr(first_steps, "make_demo", make)
    qtbot.keyClick(window.choices.demo_button, Qt.Key.Key_Space)
    qtbot.keyClick(window.demo.role.chip("promoter"), Qt.Key.Key_Right)
    with qtbot.waitSignal(window.ready, timeout=20_000) as ready:
        qtbot.keyClick(window.demo.go_button, Qt.Key.Key_Space)
    place = tmp_path / "own" / "demo-office"
    assert ready.args == [place]
    assert not first_steps.holds_records(tmp_path / "own")
    again = FirstStart(tmp_path / "own")
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.ready):
        again.try_demo("office")
    assert made == ["office"]


def test_a_long_demo_is_cancelled(qtbot, window, monkeypatch):
    def make(_folder, _role, progress):
        while True:
            progress.step(1, 2)

    monkeypatch.setattr(first_steps, "make_demo", make)
    window.show_step(window.demo)
    window.try_demo("promoter")
    qtbot.waitUntil(lambda: window.bar.maximum() == 2)
    qtbot.keyClick(window.cancel_button, Qt.Key.Key_Space)
    qtbot.waitUntil(window.demo.isVisible)
    assert not window.notice.isVisible()


def test_esc_leads_back(qtbot, window):
    window.show_step(window.office)
    qtbot.keyClick(window.office.network, Qt.Key.Key_Escape)
    assert window.choices.isVisible()


def test_nothing_is_cut_and_everything_has_a_name(qtbot, window):
    for step in (window.choices, window.demo, window.join, window.office):
        window.show_step(step)
        QApplication.processEvents()
        assert checks.faults(window) == []


def test_a_demo_that_was_made_before_is_offered_as_such(qtbot, look, tmp_path, monkeypatch):
    place = first_steps.demo_folder(tmp_path, "office")
    place.mkdir(parents=True)
    (place / FILE_NAME).write_bytes(b"")
    made = FirstStart(tmp_path)
    qtbot.addWidget(made)
    assert made.choices.demo_button.text() == "Back to the demo…"
    assert made.demo.role.values == ("office",), "the one that is there"
    assert made.demo.go_button.text() == "Go on with the demo"
    assert checks.faults(made) == []


def test_language_and_size_of_text_are_chosen_before_anything_else(qtbot, window):
    with qtbot.waitSignal(window.dressed) as dressed:
        window.letters.chip("150").click()
    assert dressed.args[0].font_percent == 150
    with qtbot.waitSignal(window.dressed) as dressed:
        window.language.chip("pl" if window.language.values == ("en",) else "en").click()
    assert dressed.args[0].language in ("pl", "en")


def test_the_first_key_works_on_the_first_choice(window):
    assert window.choices.join_button.hasFocus()


def test_with_larger_letters_the_window_stays_whole_on_the_screen(qtbot, look, window, tmp_path):
    room = window.screen().availableGeometry()
    window.move(room.center())
    larger = FirstStart(tmp_path / "own", Settings(font_percent=150))
    qtbot.addWidget(larger)
    larger.resize(room.size() * 2)
    take_place(larger, window)
    larger.show()
    assert room.contains(larger.frameGeometry())
    smaller = FirstStart(tmp_path / "own")
    qtbot.addWidget(smaller)
    smaller.resize(room.size() / 4)
    window.move(room.topLeft())
    take_place(smaller, window)
    assert smaller.pos() == window.pos(), "what fits stays where the other one stood"
