"""Ctrl+K: any record and any command by a few letters."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from app.base.i18n import _
from app.base.text import fold
from app.model.every_entity import entity_named
from app.services.searching import search
from app.ui import icons, theme
from app.ui.context import Context
from app.ui.parts import column, text
from app.ui.text_box import TextBox
from app.ui.theme import Space
from app.ui.window_place import open_size

_RECORDS_AT_MOST = 12
_COMMANDS_AT_MOST = 40


class Palette(QDialog):
    """A search box over the window and what it finds.

    Signals:
        chosen: an entity's name and a record's id.
    """

    chosen = Signal(str, str)

    def __init__(
        self,
        window: QWidget,
        context: Context,
        commands: Sequence[QAction],
        kinds: tuple[str, ...],
    ) -> None:
        """Show the commands; typing brings records.

        Args:
            window: over which the box stands.
            context: finds records.
            commands: what can be done now.
            kinds: names of the entities whose records are found.
        """
        super().__init__(window)
        self._context, self._commands, self._kinds = context, commands, kinds
        self.setWindowTitle(_("Search everything and commands"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.box = TextBox(_("Search everything and commands"))
        self.box.setPlaceholderText(_("A name, a town, a number or a command"))
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("Found"))
        self.list.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._open)
        self._none = text(_("Nothing found. Try fewer letters."), "muted")
        self._none.hide()
        hint = text(_("Arrows choose, Enter opens, Esc closes"), "muted")
        self.setLayout(column(self.box, self._none, self.list, hint, margin=Space.TWO))
        open_size(self, 620, 460)
        self.box.textChanged.connect(self._search)
        self._search("")
        self.box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose and open; Qt calls with what the box did not need."""
        key, count = event.key(), self.list.count()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and count:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % count)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _search(self, typed: str) -> None:
        self.list.clear()
        if typed.strip():
            self._add_records(typed)
        words = fold(typed).split()
        fitting = [action for action in self._commands if _fits(action, words)]
        for action in fitting[:_COMMANDS_AT_MOST]:
            self._add_command(action)
        self.list.setCurrentRow(0)
        self._none.setVisible(not self.list.count())

    def _add_records(self, typed: str) -> None:
        hits = self._context.read(search, typed, self._kinds, _RECORDS_AT_MOST)
        for hit in hits:
            label = _(entity_named(hit.entity).about.label)
            words = "   ·   ".join(part for part in (hit.title, hit.detail, label) if part)
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setIcon(icons.icon(_ICONS.get(hit.entity, "file"), "muted"))
            item.setData(Qt.ItemDataRole.UserRole, (hit.entity, hit.row))
            self._add(item)

    def _add_command(self, action: QAction) -> None:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        words = _words(action)
        item = QListWidgetItem(f"{words}   ({keys})" if keys else words)
        item.setIcon(icons.icon("right", "muted"))
        item.setData(Qt.ItemDataRole.UserRole, action)
        self._add(item)

    def _add(self, item: QListWidgetItem) -> None:
        """Add a line; it asks for no width, so that a long one is shortened and not scrolled."""
        item.setSizeHint(QSize(0, theme.px(theme.CONTROL_HEIGHT)))
        self.list.addItem(item)

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        chosen = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        if isinstance(chosen, QAction):
            chosen.trigger()
        else:
            self.chosen.emit(*chosen)


_ICONS = {
    "company": "companies",
    "person": "people",
    "visit": "visits",
    "task": "tasks",
    "event": "events",
    "material": "materials",
    "leaflet": "leaflets",
    "shift": "shifts",
}


def _words(action: QAction) -> str:
    longer = action.data()
    return longer if isinstance(longer, str) else action.text().replace("&", "")


def _fits(action: QAction, words: list[str]) -> bool:
    parts = fold(_words(action)).split()
    return all(any(part.startswith(word) for part in parts) for word in words)
