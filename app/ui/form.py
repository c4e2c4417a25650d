"""A form made from what an entity says of itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.base.i18n import _
from app.model.entity import Entity, Problem, fields_of, missing_fields
from app.model.field import Field, Raw
from app.ui import theme
from app.ui.context import Context
from app.ui.editors import editor_for, is_wide
from app.ui.field_box import FieldBox
from app.ui.parts import text
from app.ui.tab_order import go_on
from app.ui.theme import Space

_TWO_COLUMNS_FROM = 560


class Form(QWidget):
    """Fields of one record, grouped and labelled; Enter goes on, Ctrl+Enter saves, Esc leaves.

    Signals:
        changed: the person changed a field's value; its name.
        save_wanted: Ctrl+Enter.
        left: Esc.
    """

    changed = Signal(str)
    save_wanted = Signal()
    left = Signal()

    def __init__(
        self, context: Context, entity: type[Entity], names: Sequence[str] | None = None
    ) -> None:
        """Make an editor for each field.

        Args:
            context: finds and names records for references.
            entity: whose fields.
            names: which, in this order; all that are not hidden unless given.
        """
        super().__init__()
        self.entity = entity
        self.boxes: dict[str, FieldBox] = {}
        self._row: Entity | None = None
        self._shown: dict[str, Any] = {}
        self._hidden: set[str] = set()
        self._headings: dict[str, QLabel] = {}
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(Space.THREE))
        self._grid.setVerticalSpacing(theme.px(Space.TWO))
        self.setLayout(self._grid)
        for field in _chosen(entity, names):
            self._add(field, context)
        self._arrange(1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            saving = QShortcut(keys, self)
            saving.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            saving.activated.connect(self.save_wanted)
        self.set_values({})

    def _add(self, field: Field, context: Context) -> None:
        box = FieldBox(field, editor_for(field, context))
        box.setParent(self)  # shown without a parent it would be a window of its own
        box.changed.connect(self.changed)
        box.left.connect(self._box_left)
        if field.group and field.group not in self._headings:
            self._headings[field.group] = text(_(field.group), "lead")
        self.boxes[field.name] = box

    def set_row(self, row: Entity) -> None:
        """Show a record; what is typed before is gone."""
        self._row = row
        self.set_values({name: getattr(row, name) for name in self.boxes})

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values by name, and nothing in the other fields."""
        for name, box in self.boxes.items():
            box.editor.set_value(values.get(name))
            box.show_problem("")
        self._shown = {name: box.readable()[0] for name, box in self.boxes.items()}

    def set_value(self, name: str, value: Any) -> None:
        """Type a value for the person, as if they had."""
        self.boxes[name].editor.set_value(value)
        self.boxes[name].show_problem("")
        self.changed.emit(name)

    def suggest(self, name: str, value: Any) -> None:
        """Show a value as if it had been there from the beginning: it is no change."""
        self.boxes[name].editor.set_value(value)
        self._shown[name] = self.boxes[name].readable()[0]

    def value(self, name: str) -> Any:
        """Return one field's value, `None` when it cannot be read."""
        return self.boxes[name].readable()[0]

    def values(self) -> dict[str, Any]:
        """Return all values by name; what cannot be read is `None`."""
        return {name: box.readable()[0] for name, box in self.boxes.items()}

    def changes(self) -> dict[str, Any]:
        """Return the values that differ from those that were shown first."""
        return {
            name: value
            for name, value in self.values().items()
            if (value or None) != (self._shown[name] or None)
            or (value != self._shown[name] and {value, self._shown[name]} & {0})
        }

    @property
    def problems(self) -> list[Problem]:
        """Return all that is wrong: unreadable, required and missing, refused by the record."""
        unreadable = {
            name: words for name, box in self.boxes.items() if (words := box.readable()[1])
        }
        found = [Problem(name, words) for name, words in unreadable.items()]
        row = self._candidate()
        own = [*missing_fields(row), *row.check()]
        return found + [problem for problem in own if problem.field not in unreadable]

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Say each problem under its field and go to the first; return those of no field here."""
        strangers: list[Problem] = []
        words: dict[str, str] = {}
        for problem in problems:
            if problem.field in self.boxes:
                words.setdefault(problem.field, problem.message)
            else:
                strangers.append(problem)
        for name, box in self.boxes.items():
            box.show_problem(words.get(name, ""))
        first = next((name for name in self.boxes if name in words), None)
        if first is not None:
            self.show_field(first)
            self.boxes[first].editor.go_to()
        return strangers

    def show_field(self, name: str, *, visible: bool = True) -> None:
        """Show a field, or hide it while it does not matter; its value stays."""
        before = set(self._hidden)
        (self._hidden.discard if visible else self._hidden.add)(name)
        if before != self._hidden:
            self._arrange(self._columns, again=True)

    def focus_first(self) -> None:
        """Put the cursor into the first field that is empty, else into the first."""
        shown = [box for name, box in self.boxes.items() if name not in self._hidden]
        empty = next((box for box in shown if not box.readable()[0]), None)
        box = empty or (shown[0] if shown else None)
        if box is not None:
            box.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def draft(self) -> dict[str, Raw]:
        """Return the stored forms of the changed values."""
        fields = {name: box.field for name, box in self.boxes.items()}
        return {name: fields[name].to_raw(value) for name, value in self.changes().items()}

    def typed(self) -> dict[str, str]:
        """Return the words that give no value yet, by field."""
        said = {name: box.editor.typed() for name, box in self.boxes.items()}
        return {name: words for name, words in said.items() if words}

    def base(self) -> dict[str, Raw]:
        """Return the stored forms that the changed fields had when they were shown."""
        fields = {name: box.field for name, box in self.boxes.items()}
        return {name: fields[name].to_raw(self._shown[name]) for name in self.changes()}

    def changed_since(self, base: Mapping[str, Raw]) -> list[str]:
        """Return the fields that now show something else than they did in a draft's time."""
        return [
            name
            for name, raw in base.items()
            if name in self.boxes and self.boxes[name].field.to_raw(self._shown[name]) != raw
        ]

    def apply_draft(self, draft: Mapping[str, Raw], typed: Mapping[str, str] | None = None) -> None:
        """Type a draft's values over what is shown, and words that were half typed."""
        for name, raw in draft.items():
            if name in self.boxes and self.boxes[name].field.accepts(raw):
                self.boxes[name].editor.set_value(self.boxes[name].field.from_raw(raw))
        for name, words in (typed or {}).items():
            if name in self.boxes:
                self.boxes[name].editor.show_typed(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter, leave by Esc; Qt calls with what the editors did not need."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            go_on(self)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put fields in one column or two, as the width allows; Qt calls."""
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= theme.px(_TWO_COLUMNS_FROM) else 1)

    def _candidate(self) -> Entity:
        """Return the record as it would be, apart from the store."""
        known = (
            {f.name: getattr(self._row, f.name) for f in fields_of(self.entity)}
            if (self._row is not None)
            else {}
        )
        row = self.entity(**{**known, **self.values()})
        if hasattr(row, "normalise"):
            row.normalise()
        return row

    def _box_left(self, name: str) -> None:
        box = self.boxes[name]
        value, words = box.readable()
        if not words and value is not None:
            own = (problem for problem in self._candidate().check() if problem.field == name)
            words = next((problem.message for problem in own), "")
        if words or box.problem:
            box.show_problem(words)

    def _arrange(self, columns: int, *, again: bool = False) -> None:
        """Lay the fields out; the order of the lines is the order of Tab."""
        if columns == self._columns and not again:
            return
        self._columns = columns
        place, group = 0, ""
        for heading in self._headings.values():
            self._grid.removeWidget(heading)
            heading.hide()
        for box in self.boxes.values():
            self._grid.removeWidget(box)
        for name, box in self.boxes.items():
            box.setVisible(name not in self._hidden)
            if name in self._hidden:
                continue
            if box.field.group != group:
                group = box.field.group
                place = _next_line(place, columns)
                place = self._put_heading(group, place, columns)
            place = self._put(box, place, columns)
        for one in range(2):
            self._grid.setColumnStretch(one, 1 if one < columns else 0)

    def _put_heading(self, group: str, place: int, columns: int) -> int:
        heading = self._headings.get(group)
        if heading is None:
            return place
        self._grid.addWidget(heading, place // columns, 0, 1, columns)
        heading.show()
        return place + columns

    def _put(self, box: FieldBox, place: int, columns: int) -> int:
        wide = is_wide(box.field) or columns == 1
        if wide:
            place = _next_line(place, columns)
        span = columns if wide else 1
        self._grid.addWidget(box, place // columns, place % columns, 1, span)
        return place + span


def _next_line(place: int, columns: int) -> int:
    return -(-place // columns) * columns


def _chosen(entity: type[Entity], names: Sequence[str] | None) -> list[Field]:
    fields = {field.name: field for field in fields_of(entity)}
    if names is None:
        return [field for field in fields.values() if not field.hidden]
    return [fields[name] for name in names]
