"""Attached files that are on their way: what they are, what has come, who is asked for them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.base.formats import format_datetime, format_size
from app.base.i18n import N_, _
from app.services import missing_files
from app.services.exchange import Status
from app.services.missing_files import MissingFile
from app.ui.context import Context
from app.ui.pages.exchange_records import PAGES_OF
from app.ui.parts import column, row, text
from app.ui.table import Column, TableView
from app.ui.theme import Space


class MissingPart(QWidget):
    """The list of files that the next written file asks for; Enter leads to their record."""

    def __init__(self, context: Context) -> None:
        """Build the part; `show_status` fills it."""
        super().__init__()
        self.heading = _("Files on their way")
        self.context = context
        self._rows: dict[str, MissingFile] = {}
        self.words = text("")
        self.asked = text("", "muted")
        self.table = TableView("exchange_missing", _COLUMNS, self._fetch, self.heading)
        self.table.opened.connect(self._open)
        self.setFocusProxy(self.table)
        whole = column(self.words, self.asked, self.table, gap=Space.TWO)
        whole.setStretch(2, 1)
        self.setLayout(row(whole))

    def show_status(self, status: Status) -> None:
        """Show what is missing; read only when there is something."""
        if not status.missing_attachments:
            self._rows = {}
            self.table.set_ids([])
            return
        database = self.context.database
        found = database.read(missing_files.listed, database.folder)
        asked = database.read(missing_files.last_asked)
        self._rows = {one.id: one for one in found}
        self.words.setText(
            _(
                "The records of these files are here, the files themselves are not yet. Each file "
                "that you write asks for them; whoever has them sends them with their next file."
            )
        )
        said = _("The last file was written {when}; it asked for what was missing then.")
        words = said.format(when=format_datetime(asked)) if asked else _("Not asked for yet.")
        self.asked.setText(words)
        self.table.set_ids(list(self._rows))

    def _open(self, row_id: str) -> None:
        owner = self._rows[row_id].owner
        if owner is not None:
            self.context.navigate(PAGES_OF[owner.entity], owner.row)

    def _fetch(self, ids: Sequence[str]) -> list[MissingFile]:
        return [self._rows[one] for one in ids if one in self._rows]


def _come(one: MissingFile) -> str:
    if not one.come:
        return _("nothing yet")
    return _("{part} of {whole}").format(part=format_size(one.come), whole=format_size(one.size))


_COLUMNS = (
    Column(N_("File"), lambda one: one.name, 200, grows=True),
    Column(N_("Belongs to"), lambda one: one.owner_words, 260),
    Column(N_("Size"), lambda one: format_size(one.size) if one.size else "", 80, align="right"),
    Column(N_("Come so far"), _come, 130),
    Column(N_("Attached"), lambda one: one.added, 130, drops=True),
    Column(N_("Who"), lambda one: one.by, 140, drops=True),
)
