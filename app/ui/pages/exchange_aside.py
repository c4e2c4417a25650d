"""What came in and is not shown: fields of a newer version, values that break a rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.base.i18n import N_, _
from app.services import exchange_words, refused_changes
from app.services.exchange import Status
from app.services.refused_changes import RefusedChange
from app.ui.context import Context
from app.ui.notice import Notice
from app.ui.parts import column, row, text
from app.ui.table import Column, TableView
from app.ui.theme import Space


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    change: RefusedChange
    who: str


class AsidePart(QWidget):
    """A sentence about what an update will show, and the list of what a rule refuses."""

    def __init__(self, context: Context) -> None:
        """Build the part; `show_status` fills it."""
        super().__init__()
        self.heading = _("Kept aside")
        self.context = context
        self._rows: dict[str, _Row] = {}
        self.newer = Notice()
        self.histories = Notice(closable=False)
        self.words = text("", "muted")
        self.table = TableView("exchange_aside", _COLUMNS, self._fetch, _("Values kept aside"))
        self.table.chosen.connect(self._choose)
        self.whole_reason = text("", "body")
        self.setFocusProxy(self.table)
        whole = column(
            self.newer,
            self.histories,
            self.words,
            self.table,
            self.whole_reason,
            None,
            gap=Space.TWO,
        )
        whole.setStretch(3, 1)
        self.setLayout(row(whole))

    def show_status(self, status: Status) -> None:
        """Show what is kept aside; read only when there is something."""
        if status.unshown:
            self.newer.show_text(exchange_words.newer_text(status.unshown), "amber")
        else:
            self.newer.hide()
        words = exchange_words.histories_text(status)
        if words:
            self.histories.show_text(words)
        else:
            self.histories.hide()
        names = {one.device: one.name for one in status.devices}
        found = self.context.database.read(refused_changes.listed) if status.refused else []
        self._rows = {
            str(place): _Row(str(place), one, names.get(one.device, _("this computer")))
            for place, one in enumerate(found)
        }
        self.words.setText(exchange_words.refused_text(status.refused))
        self.words.setVisible(bool(found))
        self.table.setVisible(bool(found))
        self.table.set_ids(list(self._rows))
        self._choose(self.table.current_id())

    def _choose(self, row_id: str) -> None:
        """Say in full what the columns cut short."""
        chosen = self._rows.get(row_id)
        self.whole_reason.setText(refused_changes.in_full(chosen.change) if chosen else "")
        self.whole_reason.setVisible(chosen is not None)

    def _fetch(self, ids: Sequence[str]) -> list[_Row]:
        return [self._rows[one] for one in ids if one in self._rows]


_COLUMNS = (
    Column(N_("When"), lambda r: r.change.time, 130),
    Column(N_("Who"), lambda r: r.who, 140, drops=True),
    Column(N_("Record"), lambda r: r.change.record, 200),
    Column(N_("Field"), lambda r: r.change.label, 120),
    Column(N_("Value"), lambda r: r.change.value, 180),
    Column(N_("Why"), lambda r: r.change.reason, 260, grows=True),
)
