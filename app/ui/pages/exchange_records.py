"""The records that files bring, as a table: what each is called, what is new in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.base.formats import format_number
from app.base.i18n import N_, _, ngettext
from app.model.every_entity import entities_by_name
from app.services import records
from app.services.exchange import ArrivedRow, FileReport
from app.ui.context import Context
from app.ui.parts import column, text
from app.ui.table import Column, TableView
from app.ui.theme import ROW_HEIGHT, Space, Tone, px

_ROWS_SHOWN = 10
PAGES_OF = {"company": "companies", "visit": "visits", "event": "events", "leaflet": "leaflets"}
"""The pages that show records of a kind."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record of one file."""

    id: str
    record: ArrivedRow

    @property
    def kind(self) -> str:
        """Return what sort of record it is."""
        known = entities_by_name().get(self.record.entity)
        return _(known.about.label) if known is not None else self.record.entity

    @property
    def comes_to(self) -> str:
        """Return what comes of it, in words."""
        if self.record.asked:
            return _("you will be asked: {fields}").format(
                fields=", ".join(_(label) for label in self.record.asked)
            )
        if self.record.is_gone:
            return _("record deleted")
        return _("new record") if self.record.is_new else _("record changed")

    @property
    def tone(self) -> Tone | None:
        """Return the colour beside the words."""
        if self.record.asked:
            return "amber"
        if self.record.is_gone:
            return "red"
        return "accent" if self.record.is_new else None

    @property
    def fields(self) -> str:
        """Return the values that came."""
        return " · ".join(f"{_(label)}: {value}" for label, value in self.record.fields)


class RecordsPart(QWidget):
    """The records of the chosen file, or of all files while none is chosen."""

    def __init__(self, context: Context) -> None:
        """Begin hidden; `show_files` fills it."""
        super().__init__()
        self.context = context
        self._rows: dict[str, RecordRow] = {}
        self.title = text("", "strong")
        self.chosen = text("", "muted")
        self.table = TableView("exchange_records", _COLUMNS, self._fetch, _("Records in the files"))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._open)
        self.setLayout(column(self.title, self.table, self.chosen, gap=Space.ONE))
        self.hide()

    def show_files(self, files: Sequence[FileReport]) -> None:
        """Show what some files bring; the part goes away when that is nothing."""
        found = {(one.entity, one.row): one for file in files for one in file.rows}
        every = found.keys() | {key for file in files for key in file.taken.rows}
        self._rows = {row: RecordRow(row, one) for (_kind, row), one in found.items()}
        self.table.set_ids(list(self._rows))
        self.setVisible(bool(self._rows))
        self.title.setText(_heading(files, len(self._rows), len(every)))
        shown = min(max(len(self._rows), 1), _ROWS_SHOWN)
        self.table.setFixedHeight(px(44) + px(ROW_HEIGHT) * shown)
        self._choose(self.table.current_id())

    def _choose(self, row_id: str) -> None:
        """Say in full what the columns cut short."""
        chosen = self._rows.get(row_id)
        said = chosen.fields if chosen else ""
        self.chosen.setText(f"{chosen.record.title}: {said}" if chosen and said else "")
        self.chosen.setVisible(bool(self.chosen.text()))

    def _open(self, row_id: str) -> None:
        """Go to the record's page, if the record is here already."""
        one = self._rows[row_id].record
        known = entities_by_name().get(one.entity)
        page = PAGES_OF.get(one.entity)
        if page is None or known is None:
            return
        if self.context.read(records.is_here, known, one.row):
            self.context.navigate(page, one.row)
        else:
            self.context.say(_("This record is not here: it is still in the file, or deleted."))

    def _fetch(self, ids: Sequence[str]) -> list[RecordRow]:
        return [self._rows[one] for one in ids if one in self._rows]


def _heading(files: Sequence[FileReport], shown: int, every: int) -> str:
    n = format_number(every)
    if len(files) == 1:
        words = ngettext("{n} record in {file}", "{n} records in {file}", every)
        said = words.format(n=n, file=files[0].path.name)
    else:
        said = ngettext("{n} record", "{n} records", every).format(n=n)
    if shown < every:
        said = _("{records}; the first {n} are listed").format(records=said, n=format_number(shown))
    return said


_COLUMNS = (
    Column(N_("Which record"), lambda r: r.record.title, 200, grows=True),
    Column(N_("Kind"), lambda r: r.kind, 120),
    Column(N_("What comes of it"), lambda r: r.comes_to, 230, tone=lambda r: r.tone),
    Column(N_("Values that come"), lambda r: r.fields, 420, drops=True),
)
