"""Files that somebody brought: what would come of them first, then taking them in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.base.i18n import N_, _, ngettext
from app.base.progress import Progress
from app.model import territory
from app.services import exchange, taking_in
from app.services.exchange import FileReport, ImportReport, Status
from app.services.taking_in import Intake
from app.ui.context import Context
from app.ui.notice import Notice
from app.ui.pages.exchange_arrivals import ArrivalsPart
from app.ui.pages.exchange_records import RecordsPart
from app.ui.pages.exchange_report import (
    COLUMNS,
    ReportRow,
    missing_contents,
    refusals,
    report_words,
)
from app.ui.parts import button, clear, column, holder, row, scrolled, text
from app.ui.table import TableView
from app.ui.theme import ROW_HEIGHT, Space, px

_BEFORE = {
    "applied": N_("To be taken in"),
    "known": N_("Known already"),
    "waiting": N_("Will wait for an earlier file"),
    "refused": N_("Refused"),
}
_AFTER = _BEFORE | {
    "applied": N_("Taken in"),
    "waiting": N_("Waits for an earlier file"),
    "left": N_("Not taken in yet"),
}
_ROWS_SHOWN = 12


class IntakePart(QWidget):
    """Choose or drop files, look at the dry run, apply.

    Signals:
        taken: the `ImportReport` of what was applied.
        conflicts_wanted: the person wants to answer the conflicts now.
    """

    taken = Signal(object)
    conflicts_wanted = Signal()

    def __init__(self, context: Context) -> None:
        """Begin with the place where files are dropped."""
        super().__init__()
        self.heading = _("Take in")
        self.context = context
        self.files: list[Path] = []
        self._rows: dict[str, ReportRow] = {}
        self._names: dict[str, str] = {}
        self._busy = self._done = False
        self.arrivals = ArrivalsPart(context)
        self.arrivals.brought.connect(self.add_files)
        self.title = text("", "lead")
        self.summary = Notice(closable=False)
        self.summary.deed.clicked.connect(self.conflicts_wanted)
        self.table = TableView("exchange_dry_run", COLUMNS, self._fetch, _("Files to take in"))
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names of files end apart
        self.table.chosen.connect(self._choose)
        self.chosen = text("", "muted")
        self.records = RecordsPart(context)
        self.keys = text(_("Delete leaves a file out, Esc puts all of them away."), "muted")
        self.problems = column(gap=Space.ONE)
        self.problem_area = holder(self.problems)
        self.apply_button = button(
            _("Take in"), self.apply, "primary", icon="check", tip=_("Take in (Ctrl+Enter)")
        )
        self.apply_button.setShortcut("Ctrl+Return")
        self.leave_button = button(_("Put the files away"), self.put_away, tip=_("Esc"))
        self.stack = QStackedWidget()
        self._build()

    def show_status(self, status: Status) -> None:
        """Remember how the devices are called; look what sticks hold."""
        self._names = {one.device: one.name for one in status.devices}
        self.arrivals.look_for_sticks()

    @property
    def is_busy(self) -> bool:
        """Tell whether a job of this tab is under way."""
        return self._busy

    def choose_files(self) -> None:
        """Choose files in the system's window."""
        self.arrivals.choose_files()

    def add_files(self, files: Sequence[Path]) -> None:
        """Look into files, with those that lie here already; nothing is changed."""
        if self._busy or not files:
            return
        if self._done:
            self.files = []
        self.files += [file for file in files if file not in self.files]
        self._look()

    def drop_chosen(self) -> None:
        """Leave the marked files out; they stay where they are."""
        if self._busy or self._done:
            return
        marked = {self._rows[one].report.path for one in self.table.selected_ids()}
        self.files = [file for file in self.files if file not in marked]
        if not self.files:
            self.put_away()
        elif marked:
            self._look()

    def apply(self) -> None:
        """Take the files in."""
        if self._busy or not self.files or not self.apply_button.isEnabled():
            return
        database, files = self.context.database, tuple(self.files)

        def job(progress: Progress) -> Intake:
            return taking_in.take_in_each(database, files, progress)

        self._start(job, self._applied, _("Taking files in…"))

    def put_away(self) -> None:
        """Forget the files; they stay where they are."""
        self.files = []
        self._done = False
        self.arrivals.look_for_sticks()
        self.stack.setCurrentWidget(self.arrivals)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a file out by Delete, put all away by Esc; Qt calls."""
        shown = self.stack.currentWidget() is not self.arrivals
        if event.key() == Qt.Key.Key_Delete and shown:
            self.drop_chosen()
        elif event.key() == Qt.Key.Key_Escape and shown and not self._busy:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        database, files = self.context.database, tuple(self.files)

        def job(progress: Progress) -> ImportReport:
            return exchange.take_in(database, files, dry_run=True, progress=progress, in_full=True)

        self._start(job, self._dry_run_ready, _("Looking into the files…"))

    def _start(self, job: object, done: object, words: str) -> None:
        self._busy = True
        self.apply_button.setEnabled(False)
        task = self.context.start(job, done, text=words)  # type: ignore[arg-type]
        task.ended.connect(self._ended)

    def _ended(self) -> None:
        self._busy = False
        self.apply_button.setEnabled(True)

    def _dry_run_ready(self, report: ImportReport) -> None:
        self._done = False
        self._show(report, _BEFORE)
        useful = any(one.result in ("applied", "waiting", "known") for one in report.files)
        self.title.setText(_("What these files would bring – nothing has been changed yet"))
        self.apply_button.setText(_("Take in"))
        self.apply_button.setVisible(useful)
        self.leave_button.setText(_("Put the files away"))
        (self.apply_button if useful else self.leave_button).setFocus()

    def _applied(self, came: Intake) -> None:
        report, self.files = came.report, list(came.left)
        self._done = not self.files
        self.taken.emit(report)
        self._show(report, _AFTER, came.left)
        self.apply_button.setVisible(bool(self.files))
        if self.files:
            self.title.setText(_stopped(len(report.files), len(self.files)))
            self.apply_button.setText(_("Take the rest in"))
            self.apply_button.setFocus()
            return
        self.title.setText(_("What these files brought"))
        self.leave_button.setText(_("Done"))
        (self.summary.deed if report.conflicts else self.leave_button).setFocus()

    def _show(self, report: ImportReport, words: dict[str, str], left: Sequence[Path] = ()) -> None:
        listed = sorted(report.files, key=lambda one: one.result != "refused")
        listed += [FileReport(file, result="left") for file in left]
        self._rows = {
            str(place): ReportRow(
                str(place), one, self._names.get(one.sender, "–"), _result(one, words)
            )
            for place, one in enumerate(listed)
        }
        self.table.set_ids(list(self._rows))
        self._choose(self.table.current_id())
        shown = min(max(len(self._rows), 2), _ROWS_SHOWN)
        self.table.setFixedHeight(px(44) + px(ROW_HEIGHT) * shown)
        tone = "amber" if report.conflicts or report.duplicates else "accent"
        deed = _("Answer them now") if words is _AFTER and report.conflicts else ""
        self.summary.show_text(report_words(report), tone, deed)
        self.keys.setVisible(words is _BEFORE)
        self._show_problems(report)
        self.stack.setCurrentIndex(1)

    def _choose(self, row_id: str) -> None:
        """Say in full what the columns cut short, and which records the file brings."""
        chosen = self._rows.get(row_id)
        listed = [chosen] if chosen else list(self._rows.values())
        self.records.show_files([one.report for one in listed])
        self.chosen.setText(chosen.in_full if chosen else "")
        self.chosen.setVisible(bool(self.chosen.text()))

    def _show_problems(self, report: ImportReport) -> None:
        clear(self.problems)
        lines = [(said, "problem") for said in refusals(report)]
        gaps = sorted({gap for one in report.files for gap in one.missing})
        lines += [(self._gap_words(*gap), "warning") for gap in gaps]
        missing = missing_contents(report)
        lines += [(missing, "warning")] if missing else []
        for words, role in lines:
            self.problems.addWidget(text(words, role))  # type: ignore[arg-type]
        self.problem_area.setVisible(bool(lines))

    def _gap_words(self, writer: str, scope: str, first: int, last: int) -> str:
        device = writer.partition("~")[0]
        county = territory.county_name(scope) if territory.is_county_scope(scope) else scope
        said = _(
            "Changes {first}–{last} of {who} ({county}) have not come. The next export asks "
            "for them; those after them wait."
        )
        who = self._names.get(device, device[:8])
        return said.format(first=first, last=last, who=who, county=county)

    def _build(self) -> None:
        # What is to be decided, and what was refused, stand where a long list cannot push them
        # out of sight.
        deeds = row(self.apply_button, self.leave_button, None)
        listed = column(self.table, self.chosen, self.keys, gap=Space.ONE)
        result = column(
            self.title,
            self.summary,
            deeds,
            self.problem_area,
            listed,
            self.records,
            None,
            gap=Space.TWO,
        )
        self.stack.addWidget(self.arrivals)
        self.stack.addWidget(scrolled(holder(result)))
        self.setLayout(row(self.stack))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _fetch(self, ids: Sequence[str]) -> list[ReportRow]:
        return [self._rows[one] for one in ids if one in self._rows]


def _stopped(taken: int, left: int) -> str:
    """Return what a stop left, in words."""
    if not taken:
        return _("Stopped: no file has been taken in whole")
    words = ngettext(
        "Stopped: {n} file lies here still, the others are taken in",
        "Stopped: {n} files lie here still, the others are taken in",
        left,
    )
    return words.format(n=left)


def _result(one: FileReport, words: Mapping[str, str]) -> str:
    """Return what comes of a file; one that only waits for the office's decision is held."""
    if one.result == "waiting" and not one.taken.waiting:
        return _("Waits for the office to decide")
    return _(words[one.result])
