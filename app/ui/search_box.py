"""A box that finds a record or a choice while its name is typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.base.i18n import _
from app.base.text import fold
from app.ui import icons, theme
from app.ui.text_box import TextBox

Found = tuple[str, str]
Lookup = Callable[[str], Sequence[Found]]
"""Returns what fits a typed text, as (id, title); nothing typed gives the first of all."""

_SHOWN_AT_ONCE = 8
_WIDEST = 460
_TAB_REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


def lookup_among(options: Sequence[Found]) -> Lookup:
    """Return a lookup over a closed list: each typed word begins a word of the title."""

    def lookup(text: str) -> list[Found]:
        words = fold(text).split()
        return [
            (value, title)
            for value, title in options
            if all(any(part.startswith(w) for part in fold(title).split()) for w in words)
        ]

    return lookup


class SearchBox(TextBox):
    """One picked record or choice; the list below follows what is typed.

    Signals:
        picked: the id of what was picked, or nothing when the box was emptied.
    """

    picked = Signal(str)

    def __init__(
        self,
        lookup: Lookup,
        accessible: str,
        *,
        keeps: bool = True,
        guesses: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with nothing picked.

        Args:
            lookup: finds by typed text.
            accessible: the name for screen readers.
            keeps: whether the picked title stays in the box; a box that adds to a list empties.
            guesses: whether leaving by the mouse takes the only one that fits; where it would make
                a new record, only Enter and Tab do.
            parent: its owner.
        """
        super().__init__(accessible, parent)
        self.lookup = lookup
        self.id = ""
        self._title = ""
        self._keeps = keeps
        self._guesses = guesses
        self._list = QListWidget(self)
        self._list.setProperty("role", "popup")
        self._list.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self._list.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(accessible)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._item_clicked)
        arrow = QAction(icons.icon("chevron", "muted"), _("Show the list"), self)
        arrow.triggered.connect(self.open_list)
        self.addAction(arrow, QLineEdit.ActionPosition.TrailingPosition)
        self.setPlaceholderText(_("Type to search"))
        self.textEdited.connect(self._text_edited)

    def set_picked(self, row_id: str, title: str) -> None:
        """Show what is picked, without telling."""
        self.id, self._title = row_id, title
        self.setText(title)
        self.setCursorPosition(0)

    @property
    def problem(self) -> str:
        """Return why what is typed cannot stand."""
        if not self.text().strip() or self.text() == self._title:
            return ""
        return _("“{text}” is not in the list. Choose from the list.").format(text=self.text())

    def open_list(self) -> None:
        """Show what fits; all when the text is what is picked already."""
        self.setFocus()
        self._show_found("" if self.text() == self._title else self.text())

    @property
    def offered(self) -> list[str]:
        """Return the titles that the open list offers."""
        if not self._list.isVisible():
            return []
        return [self._list.item(place).text() for place in range(self._list.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, pick, or close it; Qt calls."""
        key, is_open = event.key(), self._list.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if is_open:
                step = 1 if key == Qt.Key.Key_Down else -1
                self._list.setCurrentRow((self._list.currentRow() + step) % self._list.count())
            else:
                self.open_list()
        elif is_open and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick_current()
            event.setAccepted(not self._keeps)
        elif is_open and key == Qt.Key.Key_Escape:
            self._list.hide()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list; Qt calls."""
        super().mousePressEvent(event)
        if not self._list.isVisible() and not self.isReadOnly():
            self.open_list()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what is meant: the marked line after Tab, else the only one that fits; Qt calls."""
        typed = bool(self.text().strip()) and self.text() != self._title
        if typed and self._list.isVisible() and event.reason() in _TAB_REASONS:
            self._pick_current()
        elif typed and self._guesses:
            found = self.lookup(self.text())
            if len(found) == 1:
                self._pick(*found[0])
        elif not self.text().strip() and self.id:
            self._pick("", "")
        self._list.hide()
        super().focusOutEvent(event)

    def _text_edited(self, text: str) -> None:
        if text.strip():
            self._show_found(text)
        else:
            self._list.hide()
            if self.id:
                self._pick("", "")

    def _show_found(self, text: str) -> None:
        self._list.clear()
        for row_id, title in self.lookup(text):
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, row_id)
            self._list.addItem(item)
        if not self._list.count():
            self._list.hide()
            return
        self._list.setCurrentRow(0)
        lines = min(self._list.count(), _SHOWN_AT_ONCE)
        bar = self._list.verticalScrollBar().sizeHint().width()
        wide = min(self._list.sizeHintForColumn(0) + bar + theme.px(8), theme.px(_WIDEST))
        height = lines * max(self._list.sizeHintForRow(0), 1) + 4
        self._list.resize(max(self.width(), wide), height)
        self._list.move(self.mapToGlobal(QPoint(0, self._list_top())))
        self._list.show()

    def _list_top(self) -> int:
        """Return where the list begins: below, or above when there is no room below."""
        below = self.mapToGlobal(QPoint(0, self.height())).y() + self._list.height()
        fits = below <= self.screen().availableGeometry().bottom()
        gap = theme.px(2)
        return self.height() + gap if fits else -self._list.height() - gap

    def _item_clicked(self, item: QListWidgetItem) -> None:
        self._pick(item.data(Qt.ItemDataRole.UserRole), item.text())

    def _pick_current(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._item_clicked(item)

    def _pick(self, row_id: str, title: str) -> None:
        self._list.hide()
        if self._keeps:
            self.set_picked(row_id, title)
        else:
            self.set_picked("", "")
        self.picked.emit(row_id)
