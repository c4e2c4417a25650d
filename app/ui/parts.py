"""Small parts that pages are put together from: texts, buttons, rows, sections."""

from collections.abc import Callable
from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons, theme
from app.ui.theme import Space

Role = Literal[
    "body", "display", "title", "lead", "strong", "muted", "small", "number", "problem",
    "warning", "accent", "badge", "field",
]  # fmt: skip
ButtonRole = Literal["normal", "primary", "quiet", "danger"]
L = TypeVar("L", bound=QBoxLayout)
Part = QWidget | QLayout | Space | None
"""A widget, a layout, a fixed gap, or `None` for what stretches."""


def text(words: str, role: Role = "body", *, tone: str = "", wrap: bool = True) -> QLabel:
    """Return a text in one of the theme's roles; it is shown as it is, never as markup.

    Args:
        words: translated.
        role: its size and weight.
        tone: for a badge: accent (none given), amber, red or muted.
        wrap: whether it may take several lines.
    """
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    if tone:
        label.setProperty("tone", tone)
    label.setWordWrap(wrap and role != "badge")
    if role == "badge":
        label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    if role == "number":
        label.setFont(theme.font(theme.Size.DISPLAY, strong=True, figures=True))
    return label


class Button(QPushButton):
    """A button that Enter presses too, as everybody expects; Qt alone knows Space.

    The second press of a double click counts where the first one was: a card that is shown anew
    has put another deed under the mouse.
    """

    _pressed_at: int | None = None
    """Milliseconds by the system's clock, by which Qt itself tells a double click."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember that it was this one; Qt calls."""
        self._pressed_at = event.timestamp()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Pass over the second half of a click on something else; Qt calls."""
        first, self._pressed_at = self._pressed_at, None
        interval = QApplication.doubleClickInterval()
        if first is not None and event.timestamp() - first <= interval:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter; Ctrl+Enter belongs to the form; Qt calls."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def button(
    words: str,
    clicked: Callable[[], object] | None = None,
    role: ButtonRole = "normal",
    *,
    icon: str = "",
    tip: str = "",
) -> QPushButton:
    """Return a button.

    Args:
        words: what it does, translated; empty for an icon alone, which then needs a tip.
        clicked: called without arguments.
        role: `primary` for the one main deed of a page, `quiet` for links and icons, `danger`
            for loss.
        icon: a name of `icons.NAMES`.
        tip: what it does in more words, and its shortcut.
    """
    made = Button(words)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        tones = {"primary": "on_accent", "danger": "red", "quiet": "accent"}
        made.setIcon(icons.icon(icon, tones.get(role, "text")))
        made.setIconSize(QSize(theme.px(16), theme.px(16)))
    made.setToolTip(tip)
    made.setAccessibleName(words.replace("&", "") or tip)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def row(*parts: Part, gap: Space = Space.ONE, margin: Space = Space.NONE) -> QHBoxLayout:
    """Return parts side by side."""
    return _fill(QHBoxLayout(), parts, gap, margin)


def column(*parts: Part, gap: Space = Space.ONE, margin: Space = Space.NONE) -> QVBoxLayout:
    """Return parts one below another."""
    return _fill(QVBoxLayout(), parts, gap, margin)


def flow(*widgets: QWidget, gap: Space = Space.ONE) -> QWidget:
    """Return widgets side by side that begin a new line when the width ends; for buttons."""
    from app.ui.flow import FlowLayout

    layout = FlowLayout(gap)
    for widget in widgets:
        layout.addWidget(widget)
    return holder(layout)


def holder(layout: QLayout) -> QWidget:
    """Return a plain widget that holds a layout."""
    widget = QWidget()
    widget.setProperty("role", "plain")
    widget.setLayout(layout)
    return widget


def card(*parts: Part, gap: Space = Space.ONE) -> QFrame:
    """Return a framed surface with parts one below another."""
    frame = QFrame()
    frame.setProperty("role", "card")
    frame.setLayout(column(*parts, gap=gap, margin=Space.TWO))
    return frame


def section(heading: str, *parts: Part, beside: QWidget | None = None) -> QWidget:
    """Return a heading with parts below it, and perhaps a button at its right."""
    head = row(text(heading, "lead", wrap=False), None, beside or Space.NONE)
    return holder(column(head, *parts, gap=Space.ONE))


def headline(words: str, *beside: QWidget, role: Role = "title") -> QHBoxLayout:
    """Return a heading that takes all the room that what stands beside it leaves."""
    heading = text(words, role)
    heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    made = row(heading, *beside)
    made.setStretch(0, 1)
    return made


def line() -> QFrame:
    """Return a thin line that separates."""
    frame = QFrame()
    frame.setProperty("role", "line")
    return frame


def scrolled(content: QWidget | QLayout, margin: Space = Space.NONE) -> QScrollArea:
    """Return an area that scrolls its content rather than cut it."""
    inner = holder(column(content, gap=Space.NONE, margin=margin))
    inner.setAutoFillBackground(False)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()


def _fill(layout: L, parts: tuple[Part, ...], gap: Space, margin: Space) -> L:
    edge = theme.px(margin)
    layout.setContentsMargins(edge, edge, edge, edge)
    layout.setSpacing(theme.px(gap))
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, Space):
            layout.addSpacing(theme.px(part))
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout
