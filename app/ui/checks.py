"""Looks over a tree of widgets for texts and edges that are cut off and names that are missing."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_SLACK = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one widget."""

    kind: str
    widget: str
    detail: str


def faults(root: QWidget) -> list[Fault]:
    """Return the faults of a shown widget and of all that is in it."""
    found: list[Fault] = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisible():
            found += _cut_off(widget)
            found += _reaching_out(widget)
            found += _nameless(widget)
    return found


def _cut_off(widget: QWidget) -> list[Fault]:
    if not isinstance(widget, (QLabel, QAbstractButton)) or not widget.text():
        return []
    if isinstance(widget.parentWidget(), _INPUTS):
        return []
    if isinstance(widget, QLabel) and (widget.minimumWidth() == 1 or not widget.pixmap().isNull()):
        return []
    wraps = isinstance(widget, QLabel) and widget.wordWrap()
    needed = widget.sizeHint()
    if wraps:
        too_low = widget.heightForWidth(widget.width()) > widget.height() + _SLACK
        too_narrow = widget.minimumSizeHint().width() > widget.width() + _SLACK
    else:
        too_low = needed.height() > widget.height() + _SLACK
        too_narrow = needed.width() > widget.width() + _SLACK
    if not too_low and not too_narrow:
        return []
    detail = f"{widget.text()!r} needs {needed.width()}×{needed.height()}"
    return [Fault("cut off", _named(widget), f"{detail}, has {widget.width()}×{widget.height()}")]


def _reaching_out(widget: QWidget) -> list[Fault]:
    """Return whether a part is larger than what holds it, which cuts its edge off."""
    holder = widget.parentWidget()
    if (
        widget.isWindow()
        or holder is None
        or isinstance(holder.parentWidget(), QAbstractScrollArea)
    ):
        return []
    room = holder.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    if room.contains(widget.geometry()):
        return []
    at = widget.geometry()
    detail = f"to {at.right()}, {at.bottom()} of {holder.width()}×{holder.height()}"
    return [Fault("reaches out", _named(widget), f"{detail} in {_named(holder)}")]


def _nameless(widget: QWidget) -> list[Fault]:
    if not _operated(widget) or widget.accessibleName() or _text_of(widget):
        return []
    return [Fault("no name", _named(widget), f"in {_named(widget.parentWidget())}")]


def _operated(widget: QWidget) -> bool:
    if isinstance(widget, QHeaderView) or isinstance(widget.parentWidget(), _INPUTS):
        return False
    focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    return focus and isinstance(widget, (*_INPUTS, QAbstractButton, QAbstractItemView))


def _text_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _named(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    name = widget.objectName() or widget.accessibleName() or _text_of(widget)
    return f"{type(widget).__name__}({name})"


_INPUTS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)
