"""One field of a form: its label, its editor, its help and what is wrong with it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.model.field import Field, Kind
from app.ui.form_fields import Editor
from app.ui.parts import column, text
from app.ui.theme import Space


class FieldBox(QWidget):
    """A field as a form shows it.

    Signals:
        changed: the person changed the value.
        left: the cursor went to another field.
    """

    changed = Signal(str)
    left = Signal(str)

    def __init__(self, field: Field, editor: Editor) -> None:
        """Put the label above the editor, help and problem below."""
        super().__init__()
        self.field = field
        self.editor = editor
        mark = " *" if field.required else ""
        self.label: QLabel = text(_(field.label) + mark, "field", wrap=False)
        self.label.setBuddy(editor.focusProxy() or editor)
        if field.required:
            self.label.setToolTip(_("Required"))
        self._help = text(_(field.help) if field.help else "", "muted")
        self._problem = text("", "problem")
        self._problem.hide()
        editor.setAccessibleDescription(self._help.text())
        editor.changed.connect(self._editor_changed)
        editor.left.connect(lambda: self.left.emit(field.name))
        self.setLayout(column(self.label, editor, self._help, self._problem, None, gap=Space.HALF))
        self.label.setVisible(field.kind is not Kind.FLAG)
        self._help.setVisible(bool(field.help))

    @property
    def problem(self) -> str:
        """Return what is said under the field."""
        return self._problem.text()

    def value(self) -> Any:
        """Return the attribute's value.

        Raises:
            UserError: when what is typed cannot be read.
        """
        return self.editor.value()

    def readable(self) -> tuple[Any, str]:
        """Return the value and no words, or `None` and why it cannot be read."""
        try:
            return self.value(), ""
        except UserError as error:
            return None, str(error)

    def show_problem(self, words: str) -> None:
        """Say under the field what is wrong; nothing takes it away."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self._help.setVisible(bool(self.field.help) and not words)
        self.editor.set_wrong(wrong=bool(words))
        self.editor.setAccessibleDescription(words or self._help.text())

    def _editor_changed(self) -> None:
        if self.problem:
            self.show_problem("")
        self.changed.emit(self.field.name)
