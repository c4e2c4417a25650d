"""The room of the leaflets' page: what is worked on beside its pages, or in tabs when narrow."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.pages.leaflets_editor import LeafletEditor
from app.ui.pages.leaflets_list import LeafletList
from app.ui.parts import column, row
from app.ui.theme import Space

_BESIDE_FROM = 700
"""The width in pixels at 100 % from which an editor and its pages have room side by side."""
_SHARES = (9, 11)


class LeafletRoom(QWidget):
    """The list or the editor at the left and the pages at the right.

    When it is narrow, the pages are the editor's last tab.
    """

    def __init__(self, listed: LeafletList, editor: LeafletEditor, pages: QWidget) -> None:
        """Begin with the list."""
        super().__init__()
        self.setProperty("role", "plain")
        self._editor, self._pages = editor, pages
        self.left = QStackedWidget()
        self.left.addWidget(listed)
        self.left.addWidget(editor)
        frame = QFrame()
        frame.setProperty("role", "card")
        self._inside: QVBoxLayout = column(self.left, margin=Space.TWO)
        frame.setLayout(self._inside)
        self._row: QHBoxLayout = row(frame, gap=Space.TWO, margin=Space.TWO)
        self._row.setStretch(0, _SHARES[0])
        self.setLayout(self._row)
        self._put_beside()
        self.left.currentChanged.connect(lambda _place: self._share())

    @property
    def is_narrow(self) -> bool:
        """Tell whether the pages are a tab of the editor now."""
        return self._editor.pages is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew; Qt calls."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        is_edited = self.left.currentWidget() is self._editor
        narrow = is_edited and self.width() < theme.px(_BESIDE_FROM)
        if narrow == self.is_narrow:
            return
        if narrow:
            self._row.removeWidget(self._pages)
            self._editor.take_pages(self._pages)
            self._edge(Space.ONE)
        else:
            self._editor.give_pages()
            self._edge(Space.TWO)
            self._put_beside()

    def _edge(self, space: Space) -> None:
        edge = theme.px(space)
        for layout in (self._row, self._inside):
            layout.setContentsMargins(edge, edge, edge, edge)

    def _put_beside(self) -> None:
        self._row.addWidget(self._pages, _SHARES[1])
        self._pages.show()
