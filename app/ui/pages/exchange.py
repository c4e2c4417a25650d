"""The exchange with the office: what waits, files out and in, conflicts, devices."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from app.base.i18n import _
from app.model.every_entity import entities_by_name
from app.services import exchange
from app.services.exchange import ImportReport
from app.ui.context import Context
from app.ui.page import Page
from app.ui.pages.exchange_arrivals import files_of
from app.ui.pages.exchange_aside import AsidePart
from app.ui.pages.exchange_conflicts import ConflictsPart
from app.ui.pages.exchange_devices import DevicesPart
from app.ui.pages.exchange_duplicates import DuplicatesPart
from app.ui.pages.exchange_intake import IntakePart
from app.ui.pages.exchange_missing import MissingPart
from app.ui.pages.exchange_overview import OverviewPart
from app.ui.parts import button, column, headline
from app.ui.theme import Space


class ExchangePage(Page):
    """One tab for each thing to do; files dropped anywhere on the window come here."""

    name = "exchange"
    shows = frozenset(entities_by_name())

    def __init__(self, context: Context) -> None:
        """Build the tabs; the office has one more."""
        super().__init__(context)
        self.overview = OverviewPart(context)
        self.intake = IntakePart(context)
        self.conflicts = ConflictsPart(context)
        self.duplicates = DuplicatesPart(context)
        self.devices = DevicesPart(context) if context.who.is_office else None
        self.missing = MissingPart(context)
        self.aside = AsidePart(context)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Parts of the exchange"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        asked = (self.conflicts, self.duplicates)
        parts = (self.overview, self.intake, *asked, self.devices, self.missing, self.aside)
        self._parts = [part for part in parts if part is not None]
        for part in self._parts:
            self.tabs.addTab(part.heading)
            self.stack.addWidget(part)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.intake.taken.connect(self._taken)
        self.intake.conflicts_wanted.connect(self._answer_import)
        for part in asked:
            part.count_changed.connect(partial(self._show_count, part))
        if self.devices is not None:
            self.devices.file_wanted.connect(self._export_for)
            self.devices.listed.connect(self.reload)
        self._build()

    def reload(self) -> None:
        """Read the state and show it in every tab."""
        status = exchange.status(self.context.database)
        self.overview.show_status(status)
        self.intake.show_status(status)
        self.missing.show_status(status)
        self.aside.show_status(status)
        # Most stores keep nothing aside, and a tab that is always empty is one too many.
        kept = bool(status.unshown or status.refused or status.histories)
        self.tabs.setTabVisible(self._parts.index(self.aside), kept)
        count = status.missing_attachments
        self.tabs.setTabVisible(self._parts.index(self.missing), count > 0)
        self._show_count(self.missing, count)
        self.conflicts.reload()
        self.duplicates.reload()
        if self.devices is not None:
            self.devices.show_status(status)

    def open_record(self, row_id: str) -> None:
        """Do what is asked: `export`, `import`, `conflicts`, `duplicates`, `missing`, `devices`."""
        if row_id == "export":
            self.export()
        elif row_id == "import":
            self.choose_files()
        elif row_id in ("conflicts", "duplicates"):
            self.show_part(self.conflicts if row_id == "conflicts" else self.duplicates)
        elif row_id == "missing":
            self.show_part(self.missing)
        elif row_id == "devices" and self.devices is not None:
            self.show_part(self.devices)

    def commands(self) -> Sequence[QAction]:
        """Return the page's deeds for the menu."""
        made = [
            self._action(_("Answer conflicts"), lambda: self.show_part(self.conflicts)),
            self._action(_("Look for duplicates"), lambda: self.show_part(self.duplicates)),
            self._action(_("Files sent and taken in"), lambda: self.show_part(self.overview)),
        ]
        devices = self.devices
        if devices is not None:
            made.append(self._action(_("Invite a device"), lambda: self.show_part(devices)))
        return made

    def export(self) -> None:
        """Ask where to; the place of last time is one Enter away."""
        self.show_part(self.overview)
        self.overview.export.offer()

    def choose_files(self) -> None:
        """Choose files to take in."""
        self.show_part(self.intake)
        self.intake.choose_files()

    def take(self, files: Sequence[Path]) -> None:
        """Look into files that somebody brought."""
        self.show_part(self.intake)
        self.intake.add_files(files)

    def take_files(self, files: Sequence[Path]) -> bool:
        """Look into dropped files and the exchange files of dropped folders."""
        self.take(files_of(self.context, files))
        return True

    def show_part(self, part: QWidget) -> None:
        """Bring a tab to the front and put the cursor into it."""
        self.tabs.setCurrentIndex(self.stack.indexOf(part))
        part.setFocus()

    def _build(self) -> None:
        export = button(_("Export…"), self.export, "primary", icon="export")
        export.setToolTip(_("Write a file for the others (Ctrl+E)"))
        take = button(_("Take files in…"), self.choose_files, icon="import")
        take.setToolTip(_("Choose files to take in (Ctrl+I); or drop them here"))
        head = headline(_("Exchange"), take, export)
        whole = column(head, self.tabs, self.stack, gap=Space.TWO, margin=Space.TWO)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _tab_changed(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        if self.isVisible() and not self.tabs.hasFocus():
            self._parts[place].setFocus()  # a click leaves it elsewhere, and the keys are dead

    def _answer_import(self) -> None:
        """Show the conflicts that the import brought."""
        self.conflicts.rules.choose_last_import()
        self.show_part(self.conflicts)

    def _export_for(self, device: str, name: str) -> None:
        """Ask where the file for one device is to stand."""
        self.show_part(self.overview)
        self.overview.export.offer(device, name)

    def _taken(self, report: ImportReport) -> None:
        self.conflicts.rules.show_report(report)
        self.duplicates.expect(report.duplicates)
        if self.intake.files:
            self.duplicates.compare_anew()
        self.context.changed.emit(report.changes)
        self.reload()

    def _show_count(self, part: ConflictsPart | DuplicatesPart | MissingPart, count: int) -> None:
        words = part.heading
        if count:
            words = _("{words} ({n})").format(words=words, n=count)
        self.tabs.setTabText(self._parts.index(part), words)

    def _action(self, words: str, done: object) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(done)
        return action
