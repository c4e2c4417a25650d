"""A block on its way by the mouse: a line shows where it would come, a panel's chip takes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.ui import theme
from app.ui.pages.leaflets_block_card import BlockCard
from app.ui.theme import Space

_THICK = 3


@dataclass(frozen=True, slots=True)
class Target:
    """Where a block is dropped: before another, at the end of the top or foot, or in a panel."""

    before: str = ""
    at_foot: bool = False
    panel: str = ""


class BlockDrag:
    """Finds the place for a dragged card among those of a panel, and shows it."""

    def __init__(self, area: QScrollArea, cards_holder: QWidget) -> None:
        """Watch over the cards in an area that scrolls."""
        self._area, self._holder = area, cards_holder
        self._line = QFrame(cards_holder)
        self._line.setProperty("role", "drop")
        self._line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.hide()

    def over(self, at: QPoint, cards: Sequence[BlockCard], foot: QWidget | None) -> None:
        """Show where a card would come that the mouse holds over a point of the screen."""
        y = self._holder.mapFromGlobal(at).y()
        self._area.ensureVisible(0, y, 0, theme.px(Space.FOUR))
        target = self.target(at, cards, foot)
        self._line.setGeometry(
            0, self._line_at(target, cards, foot), self._holder.width(), theme.px(_THICK)
        )
        self._line.raise_()
        self._line.show()

    def end(self) -> None:
        """Show no place any more."""
        self._line.hide()

    def target(self, at: QPoint, cards: Sequence[BlockCard], foot: QWidget | None) -> Target:
        """Return the place at a point of the screen.

        Args:
            at: the point.
            cards: those of the panel, from the top.
            foot: the line that begins the foot, if there is one.
        """
        y = self._holder.mapFromGlobal(at).y()
        at_foot = foot is not None and y > foot.geometry().center().y()
        for card in cards:
            if card.block.at_foot == at_foot and y < card.geometry().center().y():
                return Target(card.block.id, at_foot)
        return Target("", at_foot)

    def _line_at(self, target: Target, cards: Sequence[BlockCard], foot: QWidget | None) -> int:
        gap = theme.px(Space.HALF)
        for card in cards:
            if card.block.id == target.before:
                return card.geometry().top() - gap
        mine = [card for card in cards if card.block.at_foot == target.at_foot]
        if mine:
            return mine[-1].geometry().bottom() + gap
        return foot.geometry().bottom() if foot is not None and target.at_foot else 0
