"""Puts the order of Tab right: the order in which the layouts show things."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QWidget


def order_tabs(*roots: QWidget) -> None:
    """Let Tab follow the layouts of widgets one after another, whatever order they came in."""
    found = [one for root in roots for one in stops(root)]
    for one, following in pairwise(found):
        QWidget.setTabOrder(one, following)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab may come to in a widget, as the layouts show it, hidden parts included."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget
    for part in _apart(widget):
        yield from stops(part)
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _apart(widget: QWidget) -> list[QWidget]:
    """Return what a widget shows without a layout."""
    parts: list[QWidget | None] = []
    if isinstance(widget, QScrollArea):
        parts = [widget.widget()]
    elif isinstance(widget, QSplitter):
        parts = [widget.widget(place) for place in range(widget.count())]
    return [part for part in parts if part is not None]


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, inside = item.widget(), item.layout()
        if inner is not None:
            yield from stops(inner)
        elif inside is not None:
            yield from _in_layout(inside)


def go_on(inside: QWidget) -> None:
    """Go to the next field, as Enter does; a deed of loss is passed over, Tab leads there."""
    inside.focusNextChild()
    reached = QApplication.focusWidget()
    if reached is not None and reached.property("role") == "danger":
        inside.focusNextChild()
