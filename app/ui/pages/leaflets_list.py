"""The leaflets of the Centre as a list: found by typing, looked at, opened, begun."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from app.base.i18n import _
from app.base.text import fold
from app.services import leaflet_shapes
from app.services.leaflet_shelf import LeafletLine
from app.ui import theme
from app.ui.parts import button, column, headline, text
from app.ui.text_box import TextBox
from app.ui.theme import Space

_ID = Qt.ItemDataRole.UserRole


class _Lines(QListWidget):
    """A list whose marked line Enter opens."""

    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter; Qt calls."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class LeafletList(QWidget):
    """All leaflets; the marked one is shown beside, Enter or a double click opens it.

    Signals:
        marked: the id of the line under the cursor.
        opened: the id of a leaflet to work on.
        wanted: a new leaflet, from a template's name.
        wanted_from: a new leaflet, from the Centre's template of this id.
    """

    marked = Signal(str)
    opened = Signal(str)
    wanted = Signal(str)
    wanted_from = Signal(str)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._shown: Sequence[LeafletLine] = ()
        self._drafts: Mapping[str, str] = {}
        self.new = button(_("New leaflet"), role="primary", icon="plus")
        self.new.setToolTip(_("Choose a template; Ctrl+N begins with a tri-fold"))
        self.search = TextBox(_("Search the leaflets"))
        self.search.setPlaceholderText(_("Search titles and texts"))
        self.search.setClearButtonEnabled(True)
        self.lines = _Lines()
        self.lines.setAccessibleName(_("Leaflets"))
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = text(_("No leaflet is here yet. Begin one: its template has a text."), "muted")
        self.open = button(_("Open"), self._open, icon="edit", tip=_("Open the leaflet (Enter)"))
        self.setLayout(
            column(
                headline(_("Leaflets"), self.new),
                self.search,
                self.empty,
                self.lines,
                self.open,
                gap=Space.TWO,
            )
        )
        self.search.textEdited.connect(lambda _typed: self._fill())
        self.search.returnPressed.connect(self._open)
        self.lines.currentItemChanged.connect(self._marked)
        self.lines.itemDoubleClicked.connect(lambda _item: self._open())
        self.lines.opened.connect(self._open)
        self.setFocusProxy(self.lines)

    @property
    def current(self) -> str:
        """Return the id of the marked leaflet, or nothing."""
        item = self.lines.currentItem()
        return str(item.data(_ID)) if self.lines.count() else ""

    def show_lines(
        self, lines: Sequence[LeafletLine], drafts: Mapping[str, str], mark: str = ""
    ) -> None:
        """Show leaflets; the marked one stays marked.

        Args:
            lines: the saved ones.
            drafts: titles of those with unsaved changes, by id; some are not saved at all.
            mark: the id of the line to mark.
        """
        new = [
            LeafletLine(row, title or _("New leaflet"), "", is_template=False)
            for row, title in drafts.items()
            if row not in {line.id for line in lines}
        ]
        self._shown = (*new, *lines)
        self._drafts = drafts
        self._offer_templates()
        self._fill(mark or self.current)

    def _fill(self, mark: str = "") -> None:
        words = fold(self.search.text()).split()
        mark = mark or self.current
        self.lines.blockSignals(True)
        self.lines.clear()
        for line in self._shown:
            said = fold(f"{line.title} {line.about} {line.words}")
            if all(word in said for word in words):
                self.lines.addItem(self._item(line))
        rows = [self.lines.item(n).data(_ID) for n in range(self.lines.count())]
        self.lines.setCurrentRow(rows.index(mark) if mark in rows else 0)
        self.lines.blockSignals(False)
        self.empty.setVisible(not self._shown)
        self.lines.setVisible(bool(self._shown))
        self.open.setEnabled(bool(rows))
        if self.current:
            self.marked.emit(self.current)

    def _item(self, line: LeafletLine) -> QListWidgetItem:
        notes = [line.about] if line.about else []
        if line.is_template:
            notes.insert(0, _("Template of the Centre"))
        if line.id in self._drafts:
            notes.append(_("unsaved changes"))
        words = f"{line.title}\n{' · '.join(notes)}" if notes else line.title
        item = QListWidgetItem(words)
        item.setData(_ID, line.id)
        lines = QFontMetrics(theme.font()).lineSpacing() * (words.count("\n") + 1)
        item.setSizeHint(QSize(0, lines + theme.px(Space.TWO)))
        return item

    def _offer_templates(self) -> None:
        menu = QMenu(self.new)
        for name in leaflet_shapes.templates():
            menu.addAction(leaflet_shapes.template_label(name), partial(self.wanted.emit, name))
        own = [line for line in self._shown if line.is_template]
        if own:
            menu.addSeparator()
        for line in own:
            menu.addAction(line.title, partial(self.wanted_from.emit, line.id))
        self.new.setMenu(menu)

    def _marked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.marked.emit(str(item.data(_ID)))

    def _open(self) -> None:
        if self.current:
            self.opened.emit(self.current)
