"""A record's values to read: labels and values made from what the entity says of itself."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.base.formats import format_date, format_datetime, format_number
from app.base.i18n import _
from app.model import territory
from app.model.entity import Entity, choice_label, field_map, fields_of
from app.model.field import Field, Kind
from app.ui import theme
from app.ui.context import Context
from app.ui.editors import is_county
from app.ui.parts import text
from app.ui.theme import Space

_NARROW = 260
"""Pixels at 100 % below which a value has too little room beside its label."""


def shown_value(context: Context, field: Field, value: Any) -> str:
    """Return a field's value as people read it."""
    if value in (None, "", ()):
        return ""
    many = tuple(value) if isinstance(value, (tuple, list)) else (value,)
    if is_county(field):
        return ", ".join(territory.county_name(code) for code in many)
    if field.kind in (Kind.REFERENCE, Kind.REFERENCES):
        titles = context.titles(field.target, many)
        return ", ".join(titles.get(one, "–") for one in many)
    if field.choices is not None:
        return ", ".join(choice_label(field, str(one)) for one in many)
    plain = _PLAIN.get(field.kind)
    return str(plain(value)) if plain is not None else str(value)


def with_others(context: Context, field: Field, value: Any, others: Sequence[Any]) -> str:
    """Return a field's value with the other values that joined records have in it."""
    said = shown_value(context, field, value)
    more = ", ".join(filter(None, (shown_value(context, field, other) for other in others)))
    return _("{value} (also: {others})").format(value=said, others=more) if more else said


def facts(
    context: Context,
    record: Entity,
    names: Sequence[str] | None = None,
    *,
    empty: bool = False,
    also: Mapping[str, Sequence[Any]] = MappingProxyType({}),
) -> QWidget:
    """Return a record's values in two columns, labels and values.

    Args:
        context: the page's.
        record: any record.
        names: which fields, in this order; all unless given.
        empty: whether fields without a value are shown too.
        also: other values of a field, which are shown beside it.
    """
    known = field_map(type(record))
    fields = [known[name] for name in names] if names else fields_of(type(record))
    shown = [
        (
            _(field.label),
            with_others(context, field, getattr(record, field.name), also.get(field.name, ())),
        )
        for field in fields
        if not field.hidden or names
    ]
    return pairs([(label, value) for label, value in shown if value or empty])


def pairs(given: Sequence[tuple[str, str]]) -> QWidget:
    """Return labels and values in two columns, or one above another where it is narrow."""
    return _Pairs(given)


class _Pairs(QWidget):
    def __init__(self, given: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._lines = [_line(label, value) for label, value in given]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(Space.TWO))
        self._stacked = False
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the labels above the values where these have too little room; Qt calls."""
        super().resizeEvent(event)
        stacked = event.size().width() < theme.px(_NARROW)
        if stacked != self._stacked:
            self._stacked = stacked
            self._arrange()

    def _arrange(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        across = 0 if self._stacked else 1
        self._grid.setColumnStretch(across, 1)
        self._grid.setColumnStretch(1 - across, 0)
        self._grid.setVerticalSpacing(0 if self._stacked else theme.px(Space.ONE))
        for place, (head, words) in enumerate(self._lines):
            line = 2 * place if self._stacked else place
            words.setContentsMargins(0, 0, 0, theme.px(Space.ONE) if self._stacked else 0)
            self._grid.addWidget(head, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, line + 1 - across, across)


def _line(label: str, value: str) -> tuple[QLabel, QLabel]:
    words = text(value or "–")
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.setAccessibleName(f"{label}: {value}")
    return text(label, "muted", wrap=False), words


def _plain_number(number: int) -> str:
    """Return a number; one of four digits may be a year and is not parted."""
    return format_number(number) if abs(number) > 9999 else str(number)


_PLAIN: dict[Kind, Callable[[Any], str]] = {
    Kind.DATE: format_date,
    Kind.MOMENT: format_datetime,
    Kind.NUMBER: _plain_number,
    Kind.FLAG: lambda value: _("yes") if value else _("no"),
}
