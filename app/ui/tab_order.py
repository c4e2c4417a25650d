"""Puts the order of Tab right: the order in which the layouts show things."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget


def order_tabs(root: QWidget) -> None:
    """Let Tab follow the layouts of a widget, whatever order its parts were made in."""
    for one, following in pairwise(_stops(root)):
        QWidget.setTabOrder(one, following)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget
    content = widget.widget() if isinstance(widget, QScrollArea) else None
    if content is not None:
        yield from _stops(content)
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, inside = item.widget(), item.layout()
        if inner is not None:
            yield from _stops(inner)
        elif inside is not None:
            yield from _in_layout(inside)


def go_on(inside: QWidget) -> None:
    """Go to the next field, as Enter does; a deed of loss is passed over, Tab leads there."""
    inside.focusNextChild()
    reached = QApplication.focusWidget()
    if reached is not None and reached.property("role") == "danger":
        inside.focusNextChild()
