"""What waits for the others, in words; where to export; the list of files sent and taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.base.formats import format_date, format_number
from app.base.i18n import N_, _, ngettext
from app.services import exchange, exchange_words
from app.services.exchange import LoggedFile, Status
from app.ui import theme
from app.ui.beside import Beside
from app.ui.context import Context
from app.ui.notice import Notice
from app.ui.pages.exchange_export import ExportCard, Told
from app.ui.parts import card, clear, column, holder, row, scrolled, text
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
        return _("outgoing") if self.file.direction == "sent" else _("incoming")

    @property
    def changes(self) -> int:
        detail = self.file.detail
        return int(detail.get("changes", detail.get("new", 0)) or 0)

    @property
    def reason(self) -> str:
        return str(self.file.detail.get("reason") or "")

    @property
    def result(self) -> str:
        is_held = bool(self.file.detail.get("held")) and not self.file.detail.get("waiting")
        if is_held:
            return _("waits for the office to decide")
        return _(_RESULTS.get(self.file.result, self.file.result))

    @property
    def in_full(self) -> str:
        return f"{self.file.name}: {self.result}: {self.reason}" if self.reason else ""


class OverviewPart(QWidget):
    """Three figures, the places to export to, and the files of the past."""

    def __init__(self, context: Context) -> None:
        """Build the parts; `show_status` fills them."""
        super().__init__()
        self.heading = _("Overview")
        self.context = context
        self._rows: dict[str, _FileRow] = {}
        self._names: dict[str, str] = {}
        self._told: Told | None = None
        self.figures = row(gap=Space.TWO)
        self.notice = Notice()
        self.notice.deed.clicked.connect(self._open_place)
        self.faults = text("", "warning")
        self.export = ExportCard(context)
        self.export.exported.connect(self._exported)
        self.export.left.connect(self.table_focus)
        self.table = TableView("exchange_files", _COLUMNS, self._fetch, _("Files sent and taken"))
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names of files end apart
        self.table.chosen.connect(self._choose)
        self.chosen = text("", "muted")
        self.setFocusProxy(self.table)
        self._rest = holder(column(None))
        """Keeps what is above together while there is no table."""
        self.empty = text(_("No file has been sent or taken in yet."), "muted")
        whole = column(
            self.export,  # on top: in large letters what is below the figures is out of sight
            self.notice,
            self.figures,
            self.faults,
            text(_("Files sent and taken in"), "lead"),
            self.empty,
            self.table,
            self.chosen,
            self._rest,
            gap=Space.TWO,
        )
        whole.setStretch(6, 1)
        self.table.setMinimumHeight(theme.px(theme.ROW_HEIGHT) * 5)
        self.setLayout(row(scrolled(holder(whole))))

    def show_status(self, status: Status) -> None:
        """Show how the store stands with the others."""
        self._names = {one.device: one.name for one in status.devices}
        clear(self.figures)
        first, second, third, fourth = _figures(status)
        pairs = (row(first, second, gap=Space.TWO), row(third, fourth, gap=Space.TWO))
        self.figures.addWidget(Beside(*(holder(pair) for pair in pairs), from_width=720))
        said = exchange_words.status_faults(status, self._names)
        self.faults.setText("\n".join(said))
        self.faults.setVisible(bool(said))
        found = exchange.files(self.context.database)
        self._rows = {
            str(place): _FileRow(str(place), file, self._names.get(file.device, "–"))
            for place, file in enumerate(found)
        }
        self.table.set_ids(list(self._rows))
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._rest.setVisible(not found)
        self._choose(self.table.current_id())

    def table_focus(self) -> None:
        """Put the cursor into the list of files."""
        self.table.setFocus()

    @property
    def is_busy(self) -> bool:
        """Tell whether a file is being written."""
        return self.export.is_busy

    def _exported(self, told: Told) -> None:
        self._told = told
        self.notice.show_text(told.words, "accent", told.deed)
        self.show_status(exchange.status(self.context.database))
        self.table.setFocus()

    def _choose(self, row_id: str) -> None:
        """Say why a file was refused or waits."""
        row = self._rows.get(row_id)
        self.chosen.setText(row.in_full if row else "")
        self.chosen.setVisible(bool(self.chosen.text()))

    def _open_place(self) -> None:
        if self._told is not None:
            self.export.open(self._told.place)

    def _fetch(self, ids: Sequence[str]) -> list[_FileRow]:
        return [self._rows[one] for one in ids if one in self._rows]


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
        working = [one for one in status.devices if not one.revoked]
        active, heard = len(working), sum(1 for one in working if one.last_file is not None)
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
    Column(N_("Direction"), lambda r: r.direction, 110, drops=True),
    Column(N_("Who"), lambda r: r.other, 160),
    Column(N_("File"), lambda r: r.file.name, 330, grows=True),
    Column(N_("Changes"), lambda r: r.changes, 80, align="right"),
    Column(
        N_("Result"),
        lambda r: r.result,
        200,
        tone=lambda r: _TONES.get(r.file.result),
    ),
)
