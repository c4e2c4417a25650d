"""The table that shows the one model: sorting by header, copying, remembered widths."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.base.i18n import _
from app.ui import sharing, theme
from app.ui.rows import Column, FetchRows, Index, RowsModel

__all__ = ["Column", "RowsModel", "TableView"]

_COPIED_AT_MOST = 20_000
_MEASURED = 40
"""How many rows' texts say how wide a column is to be."""


class TableView(QTableView):
    """A table of rows of any number.

    Signals:
        chosen: the id of the row that the person moved to.
        opened: the id of the row on which Enter or a double click came.
        sorted_by: a column's sort key and whether it is descending.
    """

    chosen = Signal(str)
    opened = Signal(str)
    sorted_by = Signal(str, bool)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        fetch_rows: FetchRows,
        accessible: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing yet; `set_ids` brings rows.

        Args:
            name: under which the widths of columns are remembered.
            columns: from left to right.
            fetch_rows: reads a page of rows by their ids.
            accessible: what the table lists, translated, for screen readers.
            parent: its owner.
        """
        super().__init__(parent)
        self._name = name
        self._fitting = False
        self._away: set[int] = set()
        self.rows = RowsModel(columns, fetch_rows, self)
        self.setModel(self.rows)
        self.setAccessibleName(accessible)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._set_headers()
        self.doubleClicked.connect(self._row_opened)
        self._saving = QTimer(self, singleShot=True, interval=500)
        self._saving.timeout.connect(self._save_widths)

    def _set_headers(self) -> None:
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(1)
        side.setDefaultSectionSize(theme.px(theme.ROW_HEIGHT))
        top = self.horizontalHeader()
        top.setHighlightSections(False)
        top.setStretchLastSection(True)
        top.setMinimumSectionSize(theme.px(40))
        saved = QSettings().value(f"columns/{self._name}")
        widths = [int(w) for w in saved] if isinstance(saved, list) else []
        self._own_widths = len(widths) == len(self.rows.columns)
        if not self._own_widths:
            widths = [column.width for column in self.rows.columns]
        for place, width in enumerate(widths):
            self.setColumnWidth(place, theme.px(width or self.rows.columns[place].width))
        top.setSectionsClickable(any(column.sort for column in self.rows.columns))
        top.setSortIndicatorShown(False)
        top.sectionClicked.connect(self._header_clicked)
        top.sectionResized.connect(self._header_resized)

    def set_ids(self, ids: Sequence[str], keep: str | None = None) -> None:
        """Show other rows.

        Args:
            ids: in order.
            keep: the row to stay on, if it is among them.
        """
        stay = keep or self.current_id()
        self.rows.set_ids(ids)
        self.share_width()
        place = self.rows.place_of(stay) if stay else None
        if place is not None:
            self.go_to(place)

    def go_to(self, place: int) -> None:
        """Choose a row without telling, and show it."""
        index = self.rows.index(place, 0)
        was_blocked = self.blockSignals(True)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.blockSignals(was_blocked)
        self.scrollTo(index)

    def choose(self, row_id: str) -> bool:
        """Choose a row by its id without telling; tell whether it is in the list.

        When it is not, no row stays chosen: a click on any of them is told.
        """
        place = self.rows.place_of(row_id)
        if place is not None:
            self.go_to(place)
        else:
            self._choose_none()
        return place is not None

    def current_id(self) -> str:
        """Return the id of the row that the person is on, or nothing."""
        index = self.currentIndex()
        return self.rows.ids[index.row()] if index.isValid() else ""

    def selected_ids(self) -> list[str]:
        """Return the ids of the marked rows, from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.ids[place] for place in places]

    def copied_text(self) -> str:
        """Return the marked rows as a table for the clipboard, headings first."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        columns = range(len(self.rows.columns))
        lines = [[str(self.rows.headerData(c, Qt.Orientation.Horizontal)) for c in columns]]
        lines += [[self.rows.text_at(p, c) for c in columns] for p in places[:_COPIED_AT_MOST]]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in cells) for cells in lines)

    def show_sorted(self, key: str, *, descending: bool) -> None:
        """Mark the column by which the rows are sorted."""
        keys = [column.sort for column in self.rows.columns]
        top = self.horizontalHeader()
        sortable = bool(key) and key in keys
        top.setSortIndicatorShown(sortable)
        if sortable:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            top.setSortIndicator(keys.index(key), order)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Tell which row the person moved to; Qt calls."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.chosen.emit(self.rows.ids[current.row()])

    def show_columns(self, wanted: Mapping[int, bool]) -> None:
        """Show some columns and hide others, by their places."""
        before = set(self._away)
        for place, shown in wanted.items():
            (self._away.discard if shown else self._away.add)(place)
        if before != self._away:
            self.share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns until the person sets their own; Qt calls."""
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        """Give each column its room, unless the person did; what must go for want of it goes."""
        columns, room = self.rows.columns, self.viewport().width()
        widths = sharing.widths(columns, self._texts(), room, self._away)
        self._fitting = True
        for place in range(len(columns)):
            hidden = place in self._away or (not self._own_widths and not widths[place])
            self.setColumnHidden(place, hidden)
            if not self._own_widths and not hidden:
                self.setColumnWidth(place, widths[place])
        self._fitting = False

    def _texts(self) -> list[list[str]]:
        """Return what the first rows show, by column, with the headings."""
        rows = range(min(len(self.rows.ids), _MEASURED))
        heads = self.rows.columns
        return [
            [_(heads[c].label), *(self.rows.text_at(r, c) for r in rows)] for c in range(len(heads))
        ]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the cursor without choosing: Qt would go to the first row by itself; Qt calls."""
        was_on_a_row = self.currentIndex().isValid()
        was_blocked = self.blockSignals(True)
        super().focusInEvent(event)
        self.blockSignals(was_blocked)
        if not was_on_a_row:
            self._choose_none()

    def _choose_none(self) -> None:
        was_blocked = self.blockSignals(True)
        self.selectionModel().clear()
        self.blockSignals(was_blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, open, or move; Qt calls."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self._row_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Leave typing to the search box: looking through all rows would read them all."""

    def _row_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.ids[index.row()])

    def _header_clicked(self, section: int) -> None:
        key = self.rows.columns[section].sort
        if not key:
            return
        top = self.horizontalHeader()
        descending = (
            top.isSortIndicatorShown()
            and top.sortIndicatorSection() == section
            and top.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        )
        self.show_sorted(key, descending=descending)
        self.sorted_by.emit(key, descending)

    def _header_resized(self, section: int, _old: int, _new: int) -> None:
        shown = [n for n in range(len(self.rows.columns)) if not self.isColumnHidden(n)]
        stretched = section not in shown[:-1]
        if self.isVisible() and not self._fitting and not stretched:
            self._own_widths = True
            self._saving.start()

    def _save_widths(self) -> None:
        percent = theme.current().percent
        widths = [
            round(self.columnWidth(place) * 100 / percent)
            for place in range(len(self.rows.columns))
        ]
        QSettings().setValue(f"columns/{self._name}", widths)
