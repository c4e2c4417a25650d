"""Attached files as a gallery: pictures with names below, gone through by arrows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollArea, QSizePolicy, QWidget

from app.services.attachments import AttachmentRow
from app.ui.gallery_cell import GalleryCell, cell_size, state_words
from app.ui.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class GalleryModel(QAbstractListModel):
    """The rows of a gallery."""

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.rows: Sequence[AttachmentRow] = ()

    def set_rows(self, rows: Sequence[AttachmentRow]) -> None:
        """Show other files."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of files; Qt asks."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a file's name, or a sentence about it; Qt asks."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (row.name, row.alt_text, state_words(row)) if part)
        return None


class Gallery(QListView):
    """Files side by side, as high as they need; it never scrolls in itself.

    Signals:
        reached: another file is the current one; its row, or nothing.
        opened: Enter or a double click; the row.
        key_typed: a key that is no movement; the event is accepted by who knows it.
    """

    reached = Signal(object)
    opened = Signal(object)
    key_typed = Signal(QKeyEvent)

    def __init__(self, accessible: str, pictures: Thumbnails) -> None:
        """Begin empty."""
        super().__init__()
        self.files = GalleryModel(self)
        self.setModel(self.files)
        self.setItemDelegate(GalleryCell(pictures, self))
        self.setAccessibleName(accessible)
        self.setProperty("role", "gallery")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(cell_size())
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setDragEnabled(False)
        self.viewport().setMouseTracking(True)
        pictures.ready.connect(self._picture_ready)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.row_at(index)))
        self.selectionModel().currentChanged.connect(self._current_changed)

    def set_rows(self, rows: Sequence[AttachmentRow]) -> None:
        """Show other files."""
        self.files.set_rows(rows)
        self._fit()
        self.reached.emit(None)

    def row_at(self, index: Index) -> AttachmentRow | None:
        """Return the file at a place of the model."""
        return self.files.rows[index.row()] if index.isValid() else None

    @property
    def current(self) -> AttachmentRow | None:
        """Return the current file."""
        return self.row_at(self.currentIndex())

    def go_to(self, place: int) -> None:
        """Make a file the current one: the one at this place, or the last."""
        if self.files.rows:
            self.setCurrentIndex(self.files.index(min(place, len(self.files.rows) - 1), 0))

    def place_of(self, name: str) -> int | None:
        """Return where a file stands, by its id or its content's name, if it is shown."""
        rows = enumerate(self.files.rows)
        return next((place for place, row in rows if name in (row.id, row.sha256)), None)

    def sizeHint(self) -> QSize:
        """Return the width of three files and the height of all; Qt asks."""
        return QSize(cell_size().width() * 3, self.height())

    def minimumSizeHint(self) -> QSize:
        """Return the size of one file; Qt asks."""
        return cell_size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become as high as the files need at this width; Qt calls."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: Any) -> None:
        """Begin with the first file; Qt calls."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.go_to(max(self.currentIndex().row(), 0))
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        """Take the ring away; Qt calls."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter, offer other keys to whoever holds the gallery; Qt calls."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            if not event.isAutoRepeat():
                self.opened.emit(self.current)
            return
        event.ignore()
        self.key_typed.emit(event)
        if event.isAccepted():
            return
        if event.text() and event.text().isprintable():
            event.ignore()  # letters belong to the page; Qt would search by them
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        cell = cell_size(max(self.width() - 1, 1))
        if cell != self.gridSize():
            self.setGridSize(cell)
        across = max(1, (self.width() - 1) // cell.width())
        down = -(-len(self.files.rows) // across)
        if self.minimumHeight() != down * cell.height():
            self.setFixedHeight(down * cell.height())

    def _picture_ready(self, sha256: str) -> None:
        for place, row in enumerate(self.files.rows):
            if row.sha256 == sha256:
                index = self.files.index(place, 0)
                self.files.dataChanged.emit(index, index)

    def _current_changed(self, index: QModelIndex) -> None:
        self.reached.emit(self.row_at(index))
        QTimer.singleShot(0, self, self._show_current)  # the card may be growing just now

    def _show_current(self) -> None:
        """Scroll the card around the gallery so far that the current file is seen."""
        cell = self.visualRect(self.currentIndex())
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and inside is not None and cell.isValid():
            middle = self.viewport().mapTo(inside, cell.center())
            around.ensureVisible(0, middle.y(), 0, cell.height() // 2)
