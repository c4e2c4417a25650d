"""Files that somebody brought: what would come of them first, then taking them in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.base.i18n import N_, _, ngettext
from app.base.progress import Progress
from app.model import territory
from app.services import exchange
from app.services.exchange import FileReport, ImportReport, Status
from app.ui.context import Context
from app.ui.parts import EmptyState, Notice, button, clear, column, holder, row, scrolled, text
from app.ui.table import Column, TableView
from app.ui.theme import ROW_HEIGHT, Space, Tone, px

_BEFORE = {
    "applied": N_("To be taken in"),
    "known": N_("Known already"),
    "waiting": N_("Will wait for an earlier file"),
    "refused": N_("Refused"),
}
_AFTER = _BEFORE | {"applied": N_("Taken in"), "waiting": N_("Waits for an earlier file")}
_TONES: dict[str, Tone] = {"refused": "red", "waiting": "amber", "applied": "accent"}


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    report: FileReport
    sender: str
    result: str

    def count(self, name: str) -> int | None:
        """Return a count, or nothing for a refused file."""
        if self.report.result == "refused":
            return None
        found = getattr(self.report.taken, name)
        return found if isinstance(found, int) else len(found)


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
        self._rows: dict[str, _Row] = {}
        self._names: dict[str, str] = {}
        self._busy = False
        self.empty = EmptyState(
            "import",
            _("Drop files here"),
            _("Files that came by stick or e-mail. You see first what would change."),
            _("Choose files…"),
            self.choose_files,
        )
        self.title = text("", "lead")
        self.summary = Notice(closable=False)
        self.summary.deed.clicked.connect(self.conflicts_wanted)
        self.table = TableView("exchange_dry_run", _COLUMNS, self._fetch, _("Files to take in"))
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
        """Remember how the devices are called."""
        self._names = {one.device: one.name for one in status.devices}

    @property
    def is_busy(self) -> bool:
        """Tell whether a job of this tab is under way."""
        return self._busy

    def choose_files(self) -> None:
        """Choose files in the system's window."""
        chosen = self.ask_for_files()
        if chosen:
            self.context.keep_folder(str(Path(chosen[0]).parent))
            self.add_files([Path(one) for one in chosen])

    def ask_for_files(self) -> list[str]:
        """Ask for files; none when the person left."""
        kinds = _("Exchange files (*.csrx);;All files (*)")
        chosen, _kind = QFileDialog.getOpenFileNames(
            self, _("Choose files to take in"), self.context.settings.folder, kinds
        )
        return chosen

    def add_files(self, files: Sequence[Path]) -> None:
        """Look into files, with those that lie here already; nothing is changed."""
        if self._busy or not files:
            return
        if not self.apply_button.isVisibleTo(self):
            self.files = []
        self.files += [file for file in files if file not in self.files]
        self._start(self._dry_run_ready, dry_run=True, text_=_("Looking into the files…"))

    def apply(self) -> None:
        """Take the files in."""
        if not self._busy and self.files and self.apply_button.isEnabled():
            self._start(self._applied, dry_run=False, text_=_("Taking files in…"))

    def put_away(self) -> None:
        """Forget the files; they stay where they are."""
        self.files = []
        self.stack.setCurrentWidget(self.empty)
        self.setFocus()

    def _start(self, done: object, *, dry_run: bool, text_: str) -> None:
        self._busy = True
        self.apply_button.setEnabled(False)
        database, files = self.context.database, tuple(self.files)

        def job(progress: Progress) -> ImportReport:
            return exchange.take_in(database, files, dry_run=dry_run, progress=progress)

        task = self.context.start(job, done, text=text_)  # type: ignore[arg-type]
        task.ended.connect(self._ended)

    def _ended(self) -> None:
        self._busy = False
        self.apply_button.setEnabled(True)

    def _dry_run_ready(self, report: ImportReport) -> None:
        self._show(report, _BEFORE)
        useful = any(one.result in ("applied", "waiting", "known") for one in report.files)
        self.title.setText(_("What these files would bring – nothing has been changed yet"))
        self.apply_button.setVisible(useful)
        self.leave_button.setText(_("Put the files away"))
        (self.apply_button if useful else self.leave_button).setFocus()

    def _applied(self, report: ImportReport) -> None:
        self.files = []
        self.taken.emit(report)
        self._show(report, _AFTER)
        self.title.setText(_("What these files brought"))
        self.apply_button.hide()
        self.leave_button.setText(_("Done"))
        (self.summary.deed if report.conflicts else self.leave_button).setFocus()

    def _show(self, report: ImportReport, words: dict[str, str]) -> None:
        self._rows = {
            str(place): _Row(
                str(place), one, self._names.get(one.sender, "–"), _(words[one.result])
            )
            for place, one in enumerate(report.files)
        }
        self.table.set_ids(list(self._rows))
        shown = min(max(len(self._rows), 2), 10)
        self.table.setFixedHeight(px(44) + px(ROW_HEIGHT) * shown)
        tone = "amber" if report.conflicts or report.duplicates else "accent"
        done = words is _AFTER
        deed = _("Answer them now") if done and report.conflicts else ""
        self.summary.show_text(report_words(report), tone, deed)
        self._show_problems(report)
        self.stack.setCurrentIndex(1)

    def _show_problems(self, report: ImportReport) -> None:
        clear(self.problems)
        lines = [
            (f"{one.path.name}: {one.reason}", "problem") for one in report.files if one.reason
        ]
        gaps = sorted({gap for one in report.files for gap in one.missing})
        lines += [(self._gap_words(*gap), "warning") for gap in gaps]
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
        deeds = row(self.leave_button, None, self.apply_button)
        result = column(
            self.title, self.summary, self.table, self.problem_area, None, deeds, gap=Space.TWO
        )
        self.stack.addWidget(self.empty)
        self.stack.addWidget(scrolled(holder(result)))
        whole = row(self.stack)
        self.setLayout(whole)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _fetch(self, ids: Sequence[str]) -> list[_Row]:
        return [self._rows[one] for one in ids if one in self._rows]


def report_words(report: ImportReport) -> str:
    """Return what files bring all together, in words."""
    new = sum(one.taken.new for one in report.files)
    known = sum(one.taken.known for one in report.files)
    refused = sum(1 for one in report.files if one.result == "refused")
    parts = [ngettext("{n} new change", "{n} new changes", new).format(n=new)]
    parts += [_("{n} known already").format(n=known)] if known else []
    if refused:
        parts.append(ngettext("{n} file refused", "{n} files refused", refused).format(n=refused))
    if report.conflicts:
        n = report.conflicts
        parts.append(ngettext("{n} conflict to answer", "{n} conflicts to answer", n).format(n=n))
    if report.duplicates:
        n = report.duplicates
        parts.append(ngettext("{n} possible duplicate", "{n} possible duplicates", n).format(n=n))
    return " · ".join(parts)


_COLUMNS = (
    Column(N_("File"), lambda r: r.report.path.name, 340),
    Column(N_("From whom"), lambda r: r.sender, 170),
    Column(N_("Result"), lambda r: r.result, 190, tone=lambda r: _TONES.get(r.report.result)),
    Column(N_("New changes"), lambda r: r.count("new"), 90, align="right"),
    Column(N_("Known already"), lambda r: r.count("known"), 100, align="right"),
    Column(N_("Waiting"), lambda r: r.count("waiting"), 80, align="right"),
    Column(N_("Conflicts"), lambda r: r.count("conflicts"), 90, align="right"),
)
