"""Editors of plain values: text, numbers, yes or no; the base of all editors."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.ui import theme
from app.ui.parts import row
from app.ui.text_box import TextBox
from app.ui.theme import Space


class Editor(QWidget):
    """A widget that edits one value.

    Signals:
        changed: the person changed the value.
        left: the cursor went to another field.
    """

    changed = Signal()
    left = Signal()

    def value(self) -> Any:
        """Return the attribute's value; an empty editor gives `None`.

        Raises:
            UserError: when what is typed cannot be read.
        """
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value, without telling."""
        raise NotImplementedError

    def typed(self) -> str:
        """Return the words of an editor whose words give no value yet, box by box."""
        try:
            self.value()
        except UserError:
            return "\n".join(box.text() for box in self.findChildren(TextBox))
        return ""

    def show_typed(self, words: str) -> None:
        """Show words that `typed` returned, without telling."""
        for box, part in zip(self.findChildren(TextBox), words.split("\n"), strict=False):
            box.setText(part)

    def go_to(self) -> None:
        """Take the cursor, and mark what is typed: the next key begins anew."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(box := self.focusProxy(), TextBox):
            box.selectAll()

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark what is refused, where the editor has a frame to mark."""
        for box in self.findChildren(TextBox):
            box.set_wrong(wrong=wrong)


class _LineEditor(Editor):
    """A box of one line, whatever is typed there."""

    def __init__(self, accessible: str) -> None:
        """Begin empty."""
        super().__init__()
        self.box = TextBox(accessible)
        self.box.textEdited.connect(self.changed)
        self.box.left.connect(self.left)
        self.setLayout(row(self.box))
        self.setFocusProxy(self.box)


class TextEditor(_LineEditor):
    """One line of text."""

    def value(self) -> str | None:
        """Return the trimmed text."""
        return self.box.text().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text from its beginning."""
        self.box.setText(value or "")
        self.box.setCursorPosition(0)


class NumberEditor(_LineEditor):
    """A whole number."""

    def value(self) -> int | None:
        """Return the number; spaces between its digits do not matter.

        Raises:
            UserError: when it is none.
        """
        typed = "".join(self.box.text().split()).replace("−", "-")
        if not typed:
            return None
        try:
            return int(typed)
        except ValueError:
            wrong = _("“{text}” is not a whole number. Type digits alone.")
            raise UserError(wrong.format(text=self.box.text())) from None

    def set_value(self, value: int | None) -> None:
        """Show a number."""
        self.box.setText("" if value is None else str(value))


class _Lines(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+V to the page when what was copied is no text: a picture; Qt calls."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Paste)
            and not self.canPaste()
        ):
            event.ignore()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor went; Qt calls."""
        super().focusOutEvent(event)
        self.left.emit()


class LongTextEditor(Editor):
    """Text of several lines."""

    def __init__(self, accessible: str, lines: int = 4) -> None:
        """Begin empty, at a height of some lines."""
        super().__init__()
        self.box = _Lines()
        self.box.setAccessibleName(accessible)
        self.box.setTabChangesFocus(True)
        height = QFontMetrics(theme.font()).lineSpacing() * lines + theme.px(Space.TWO)
        self.box.setMinimumHeight(height)
        self.setMinimumHeight(height)
        self.box.setMaximumHeight(height * 2)
        self._quiet = False
        self.box.textChanged.connect(self._text_changed)
        self.box.left.connect(self.left)
        self.setLayout(row(self.box))
        self.setFocusProxy(self.box)

    def value(self) -> str | None:
        """Return the trimmed text."""
        return self.box.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self._quiet = True
        self.box.setPlainText(value or "")
        self._quiet = False

    def _text_changed(self) -> None:
        if not self._quiet:
            self.changed.emit()


class FlagEditor(Editor):
    """Yes or no, with its label beside the box."""

    def __init__(self, label: str) -> None:
        """Begin unticked."""
        super().__init__()
        self.box = QCheckBox(label)
        self.box.setAccessibleName(label)
        self.box.toggled.connect(self._toggled)
        self._quiet = False
        self.setLayout(row(self.box, None))
        self.setFocusProxy(self.box)

    def value(self) -> bool | None:
        """Return whether it is ticked; unticked is `None` until it was ticked once."""
        return True if self.box.isChecked() else self._off

    _off: bool | None = None

    def set_value(self, value: bool | None) -> None:
        """Tick or untick."""
        self._quiet = True
        self._off = None if value is None else False
        self.box.setChecked(bool(value))
        self._quiet = False

    def _toggled(self) -> None:
        if not self._quiet:
            self.changed.emit()
            self.left.emit()
