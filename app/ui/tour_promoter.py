"""The promoter's scenes of the tour: joining, a visit, a fair, an event, a shift, a leaflet."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.base.i18n import _
from app.base.settings import Settings
from app.model.company import Company
from app.model.event import EventKind
from app.model.visit import Visit
from app.services import (
    attendance,
    booth,
    events,
    leaflet_blocks,
    leaflets,
    records,
    shifts,
    visit_lists,
)
from app.services.events import EventView
from app.ui.application import dress
from app.ui.first_start import FirstStart
from app.ui.pages.leaflets import LeafletsPage
from app.ui.scan_burst import GAP_MS
from app.ui.text_box import TextBox
from app.ui.tour_stage import CTRL_ENTER, Album, Stage, expect, settle, type_letter, wait_until

COMPANY = "Tartak „Żabi Róg” sp. z o.o."
_SEARCHED = "zabi rog"
_PRESENT = "1-3,5"


def join(folder: Path, file: Path, code: str, settings: Settings, album: Album) -> None:
    """Join the network in the window of the first start."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        dress(application, settings)
    window = FirstStart(folder)
    ready: list[Path] = []
    window.ready.connect(ready.append)
    window.show()
    window.activateWindow()
    album.take(window, "pierwszy-start", "The three ways to begin")
    window.show_step(window.join)
    window.join.show_file(file)
    for letter in code:
        type_letter(window.join.code, letter)
    album.take(window, "dolacz", "Joining with an invitation and its spoken code")
    window.join.code.returnPressed.emit()
    wait_until(lambda: ready, "joining the network")
    window.close()
    window.deleteLater()
    settle()


def add_company(stage: Stage) -> str:
    """Add a company by keyboard; return its id."""
    stage.go("today")
    stage.picture("dzis", "Today: visits, tasks, the shift, what runs low")
    stage.go("companies")
    page: Any = stage.window.page
    page.new_record()
    settle(50)
    stage.keys(COMPANY)
    stage.picture("nowa-firma", "A new company in its form")
    stage.keys(CTRL_ENTER)
    settle(50)
    row = str(page.shown_id)
    found = stage.context.read(records.get, Company, row)
    expect(found.name == COMPANY, f"the company is saved as typed, not as {found.name!r}")
    return row


def visit_company(stage: Stage, company: str) -> None:
    """Plan a visit and record it, by keyboard alone."""
    stage.go("visits")
    page: Any = stage.window.page
    page.plan()
    settle(50)
    stage.keys(_SEARCHED, Qt.Key.Key_Tab, Qt.Key.Key_Tab, "dzis", Qt.Key.Key_Tab, "800")
    stage.picture("plan-wizyty", "A visit planned by keyboard")
    stage.keys(CTRL_ENTER)
    planned = stage.context.read(visit_lists.ids, company=company)
    expect(len(planned) == 1, "the visit is planned")
    page.record(planned[0])
    settle(50)
    stage.keys("1", "Warsztat w marcu", Qt.Key.Key_Tab, "ul", Qt.Key.Key_Return, "5")
    stage.keys(Qt.Key.Key_Return, Qt.Key.Key_Tab, "+14")
    stage.picture("zapis-wizyty", "What came of the visit: template, materials, next step")
    stage.keys(CTRL_ENTER)
    visit = stage.context.read(records.get, Visit, planned[0])
    expect(visit.status == "held" and visit.outcome == "interested", "the visit is recorded")
    stage.go("companies", company)
    stage.picture("firma", "The company's card with its timeline")


def stand_at_fair(stage: Stage) -> None:
    """Hand out, talk, take a slip, take one press back: a morning in the booth."""
    fairs = stage.context.read(_fairs)
    expect(fairs, "there is a fair to stand at")
    before = stage.context.read(booth.counters, fairs[0])
    stage.go("booth", fairs[0])
    for key in ("1", "1", "2", "3", "1", "2", " ", " ", "4", Qt.Key.Key_Backspace, " "):
        stage.keys(key)
        settle(GAP_MS + 10)  # faster would be a scanner
    stage.keys("#", "480215", Qt.Key.Key_Return)
    settle(100)
    stage.picture("stoisko", "The booth: one key, one leaflet")
    after = stage.context.read(booth.counters, fairs[0])
    counted = (after.handed_out - before.handed_out, after.talks - before.talks)
    expect(counted == (6, 3), f"the booth counted 6 copies and 3 talks, not {counted}")
    expect(after.contacts == before.contacts + 1, "the slip is a contact")
    stage.context.fill_window(False)


def mark_attendance(stage: Stage) -> None:
    """Type attendance from the paper list: 1-3,5."""
    event, session = stage.context.read(_open_session)
    stage.go("events", event)
    page: Any = stage.window.page
    page.open_people()
    sessions = [one.id for one in stage.context.read(attendance.sheet, event).sessions]
    boxes = [
        box for box in page.findChildren(TextBox) if box.placeholderText() == _("1-12,14,17-22")
    ]
    expect(len(boxes) == len(sessions), "each session has a box for the paper list")
    boxes[sessions.index(session)].setFocus()
    stage.keys(_PRESENT, Qt.Key.Key_Return)
    settle(50)
    stage.picture("obecnosc", "Attendance typed from the paper list: 1-3,5")
    sheet = stage.context.read(attendance.sheet, event)
    place = sessions.index(session)
    present = {line.number for line in sheet.lines if line.cells[place]}
    expect(present >= {1, 2, 3, 5}, "lines 1-3 and 5 are present")


def do_shift(stage: Stage) -> None:
    """Start a shift and end it with a note, from Today."""
    stage.go("today")
    me = stage.context.who.promoter or ""
    running = stage.context.read(shifts.running, me)
    page: Any = stage.window.page
    if running is None:
        page.shift.start_or_end()
        running = stage.context.read(shifts.running, me)
    expect(running is not None, "the shift has begun")
    settle(50)
    stage.picture("dyzur", "On duty")
    page.shift.note.box.setFocus()
    stage.keys("Klucz u pani Ewy")
    page.shift.start_or_end()
    expect(stage.context.read(shifts.running, me) is None, "the shift has ended")
    stage.go("shifts")
    stage.picture("grafik", "The Centre's week of duty")
    stage.go("materials")
    stage.picture("materialy", "The stock of materials")


def draw_leaflet(stage: Stage, file: Path) -> None:
    """Write an own headline into the Centre's leaflet, save it, and write its PDF."""
    stage.go("leaflets", "new")
    page = stage.window.page
    if not isinstance(page, LeafletsPage):
        raise TypeError(type(page))
    page.editor.title.setFocus()
    stage.keys("Ulotka na targi")
    blocks = page.editor.blocks
    blocks.open(blocks.cards[1])
    cover = blocks.cards[1].words
    if cover is None:
        raise TypeError("the cover begins with a label and a heading")
    cover.setFocus()
    cover.selectAll()
    stage.keys("Dobra firma, dobry pracodawca")
    page.editor.printing.bleed.set_values(["3"])
    page.editor.printing.marks.setChecked(True)
    wait_until(lambda: not page.preview.is_busy, "the leaflet's preview")
    stage.picture("ulotka", "The leaflet with the real pages beside its texts")
    blocks.show_panel("inside-left")
    stage.picture("warsztat-ulotek", "A panel's blocks: added, moved, styled, edited in place")
    page.save()
    page.output.write_pdf(file)
    wait_until(file.is_file, "the leaflet's PDF")
    wait_until(lambda: not page.preview.is_busy, "the leaflet's preview")
    saved = stage.context.read(leaflet_blocks.of_leaflet, page.row_id)
    words = [block.words for block in saved]
    expect("Dobra firma, dobry pracodawca" in words, "the leaflet is saved")
    pages = leaflets.page_count(file.read_bytes())
    expect(pages == 2, f"the leaflet has two pages, not {pages}")


def change_phone(stage: Stage, company: str, phone: str, picture: str = "") -> None:
    """Change a company's phone in its form."""
    stage.go("companies", company)
    page: Any = stage.window.page
    page.edit_record()
    settle(50)
    panel = page.card.panel
    box = panel.form.boxes["phone"].editor.box
    box.setFocus()
    box.selectAll()
    stage.keys(phone)
    if picture:
        panel.area.ensureWidgetVisible(box)
        stage.picture(picture, "A company edited in place")
    stage.keys(CTRL_ENTER)
    settle(50)
    found = stage.context.read(records.get, Company, company)
    expect(found.phone == phone, f"the phone is {phone}, not {found.phone}")


def _fairs(session: Any) -> list[str]:
    coming = events.page(session, events.ids(session, EventView.UPCOMING))
    past = events.page(session, events.ids(session, EventView.PAST))
    return [one.id for one in (*coming, *past) if one.kind == EventKind.FAIR]


def _open_session(session: Any) -> tuple[str, str]:
    """Return an event with at least five lines, and one of its sessions."""
    for view in (EventView.UPCOMING, EventView.PAST):
        for event in events.ids(session, view):
            found = attendance.sheet(session, event)
            if found.sessions and len([line for line in found.lines if line.number]) >= 5:
                return event, found.sessions[-1].id
    raise LookupError("no event with five lines")
