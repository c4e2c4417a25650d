"""What a visit's record holds beside its fields: note templates, materials, the next step."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.services.visits import NoteTemplate, templates
from app.ui import theme
from app.ui.chips import ChoiceChips
from app.ui.day_fields import DateEditor
from app.ui.form_fields import NumberEditor, TextEditor
from app.ui.parts import button, clear, column, row, text
from app.ui.search_box import Lookup, SearchBox
from app.ui.theme import Space


class TemplateBar(QWidget):
    """The notes to start from; the digits 1 to 5 choose one.

    Signals:
        chosen: the `NoteTemplate`, and whether to go on to the note.
    """

    chosen = Signal(object, bool)

    def __init__(self) -> None:
        """Offer every template under its digit."""
        super().__init__()
        self._templates = templates()
        options = [
            (one.key, f"{digit}  {one.title}") for digit, one in enumerate(self._templates, 1)
        ]
        label = text(_("Begin with a template (keys 1 to {n})").format(n=len(options)), "field")
        self.chips = ChoiceChips(options, _("Note template"))
        self.chips.changed.connect(self._chips_changed)
        label.setBuddy(self.chips)
        self.setFocusProxy(self.chips)
        self.setLayout(column(label, self.chips, gap=Space.HALF))

    def clear(self) -> None:
        """Choose none."""
        self.chips.set_values([])

    def choose_by(self, typed: str) -> bool:
        """Choose by a digit; tell whether what was typed is the digit of a template."""
        if not (typed.isdecimal() and 1 <= int(typed) <= len(self._templates)):
            return False
        one = self._templates[int(typed) - 1]
        self.chips.set_values([one.key])
        self.chosen.emit(one, True)
        return True

    def _chips_changed(self, values: Sequence[str]) -> None:
        found: NoteTemplate | None = next((t for t in self._templates if t.key in values), None)
        if found is not None:
            by_mouse = self.chips.chip(found.key).underMouse()
            self.chosen.emit(found, by_mouse)


class Copies(QWidget):
    """The materials handed out, each with its copies.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self, lookup: Lookup, title: Callable[[str], str]) -> None:
        """Begin with none.

        Args:
            lookup: finds materials by typed text.
            title: names a material, with the stock left.
        """
        super().__init__()
        self._lookup, self._title = lookup, title
        self._numbers: dict[str, NumberEditor] = {}
        self._lines = column()
        self.box = SearchBox(self._others, _("Materials handed out"), keeps=False)
        self.box.setPlaceholderText(_("Type a material to add"))
        self.box.picked.connect(self._box_picked)
        self.box.textEdited.connect(lambda _text: self.changed.emit())
        label = text(_("Materials handed out"), "field", wrap=False)
        label.setBuddy(self.box)
        self.setFocusProxy(self.box)
        self.setLayout(column(label, self._lines, self.box, gap=Space.HALF))

    def copies(self) -> dict[str, int]:
        """Return the copies by material.

        Raises:
            UserError: when a number cannot be read or is negative.
        """
        found = {material: editor.value() or 0 for material, editor in self._numbers.items()}
        if any(number < 0 for number in found.values()):
            raise UserError(_("Copies handed out cannot be fewer than none."))
        return found

    def set_copies(self, copies: Mapping[str, int]) -> None:
        """Show materials with their copies."""
        clear(self._lines)
        self._numbers.clear()
        for material, number in copies.items():
            self._add(material, number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the box by Enter after a number; Qt calls."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_enter and plain and not self.box.hasFocus():
            self.box.setFocus()
        else:
            super().keyPressEvent(event)

    def _others(self, typed: str) -> list[tuple[str, str]]:
        return [found for found in self._lookup(typed) if found[0] not in self._numbers]

    def _box_picked(self, material: str) -> None:
        if material and material not in self._numbers:
            self._add(material, 1)
            editor = self._numbers[material]
            editor.setFocus()
            editor.box.selectAll()
            self.changed.emit()

    def _add(self, material: str, number: int) -> None:
        words = self._title(material)
        editor = NumberEditor(_("Copies: {material}").format(material=words))
        editor.setFixedWidth(theme.px(72))
        editor.set_value(number)
        editor.changed.connect(self.changed)
        remove = _("Remove {what}").format(what=words)
        away = button("", lambda: self._remove(material), "quiet", icon="close", tip=remove)
        label = text(words)
        line = row(editor, label, away)
        line.setStretch(1, 1)
        self._numbers[material] = editor
        self._lines.addLayout(line)

    def _remove(self, material: str) -> None:
        self.box.setFocus()
        self.set_copies({m: n for m, n in self._readable().items() if m != material})
        self.changed.emit()

    def _readable(self) -> dict[str, int]:
        return {m: int(e.box.text() or 0) if e.box.text().isdecimal() else 1
                for m, e in self._numbers.items()}  # fmt: skip

    def draft(self) -> str:
        """Return what is typed, to be kept in a draft."""
        return ";".join(f"{m}={n}" for m, n in self._readable().items())

    def apply_draft(self, kept: str) -> None:
        """Show what a draft kept."""
        pairs = (part.split("=") for part in kept.split(";") if part)
        self.set_copies({material: int(number) for material, number in pairs})


class NextStep(QWidget):
    """The task that follows: by which day, and what.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        """Begin empty: no task follows until a day is typed."""
        super().__init__()
        self.day = DateEditor(_("Next step: by which day"))
        self.day.setFixedWidth(theme.px(150))
        self.title = TextEditor(_("Next step: what"))
        self.title.box.setPlaceholderText(_("What is to be done"))
        for part in (self.day, self.title):
            part.changed.connect(self.changed)
        label = text(_("Next step (a task; +14 is in two weeks)"), "field", wrap=False)
        label.setBuddy(self.day.box)
        parts = row(self.day, self.title)
        parts.setStretch(1, 1)
        self.setFocusProxy(self.day)
        self.setLayout(column(label, parts, gap=Space.HALF))

    def task(self, usual: str) -> tuple[str, date] | None:
        """Return title and day of the task, if one follows.

        Args:
            usual: the title when none was typed.

        Raises:
            UserError: when the day cannot be read, or only the title was typed.
        """
        day, title = self.day.value(), self.title.value()
        if day is None and title:
            raise UserError(_("Say by which day the next step is due, for example +14."))
        return (title or usual, day) if day is not None else None

    def show_task(self, day: str, title: str) -> None:
        """Show what was typed before."""
        self.day.box.setText(day)
        self.title.box.setText(title)

    def draft(self) -> dict[str, Any]:
        """Return what is typed, to be kept in a draft."""
        return {"next_day": self.day.box.text(), "next_title": self.title.box.text()}
