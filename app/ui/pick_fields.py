"""Editors of what is chosen: few choices, one record, several records."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.ui.chips import ChoiceChips, removable_chip
from app.ui.flow import FlowLayout
from app.ui.form_fields import Editor
from app.ui.parts import clear, column, row
from app.ui.search_box import Found, Lookup, SearchBox


class ChipsEditor(Editor):
    """One or several of few choices."""

    def __init__(
        self, options: list[Found], accessible: str, *, several: bool, required: bool
    ) -> None:
        """Begin with none chosen."""
        super().__init__()
        self.chips = ChoiceChips(options, accessible, several=several, clearable=not required)
        self._several = several
        self.chips.changed.connect(lambda _values: self.changed.emit())
        self.chips.left.connect(self.left)
        self.setLayout(row(self.chips))
        self.setFocusProxy(self.chips)

    def value(self) -> Any:
        """Return the chosen value, or the tuple of them."""
        values = self.chips.values
        if self._several:
            return values or None
        return values[0] if values else None

    def set_value(self, value: Any) -> None:
        """Choose a value, or several."""
        chosen = value if isinstance(value, tuple) else (value,) if value else ()
        self.chips.set_values([str(one) for one in chosen])


class PickEditor(Editor):
    """One record, or one of many choices, found by typing."""

    def __init__(self, lookup: Lookup, title: Callable[[str], str], accessible: str) -> None:
        """Begin with nothing picked.

        Args:
            lookup: finds by typed text.
            title: names what is picked.
            accessible: the name for screen readers.
        """
        super().__init__()
        self.box = SearchBox(lookup, accessible)
        self._title = title
        self.box.picked.connect(lambda _id: self.changed.emit())
        self.box.textEdited.connect(lambda _text: self.changed.emit())
        self.box.left.connect(self.left)
        self.setLayout(row(self.box))
        self.setFocusProxy(self.box)

    def value(self) -> str | None:
        """Return the id of what is picked.

        Raises:
            UserError: when something is typed that is not in the list.
        """
        if self.box.problem:
            raise UserError(self.box.problem)
        return self.box.id or None

    def set_value(self, value: str | None) -> None:
        """Show what is picked."""
        self.box.set_picked(value or "", self._title(value) if value else "")


class ManyEditor(Editor):
    """Several records: those picked as chips, and a box that adds."""

    def __init__(self, lookup: Lookup, title: Callable[[str], str], accessible: str) -> None:
        """Begin with nothing picked; the arguments are those of `PickEditor`."""
        super().__init__()
        self.lookup = lookup
        self._title = title
        self._ids: list[str] = []
        self.box = SearchBox(self._others, accessible, keeps=False)
        self.box.setPlaceholderText(_("Type to add"))
        self.box.picked.connect(self._box_picked)
        self.box.textEdited.connect(lambda _text: self.changed.emit())
        self.box.left.connect(self.left)
        self._flow = FlowLayout()
        self._picked = QWidget()
        self._picked.setLayout(self._flow)
        self._picked.hide()
        self.setLayout(column(self._picked, self.box))
        self.setFocusProxy(self.box)

    def value(self) -> tuple[str, ...] | None:
        """Return the ids of what is picked.

        Raises:
            UserError: when something is typed that is not in the list.
        """
        if self.box.problem:
            raise UserError(self.box.problem)
        return tuple(self._ids) or None

    def set_value(self, value: tuple[str, ...] | None) -> None:
        """Show what is picked."""
        self._ids = list(value or ())
        self.box.set_picked("", "")
        self._show()

    def _others(self, text: str) -> list[Found]:
        return [found for found in self.lookup(text) if found[0] not in self._ids]

    def _box_picked(self, row_id: str) -> None:
        if row_id and row_id not in self._ids:
            self._ids.append(row_id)
            self._show()
            self.changed.emit()

    def _remove(self, row_id: str) -> None:
        self._ids.remove(row_id)
        self.box.setFocus()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._flow)
        for row_id in self._ids:
            chip = removable_chip(self._title(row_id), partial(self._remove, row_id))
            self._flow.addWidget(chip)
            chip.show()
        self._picked.setVisible(bool(self._ids))
        self.updateGeometry()
