"""What waits for the others, in words; exporting; the list of files sent and taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QSizePolicy, QWidget

from app.base.formats import format_date, format_number
from app.base.i18n import N_, _, ngettext
from app.base.progress import Progress
from app.services import exchange
from app.services.exchange import ExportedFile, LoggedFile, Status
from app.services.sticks import sticks
from app.ui import theme
from app.ui.beside import Beside
from app.ui.context import Context
from app.ui.parts import Notice, button, card, clear, column, flow, holder, row, scrolled, text
from app.ui.table import Column, TableView
from app.ui.theme import Space

_RESULTS = {
    "sent": N_("sent"),
    "applied": N_("applied"),
    "known": N_("known already"),
    "waiting": N_("waits for an earlier file"),
    "refused": N_("refused"),
}

_TONES: dict[str, theme.Tone] = {"refused": "red", "waiting": "amber"}


@dataclass(frozen=True, slots=True)
class _FileRow:
    id: str
    file: LoggedFile
    other: str

    @property
    def direction(self) -> str:
        return _("To") if self.file.direction == "sent" else _("From")

    @property
    def changes(self) -> int:
        detail = self.file.detail
        return int(detail.get("changes", detail.get("new", 0)) or 0)

    @property
    def result(self) -> str:
        reason = str(self.file.detail.get("reason") or "")
        words = _(_RESULTS.get(self.file.result, self.file.result))
        return f"{words}: {reason}" if reason else words


class OverviewPart(QWidget):
    """Three figures, the places to export to, and the files of the past."""

    def __init__(self, context: Context) -> None:
        """Build the parts; `show_status` fills them."""
        super().__init__()
        self.heading = _("Overview")
        self.context = context
        self._rows: dict[str, _FileRow] = {}
        self._names: dict[str, str] = {}
        self._busy = False
        self._folder: Path | None = None
        self.figures = row(gap=Space.TWO)
        self.notice = Notice()
        self.notice.deed.clicked.connect(self._open_folder)
        self.places = QFrame()
        self.places.setProperty("role", "card")
        self._place_list = column(gap=Space.ONE, margin=Space.TWO)
        self.places.setLayout(self._place_list)
        self.places.hide()
        self.table = TableView("exchange_files", _COLUMNS, self._fetch, _("Files sent and taken"))
        self.setFocusProxy(self.table)
        self.empty = text(_("No file has been sent or taken in yet."), "muted")
        whole = column(
            self.figures,
            self.places,
            self.notice,
            text(_("Files sent and taken in"), "lead"),
            self.empty,
            self.table,
            gap=Space.TWO,
        )
        whole.setStretch(5, 1)
        self.table.setMinimumHeight(theme.px(theme.ROW_HEIGHT) * 5)
        self.setLayout(row(scrolled(holder(whole))))

    def show_status(self, status: Status) -> None:
        """Show how the store stands with the others."""
        self._names = {one.device: one.name for one in status.devices}
        clear(self.figures)
        first, second, third, fourth = _figures(status)
        pairs = (row(first, second, gap=Space.TWO), row(third, fourth, gap=Space.TWO))
        self.figures.addWidget(Beside(*(holder(pair) for pair in pairs), from_width=560))
        found = exchange.files(self.context.database)
        self._rows = {
            str(place): _FileRow(str(place), file, self._names.get(file.device, "–"))
            for place, file in enumerate(found)
        }
        self.table.set_ids(list(self._rows))
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)

    @property
    def is_busy(self) -> bool:
        """Tell whether a job of this tab is under way."""
        return self._busy

    def offer_places(self) -> None:
        """Show where a file can be written: sticks, the last folder, any other."""
        clear(self._place_list)
        known = [(stick.path, stick.name) for stick in sticks()]
        last = self.context.settings.folder
        if last and Path(last).is_dir() and Path(last) not in [path for path, _name in known]:
            known.append((Path(last), Path(last).name or last))
        choices = [
            button(name, partial(self.export_to, path), icon="folder", tip=str(path))
            for path, name in known
        ]
        other = button(_("Another folder…"), self._choose_folder, icon="more")
        leave = button(_("Leave"), self.leave_places, "quiet", tip=_("Esc"))
        self._place_list.addWidget(text(_("Where is the file to stand?"), "strong"))
        self._place_list.addWidget(flow(*choices, other, leave))
        self.places.show()
        (choices[0] if choices else other).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def export_to(self, folder: Path) -> None:
        """Write what the others lack into a folder, in the background."""
        if self._busy:
            return
        self._busy = True
        self._folder = folder
        database = self.context.database

        def job(progress: Progress) -> list[ExportedFile]:
            return exchange.export(database, folder, None, progress)

        task = self.context.start(job, self._exported, text=_("Exporting…"))
        task.ended.connect(self._ended)

    def choose_folder(self) -> str:
        """Ask for a folder; empty when the person left."""
        start = self.context.settings.folder or str(Path.home())
        return QFileDialog.getExistingDirectory(self, _("Where is the file to stand?"), start)

    def _choose_folder(self) -> None:
        chosen = self.choose_folder()
        if chosen:
            self.context.keep_folder(chosen)
            self.export_to(Path(chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the choice of a place by Esc; Qt calls."""
        if event.key() == Qt.Key.Key_Escape and self.places.isVisible():
            self.leave_places()
        else:
            super().keyPressEvent(event)

    def leave_places(self) -> None:
        """Export nothing."""
        self.places.hide()
        self.table.setFocus()

    def _ended(self) -> None:
        self._busy = False

    def _exported(self, files: list[ExportedFile]) -> None:
        self.places.hide()
        self.notice.show_text(exported_words(files), "accent", _("Open the folder"))
        self.show_status(exchange.status(self.context.database))
        self.table.setFocus()

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _fetch(self, ids: Sequence[str]) -> list[_FileRow]:
        return [self._rows[one] for one in ids if one in self._rows]


def exported_words(files: Sequence[ExportedFile]) -> str:
    """Return what was written for whom, in words."""
    if len(files) == 1:
        one = files[0]
        counted = ngettext("{n} change", "{n} changes", one.changes).format(n=one.changes)
        said = _("Written for {who}: {file} ({changes}). Hand the file over.")
        return said.format(who=one.name, file=one.path.name, changes=counted)
    changes = sum(one.changes for one in files)
    counted = ngettext("{n} change", "{n} changes", changes).format(n=format_number(changes))
    said = ngettext("{n} file written ({changes}).", "{n} files written ({changes}).", len(files))
    return said.format(n=len(files), changes=counted)


def _figures(status: Status) -> list[QWidget]:
    waiting = ngettext("change waits to be handed over", "changes wait to be handed over",
                       status.unconfirmed)  # fmt: skip
    return [
        _figure(format_number(status.unconfirmed), waiting, warn=status.unconfirmed > 0),
        _confirmed(status),
        _figure(
            format_number(status.conflicts),
            ngettext("conflict to answer", "conflicts to answer", status.conflicts),
            warn=status.conflicts > 0,
        ),
        _figure(
            format_number(status.waiting),
            ngettext("change waits for a missing file", "changes wait for a missing file",
                     status.waiting),
            warn=status.waiting > 0,
        ),
    ]  # fmt: skip


def _confirmed(status: Status) -> QWidget:
    if status.role == "office":
        heard = sum(1 for one in status.devices if one.last_file is not None)
        active = sum(1 for one in status.devices if not one.revoked)
        words = ngettext("device has handed in", "devices have handed in", active)
        return _figure(f"{heard} / {active}", words, warn=False)
    if status.confirmed_at is None:
        return _figure("–", _("the office has not confirmed anything yet"), warn=False)
    return _figure(
        format_date(status.confirmed_at.date()), _("the office confirmed up to"), warn=False
    )


def _figure(number: str, words: str, *, warn: bool) -> QWidget:
    shown = text(number, "number", wrap=False)
    if warn:
        shown.setStyleSheet(f"color: {theme.colour('amber').name()}")
    label = text(words, "muted")
    made = card(shown, label, gap=Space.NONE)
    made.setAccessibleName(f"{number} {words}")
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


_COLUMNS = (
    Column(N_("When"), lambda r: datetime.fromisoformat(r.file.at), 130),
    Column(N_("Direction"), lambda r: r.direction, 70),
    Column(N_("Who"), lambda r: r.other, 160),
    Column(N_("File"), lambda r: r.file.name, 330),
    Column(N_("Changes"), lambda r: r.changes, 80, align="right"),
    Column(
        N_("Result"),
        lambda r: r.result,
        200,
        tone=lambda r: _TONES.get(r.file.result),
    ),
)
