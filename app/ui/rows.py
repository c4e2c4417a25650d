"""The one table model: all ids first, then pages of 256 rows read when they are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.base.formats import format_date, format_datetime, format_number
from app.base.i18n import _
from app.ui import theme

PAGE = 256
_KEPT_PAGES = 40

FetchRows = Callable[[Sequence[str]], Sequence[Any]]
"""Reads the rows of some ids; each row has an `id`, and one that is gone may be missing."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        label: untranslated (marked by `N_`); translated when it is shown.
        value: the text, number, date or moment to show of a row.
        width: in pixels at 100 %.
        grows: whether it takes the room that the others leave; they get what their texts need.
        drops: whether it goes when there is too little room; the card says it too.
        whole: whether its texts are never cut, however long; it then also drops.
        align: numbers stand at the right.
        sort: the key given to `fetch_ids` when the header is clicked; none, no sorting.
        tone: a colour's name for a row, always beside words that say the same.
    """

    label: str
    value: Callable[[Any], Any]
    width: int = 140
    align: Literal["left", "right"] = "left"
    sort: str = ""
    tone: Callable[[Any], theme.Tone | None] | None = None
    grows: bool = False
    drops: bool = False
    whole: bool = False


class RowsModel(QAbstractTableModel):
    """Shows rows of any number; reads only those that are looked at."""

    def __init__(
        self, columns: Sequence[Column], fetch_rows: FetchRows, parent: QObject | None = None
    ) -> None:
        """Begin empty.

        Args:
            columns: from left to right.
            fetch_rows: reads a page of rows by their ids.
            parent: its owner.
        """
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch_rows = fetch_rows
        self._ids: Sequence[str] = ()
        self._places: dict[str, int] | None = None
        self._pages: OrderedDict[int, dict[str, Any]] = OrderedDict()
        self._figures = theme.font(figures=True)

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show other rows; whatever was read before is read again when needed."""
        self.beginResetModel()
        self._ids = ids
        self._places = None
        self._pages.clear()
        self.endResetModel()

    @property
    def ids(self) -> Sequence[str]:
        """Return the ids in the order in which they are shown."""
        return self._ids

    def row_at(self, place: int) -> Any:
        """Return a row, or `None` when it has gone meanwhile."""
        number = place // PAGE
        page = self._pages.get(number)
        if page is None:
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            page = {row.id: row for row in self._fetch_rows(wanted)}
            self._pages[number] = page
            if len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        return page.get(self._ids[place])

    def place_of(self, row_id: str) -> int | None:
        """Return where a row is shown, if it is."""
        if self._places is None:
            self._places = {known: place for place, known in enumerate(self._ids)}
        return self._places.get(row_id)

    def text_at(self, place: int, column: int) -> str:
        """Return what a cell shows."""
        row = self.row_at(place)
        if row is None:
            return _("(deleted)") if column == 0 else ""
        return shown(self.columns[column].value(row))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows; Qt asks."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns; Qt asks."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows and how; Qt asks."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text_at(index.row(), index.column())
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole and column.align == "right":
            return self._figures
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None:
            row = self.row_at(index.row())
            tone = column.tone(row) if row is not None else None
            return theme.colour(tone) if tone else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading; Qt asks."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None


def shown(value: object) -> str:
    """Return a value as people read it."""
    from datetime import date, datetime

    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, (int, float)):
        return format_number(value)
    return str(value)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
