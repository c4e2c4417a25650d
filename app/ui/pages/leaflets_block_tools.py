"""The tools below a leaflet's blocks: a new block, a step back, and the marks of words."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.base.i18n import _
from app.model.leaflet_block import BlockKind
from app.ui.markup_box import MarkupBox
from app.ui.pages.leaflets_block_words import kinds_menu
from app.ui.parts import button, row
from app.ui.theme import Space


class BlockTools(QWidget):
    """Always in sight; the keyboard has the keys that their tips name.

    Signals:
        undo_wanted: the last step is to be taken back.
    """

    undo_wanted = Signal()

    def __init__(self, add_block: Callable[[BlockKind], object]) -> None:
        """Make the buttons.

        Args:
            add_block: adds a block of a kind.
        """
        super().__init__()
        self.setProperty("role", "plain")
        self._box: MarkupBox | None = None
        self.add = button(_("Add a block"), icon="plus", tip=_("Add a block (Ctrl+Shift+B)"))
        self.kinds = kinds_menu(self.add, add_block)
        self.add.setMenu(self.kinds)
        words = _("Take back what was done to the blocks (Ctrl+Z)")
        self.undo = button("", self.undo_wanted.emit, "quiet", icon="undo", tip=words)
        self.undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.marks = (
            self._mark("bold", _("Bold (Ctrl+B)"), MarkupBox.make_bold),
            self._mark("italic", _("Italics (Ctrl+I)"), MarkupBox.make_italic),
            self._mark("link", _("Link (Ctrl+K)"), MarkupBox.make_link),
        )
        self.setLayout(row(self.add, self.undo, None, *self.marks, gap=Space.NONE))
        self.work_on(None)

    def work_on(self, box: MarkupBox | None) -> None:
        """Let the marks be put into a text box."""
        self._box = box
        for one in self.marks:
            one.setEnabled(box is not None)

    def offer_kinds(self) -> None:
        """Open the menu of blocks that can be added."""
        self.kinds.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _mark(self, icon: str, tip: str, deed: Callable[[MarkupBox], None]) -> QPushButton:
        made = button("", partial(self._put, deed), "quiet", icon=icon, tip=tip)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _put(self, deed: Callable[[MarkupBox], None]) -> None:
        if self._box is not None:
            deed(self._box)
