"""The exchange through its page: what waits, out, devices, late ones and invitations."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select

from app.base import clock
from app.base.errors import UserError
from app.model.attachment import Attachment
from app.model.company import Company
from app.services import exchange, records
from app.ui import checks
from app.ui.pages import exchange_export
from app.ui.pages.exchange import ExchangePage
from tests.ui.pages.looks import file_of, look_into, table_texts, take_in, words_in
from tests.ui.pages.pair import opened, set_phone

CTRL = Qt.KeyboardModifier.ControlModifier


def test_ctrl_e_then_enter_exports_to_the_last_folder(qtbot, show, pair, monkeypatch):
    monkeypatch.setattr(exchange_export, "sticks", list)
    window = show("promoter")
    target = pair / "stick"
    target.mkdir()
    window.context.keep_folder(str(target))
    qtbot.keyClick(window, Qt.Key.Key_E, CTRL)
    assert window.page.overview.export.isVisible()
    place = QApplication.focusWidget()
    assert place.text() == "stick"
    assert in_sight(window.page.overview.export.largest), "the whole card, also in large letters"
    qtbot.keyClick(place, Qt.Key.Key_Space)
    qtbot.keyClick(place, Qt.Key.Key_Space)
    overview = window.page.overview
    qtbot.waitUntil(overview.notice.isVisible)
    assert len(list(target.glob("*.csrx"))) == 1, "pressed twice, written once"
    assert "Written for Office" in overview.notice.words
    assert table_texts(overview.table)[0][1:3] == ["outgoing", "Office"]


def test_a_refused_export_is_said_and_can_be_tried_again(qtbot, show, pair):
    window = show("promoter")
    occupied = pair / "occupied"
    occupied.write_text("a file, not a folder")
    window.page.overview.export.export_to(occupied)
    qtbot.waitUntil(window.notice.isVisible)
    assert not window.page.overview.is_busy
    window.page.overview.export.export_to(pair / "other")
    qtbot.waitUntil(window.page.overview.notice.isVisible)


def test_the_promoter_sees_what_waits_and_has_no_devices_tab(show):
    window = show("promoter")
    page = window.page
    assert page.devices is None
    assert shown_tabs(page) == ["Overview", "Take in", "Conflicts", "Duplicates"]
    words = words_in(page.overview)
    waiting = exchange.status(window.context.database).unconfirmed
    assert waiting > 0
    assert f"{waiting} | changes wait to be handed over" in words
    assert "the office confirmed up to" in words


def in_sight(widget):
    return widget.visibleRegion().boundingRect() == widget.rect()


def shown_tabs(page):
    places = range(page.tabs.count())
    return [page.tabs.tabText(place) for place in places if page.tabs.isTabVisible(place)]


def test_what_is_kept_aside_has_a_tab_once_there_is_something(show, pair):
    database = opened(pair, "promoter")
    company = database.read(lambda session: session.scalars(select(Company.id)).one())
    with database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO quarantine(dot, row, entity, field, value, reason) "
            "SELECT max(dot), ?, 'person', 'last_name', 'Nowak', 'home' FROM entry",
            (company,),
        )
        connection.exec_driver_sql("INSERT INTO unshown(row, entity) VALUES('r', 'poll')")
    database.close()
    page = show("promoter").page
    assert "Kept aside" in shown_tabs(page)
    page.show_part(page.aside)
    assert "1 record holds fields of a newer version" in page.aside.newer.words
    (shown,) = table_texts(page.aside.table)
    assert shown[2:5] == ["Tartak Pisz", "Last name", "Nowak"]
    assert "belongs to another record: Company in piski" in shown[5]
    assert not page.aside.whole_reason.isVisible()
    page.aside.table.selectRow(0)
    said = page.aside.whole_reason.text()
    assert said.startswith("Tartak Pisz, Last name: Nowak (its id belongs to another record")


def test_a_folder_gets_files_of_at_most_the_chosen_size(qtbot, show, pair, monkeypatch):
    limits = []
    export = exchange.export

    def noted(*args):
        limits.append(args[4])
        return export(*args)

    monkeypatch.setattr(exchange, "export", noted)
    card = show("promoter").page.overview.export
    for megabytes, expected in (("0", None), ("2", 2_000_000)):
        card.offer()
        card.largest.set_values((megabytes,))
        card.export_to(pair / "out")
        qtbot.waitUntil(lambda: not card.is_busy)
        assert limits.pop() == expected


def test_the_office_invites_a_device_with_a_code_shown_large(qtbot, office, pair):
    office.resize(1024, 640)  # the code is not to lie below what is in sight
    devices = office.page.devices
    office.page.show_part(devices)
    assert devices.code.hasFocus()
    qtbot.keyClicks(devices.code, "PIS-01")
    assert devices.name.isVisible(), "who was added by the code alone has no name yet"
    devices.code.clear()
    assert not devices.name.isVisible()
    qtbot.keyClicks(devices.code, "PIS-02")
    assert "new promoter" in devices.who.text()
    qtbot.keyClick(devices.code, Qt.Key.Key_Tab)
    assert devices.name.hasFocus()
    qtbot.keyClicks(devices.name, "Anna Lis")
    with pytest.raises(UserError):
        devices.invite()
    qtbot.keyClick(devices.counties.chip("2816"), Qt.Key.Key_Space)
    devices.write_invitation(pair / "new.csri")
    qtbot.waitUntil(lambda: devices.latest is not None, timeout=60_000)  # a slow code
    QApplication.processEvents()
    assert (pair / "new.csri").is_file()
    large = [
        one.text() for one in devices.findChildren(QLabel) if one.property("role") == "display"
    ]
    assert large == [devices.latest.code]
    (code,) = [one for one in devices.findChildren(QLabel) if one.text() == large[0]]
    qtbot.waitUntil(lambda: code.visibleRegion().boundingRect() == code.rect())
    assert [row[0] for row in table_texts(devices.table)] == ["PIS-01", "PIS-02 Lis"]
    assert devices.who.text() == "Anna Lis"
    assert not devices.name.isVisible()
    devices.code.setText("PIS-01")
    assert devices.who.text() == "Promoter PIS-01"


def test_somebody_new_is_invited_by_name_and_gets_a_code(qtbot, office, pair):
    devices = office.page.devices
    office.page.show_part(devices)
    qtbot.keyClicks(devices.code, "Jan Kos")
    assert devices.who.text() == "A new promoter, under the code JK."
    assert not devices.name.isVisible()
    devices.counties.set_values(("2816",))
    devices.write_invitation(pair / "jan.csri")
    qtbot.waitUntil(lambda: devices.latest is not None, timeout=60_000)  # a slow code
    assert "JK Kos" in [row[0] for row in table_texts(devices.table)]
    assert "1 / 2" in words_in(office.page.overview), "all parts know of the new device"


def test_without_a_promoter_nobody_is_invited(office):
    with pytest.raises(UserError):
        office.page.devices.invite()


@pytest.mark.parametrize("size", [(1024, 640), (1366, 768)])
def test_nothing_is_cut_and_everything_has_a_name(qtbot, office, pair, size):
    office.resize(*size)
    take_in(qtbot, office.page, [file_of(pair)])
    for part in (
        office.page.overview,
        office.page.intake,
        office.page.conflicts,
        office.page.devices,
    ):
        office.page.show_part(part)
        QApplication.processEvents()
        assert checks.faults(office) == []


def test_the_page_shows_what_others_changed(office, company):
    assert isinstance(office.page, ExchangePage)
    before = exchange.status(office.context.database).unconfirmed
    set_phone(office.context.database, company, "+48 87 000 00 00")
    office.page.reload()
    assert f"{before + 1} | changes wait" in words_in(office.page.overview)


def test_an_offer_waits_while_the_booth_fills_the_window(office):
    done = []
    office.fill(True)
    office.context.offer("A stick came.", "Look", lambda: done.append(1))
    assert not office.notice.isVisible()
    office.fill(False)
    assert office.notice.words == "A stick came."
    office.notice.deed.click()
    assert (done, office.notice.isVisible()) == ([1], False)
    office.fill(True)
    office.fill(False)
    assert not office.notice.isVisible(), "it is told once"


def test_an_email_draft_holds_the_file_and_is_opened(qtbot, show, pair, monkeypatch):
    window = show("promoter")
    export = window.page.overview.export
    opened_ = []
    monkeypatch.setattr(export, "open", opened_.append)
    qtbot.keyClick(window, Qt.Key.Key_E, CTRL)
    export.mail()
    qtbot.waitUntil(window.page.overview.notice.isVisible)
    (draft,) = opened_
    mail = message_from_bytes(draft.read_bytes(), policy=policy.default)
    (attached,) = mail.iter_attachments()
    assert attached.get_filename().endswith(".csrx")
    (pair / "out.csrx").write_bytes(attached.get_content())
    office = show("office")
    look_into(qtbot, office.page, [pair / "out.csrx"])
    assert table_texts(office.page.intake.table)[0][2] == "To be taken in"


def test_escape_leaves_the_choice_of_a_place(qtbot, office):
    qtbot.keyClick(office, Qt.Key.Key_E, CTRL)
    assert office.page.overview.export.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not office.page.overview.export.isVisible()


def test_a_late_device_stands_first_and_gets_a_file_of_its_own(qtbot, office, pair):
    devices, began = office.page.devices, clock.now()
    clock.set_clock(lambda: began + timedelta(days=30))
    office.page.reload()
    clock.set_clock(None)
    assert devices.late.text() == "1 device is late."
    (row,) = table_texts(devices.table)
    assert row[-1].startswith("late since")
    office.page.show_part(devices)
    devices.table.go_to(0)
    qtbot.keyClick(devices.table, Qt.Key.Key_Return)
    export = office.page.overview.export
    assert "Where is the file for PIS-01 to stand?" in words_in(export)
    export.export_to(pair / "one")
    qtbot.waitUntil(lambda: not export.is_busy)
    assert len(list((pair / "one").glob("*.csrx"))) == 1


def test_files_on_their_way_are_listed_and_lead_to_their_record(qtbot, office, company):
    page = office.page
    place = page._parts.index(page.missing)
    assert not page.tabs.isTabVisible(place)
    row = records.new(
        Attachment, sha256="ab" * 32, size=2_340_000, name="stoisko.jpg", company=company
    )
    page.context.write(records.save, row, label="As if it had come in")
    assert page.tabs.isTabVisible(place)
    assert page.tabs.tabText(place) == "Files on their way (1)"
    page.open_record("missing")
    QApplication.processEvents()
    (texts,) = table_texts(page.missing.table)
    assert texts[:4] == [
        "stoisko.jpg",
        "Company: Tartak Pisz",
        "2.4\N{NO-BREAK SPACE}MB",
        "nothing yet",
    ]
    assert "it asked for what was missing then" in page.missing.asked.text()
    assert checks.faults(page) == []
    went = []
    page.context.went.connect(lambda name, record: went.append((name, record)))
    page.missing.table.go_to(0)
    qtbot.keyClick(page.missing.table, Qt.Key.Key_Return)
    assert went == [("companies", company)]
