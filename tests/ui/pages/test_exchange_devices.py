"""The office's deeds over one device, by keyboard: counties, revoking, held changes, replacing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.base import clock
from app.base.errors import UserError
from app.base.formats import format_date
from app.services import device_erasures, exchange, held_changes
from app.services.device_erasures import DeviceErasure
from app.services.held_changes import HeldAction, HeldChanges
from app.ui import checks
from app.ui.theme import px
from tests.ui.pages.looks import file_of, table_texts, take_in, words_in
from tests.ui.pages.pair import MINE, THEIRS, phone_of, set_phone


@pytest.fixture
def devices(qtbot, office):
    """Return the devices' part with the promoter's device chosen by keyboard."""
    part = office.page.devices
    office.page.show_part(part)
    part.table.setFocus()
    qtbot.keyClick(part.table, Qt.Key.Key_Home)
    part.table.selectRow(0)
    return part


def revoke(qtbot, part):
    part.device.revoke_button.setFocus()
    qtbot.keyClick(part.device.revoke_button, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is part.device.question.deed
    qtbot.keyClick(part.device.question.deed, Qt.Key.Key_Space)


def test_of_many_held_actions_the_latest_are_listed_and_the_rest_counted(devices, monkeypatch):
    at = clock.now()
    actions = tuple(HeldAction(at, "Anna", f"Saved {n}", 1) for n in range(9))
    chosen = devices.device._device
    held = HeldChanges(chosen.device, chosen.name, 9, actions)
    monkeypatch.setattr(held_changes, "listed", lambda _session: [held])
    devices.device.show_device(replace(chosen, held=9))
    assert "Saved 5 | and 3 earlier ones" in words_in(devices.device)
    assert "Saved 6" not in words_in(devices.device)


def test_what_a_device_erased_is_shown_with_its_day(qtbot, devices, monkeypatch):
    chosen = devices.device._device
    assert not devices.device.erased.isVisible()
    done = [DeviceErasure(clock.now(), "Anna Nowak", "2816", ("a", "b"))] * 7
    monkeypatch.setattr(device_erasures, "listed", lambda _session, _device: done)
    devices.device.show_device(chosen)
    assert devices.device.erased.isVisible()
    said = devices.device.erased.text().splitlines()
    assert "2 people" in said[0]
    assert said[1].endswith("Anna Nowak · piski · 2 people")
    assert said[-1] == "and 4 earlier actions"
    qtbot.waitUntil(lambda: checks.faults(devices) == [])


def test_a_chosen_device_is_shown_with_its_counties(devices):
    assert devices.device.isVisible()
    assert devices.device.name.text().startswith("PIS-01")
    assert devices.device.counties.values == ("2816",)
    assert not devices.device.grant_button.isVisible()


def test_revoking_is_asked_first_and_what_comes_later_is_held(
    qtbot, office, devices, pair, company
):
    database = office.context.database
    devices.device.ask_to_revoke()
    assert exchange.status(database).devices[0].revoked is False
    devices.device.question.hide()
    revoke(qtbot, devices)
    assert exchange.status(database).devices[0].revoked is True
    assert not devices.device.revoke_button.isVisible()
    take_in(qtbot, office.page, [file_of(pair)])
    office.page.show_part(devices)
    assert phone_of(database, company) == MINE
    row = table_texts(devices.table)[0]
    assert "revoked" in row
    assert "1" in row
    assert "1 change is held:" in words_in(devices.device)
    assert f"Saved {THEIRS}" in words_in(devices.device)
    assert table_texts(office.page.intake.table)[0][2] == "Waits for the office to decide"
    assert "1 held for the office to decide on" in office.page.intake.summary.words
    overview = office.page.overview
    overview.table.selectRow(0)
    said = f"The computer was revoked on {format_date(clock.today())}."
    assert f"waits for the office to decide: {said}" in overview.chosen.text()
    set_phone(database, company, "+48 87 000 00 00")
    office.page.reload()
    (one,) = exchange.status(database).devices
    assert one.unconfirmed == 0, "nothing is written for it any more"
    assert "0 / 0" in words_in(overview)
    qtbot.keyClick(devices.device.accept_button, Qt.Key.Key_Space)
    assert not devices.device.accept_button.isVisible()
    assert exchange.status(database).devices[0].held == 0
    assert exchange.status(database).conflicts == 1


def test_turning_down_is_asked_first(qtbot, office, devices, pair, company):
    database = office.context.database
    revoke(qtbot, devices)
    take_in(qtbot, office.page, [file_of(pair)])
    office.page.show_part(devices)
    part = devices.device
    qtbot.keyClick(part.reject_button, Qt.Key.Key_Space)
    assert exchange.status(database).devices[0].held == 1
    assert QApplication.focusWidget() is part.question.deed
    QApplication.processEvents()
    assert checks.faults(office) == []
    qtbot.keyClick(part.question.deed, Qt.Key.Key_Space)
    assert exchange.status(database).devices[0].held == 0
    assert not part.reject_button.isVisible()
    assert phone_of(database, company) == MINE
    assert exchange.status(database).conflicts == 0


def test_held_erasures_are_said_before_they_count(devices):
    chosen = devices.device._device
    held = HeldChanges(chosen.device, chosen.name, 1, (HeldAction(clock.now(), "", "", 1, 1),), 1)
    listed = {held_changes.listed: [held], device_erasures.listed: []}
    devices.device.context.read = lambda deed, *_words: listed[deed]
    devices.device.show_device(replace(chosen, held=1))
    assert "They erase the personal data of 1 record" in devices.device.erasing.text()
    assert devices.device.erasing.isVisible()


def test_other_counties_are_given_by_keyboard(qtbot, office, devices):
    qtbot.keyClick(devices.device.counties.chip("2805"), Qt.Key.Key_Space)
    assert devices.device.grant_button.isVisible()
    devices.device.grant_button.setFocus()
    qtbot.keyClick(devices.device.grant_button, Qt.Key.Key_Space)
    assert devices.device.counties.isAncestorOf(QApplication.focusWidget())
    (one,) = exchange.status(office.context.database).devices
    assert set(one.counties) == {"2816", "2805"}
    assert not devices.device.grant_button.isVisible()


def test_a_lost_laptop_is_replaced_by_an_invitation_with_its_code(qtbot, office, devices, pair):
    devices.device.ask_to_replace(pair / "new.csri")
    qtbot.keyClick(devices.device.question.deed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: devices.latest is not None, timeout=60_000)  # a slow code
    assert (pair / "new.csri").is_file()
    large = [
        one.text() for one in devices.findChildren(QLabel) if one.property("role") == "display"
    ]
    assert large == [devices.latest.code]
    states = {one.device: one.revoked for one in exchange.status(office.context.database).devices}
    assert sorted(states.values()) == [False, True]
    assert states[devices.latest.device] is False


def test_nothing_is_cut_while_a_question_is_asked(qtbot, office, devices, pair):
    take_in(qtbot, office.page, [file_of(pair)])
    office.page.show_part(devices)
    for size in ((1024, 640), (1366, 768)):
        office.resize(*size)
        devices.device.ask_to_revoke()
        QApplication.processEvents()
        assert checks.faults(office) == []


def test_columns_that_are_empty_for_all_take_no_room(devices):
    table = devices.table
    hidden = [table.isColumnHidden(place) for place in range(len(table.rows.columns))]
    assert hidden == [False, False, False, True, True, False]
    device = replace(devices._rows[table.rows.ids[0]].device, held=3)
    status = exchange.status(devices.context.database)
    devices.show_status(replace(status, devices=(device,)))
    assert not table.isColumnHidden(4)


def test_what_a_narrow_table_drops_is_said_on_the_card(devices):
    table = devices.table
    chosen = replace(devices.device._device, missing=(("2816", 5, 9),), unconfirmed=3)
    devices.device.show_device(chosen)
    assert devices.device.facts.text().splitlines()[1:] == [
        "3 changes not confirmed yet", "Missing: piski 5–9",
    ]  # fmt: skip
    table.resize(px(240), 200)
    hidden = [table.isColumnHidden(place) for place in range(len(table.rows.columns))]
    assert hidden == [False, True, True, True, True, False]


def test_without_a_chosen_device_nothing_is_done(office):
    with pytest.raises(UserError, match="Choose a device"):
        office.page.devices.device.choose_replacement()
