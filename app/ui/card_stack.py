"""The place beside a list: a hint, the chosen record's card, or one of the page's forms."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QStackedWidget, QWidget

from app.base.i18n import _
from app.ui.form_panel import FormPanel
from app.ui.parts import scrolled
from app.ui.tab_order import stops
from app.ui.theme import Space


class CardStack(QStackedWidget):
    """Shows one of them at a time; forms stay, cards go when the next one comes.

    Signals:
        form_left: the person left a form.
    """

    form_left = Signal()

    def __init__(self, hint: QWidget) -> None:
        """Begin with what is said where no record is chosen."""
        super().__init__()
        self.hint = hint
        self.panel: FormPanel | None = None
        """The form that was shown last."""
        self.addWidget(hint)

    @property
    def is_editing(self) -> bool:
        """Tell whether a form is being typed in."""
        return self.panel is not None and self.panel.editing

    def leave_form(self) -> None:
        """Keep what is typed as a draft."""
        if self.panel is not None and self.panel.editing:
            self.panel.leave()

    def show_hint(self) -> None:
        """Show that no record is chosen."""
        self.setCurrentWidget(self.hint)

    def show_card(self, card: QWidget | QLayout) -> None:
        """Put a record's card in the place of the one before; the focus stays at its deed."""
        area = scrolled(card, Space.TWO)
        area.setAccessibleName(_("Record"))
        name, at = self._focused()
        for place in reversed(range(self.count())):
            old = self.widget(place)
            if old is not None and old is not self.hint and not isinstance(old, FormPanel):
                self.removeWidget(old)
                old.deleteLater()
        self.addWidget(area)
        self.setCurrentWidget(area)
        here = _reachable(area)
        if here and at >= 0:
            same = [place for place, one in enumerate(here) if _name(one) == name]
            # Rows of one card carry the same words: the nearest is the row that was worked at.
            here[min(same or range(len(here)), key=lambda place: abs(place - at))].setFocus()

    def show_panel(self, panel: FormPanel) -> None:
        """Show a form; another one that is typed in is left."""
        if panel is not self.panel:
            self.leave_form()
            self.panel = panel
        if self.indexOf(panel) < 0:
            panel.left.connect(self.form_left)
            self.addWidget(panel)
        self.setCurrentWidget(panel)

    def enter(self) -> None:
        """Put the focus on the first thing that can be done in front."""
        here = _reachable(self.currentWidget() or self)
        if here:
            here[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _focused(self) -> tuple[str, int]:
        """Return the name and the place of what has the focus in the card; -1 for elsewhere."""
        front, focused = self.currentWidget(), QApplication.focusWidget()
        if front is None or focused is None or isinstance(front, FormPanel):
            return "", -1
        here = _reachable(front)
        return _name(focused), here.index(focused) if focused in here else -1


def _name(one: QWidget) -> str:
    words = one.text() if isinstance(one, QAbstractButton) else ""
    return one.accessibleName() or words


def _reachable(inside: QWidget) -> list[QWidget]:
    """Return what Tab comes to in a shown part, in its order."""
    return [
        one
        for one in stops(inside)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled()
    ]
