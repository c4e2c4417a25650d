"""The knowledge tests of an event: points before and after, typed down the list."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.base.errors import UserError
from app.base.formats import format_percent
from app.base.i18n import _
from app.model.participation import ParticipantRole
from app.model.test_result import KnowledgeStage
from app.services import attendance, test_results
from app.ui import theme
from app.ui.context import Context
from app.ui.form_fields import NumberEditor
from app.ui.parts import button, column, headline, row, text
from app.ui.theme import Space
from app.ui.window_place import open_size

_STAGES = (KnowledgeStage.BEFORE.value, KnowledgeStage.AFTER.value)
_SIZE = (520, 560)
_USUAL = 10
_NUMBER, _NAME, _FIRST = 0, 1, 2


class PointsWindow(QDialog):
    """Digits and Enter: points are saved at once, and the cursor goes to the next person."""

    def __init__(self, context: Context, event: str, parent: QWidget) -> None:
        """Show the participants with the points known so far."""
        super().__init__(parent)
        self.setWindowTitle(_("Test results"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._event = event
        self._loading = True
        self.of = NumberEditor(_("Points of the whole test"))
        self.table = QTableWidget()
        self.average = text("", "muted")
        self._lines: list[str] = []
        self._build()
        self._load()
        self._loading = False
        self.table.cellChanged.connect(self._changed)
        if self._lines:
            self.table.setCurrentCell(0, _FIRST)
        self.table.setFocus()

    def _build(self) -> None:
        table = self.table
        table.setAccessibleName(_("Points by person"))
        table.setColumnCount(_FIRST + len(_STAGES))
        stages = [_(stage.label) for stage in KnowledgeStage]
        table.setHorizontalHeaderLabels([_("No."), _("First and last name"), *stages])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(theme.ROW_HEIGHT))
        table.horizontalHeader().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(_NUMBER, theme.px(48))
        for place in range(len(_STAGES)):
            table.setColumnWidth(_FIRST + place, theme.px(140))
        table.setShowGrid(False)
        table.installEventFilter(self)
        whole = row(text(_("Points of the whole test"), "field", wrap=False), self.of, None)
        hint = text(_("Type points, then Enter. Delete takes a result back."), "muted")
        leave = button(_("Close"), self.close, tip=_("Close (Esc)"))
        made = column(
            headline(_("Test results")), whole, table, self.average, hint, row(leave, None),
            gap=Space.TWO, margin=Space.TWO,
        )  # fmt: skip
        made.setStretch(2, 1)
        self.setLayout(made)
        open_size(self, *_SIZE)

    def _load(self) -> None:
        sheet = self._context.read(attendance.sheet, self._event)
        lines = [line for line in sheet.lines if line.role == ParticipantRole.PARTICIPANT]
        found = self._context.read(test_results.of_event, self._event)
        wholes = {row.of for row in found.values() if row.of}
        self.of.set_value(max(wholes, default=_USUAL))
        self._lines = [line.participation for line in lines]
        self.table.setRowCount(len(lines))
        for place, line in enumerate(lines):
            self._fixed(place, _NUMBER, str(line.number or ""))
            self._fixed(place, _NAME, line.name)
            for column_, stage in enumerate(_STAGES, start=_FIRST):
                known = found.get((line.participation, stage))
                item = QTableWidgetItem("" if known is None else str(known.points))
                item.setTextAlignment(_RIGHT)
                self.table.setItem(place, column_, item)
        self._show_average()

    def _fixed(self, place: int, column_: int, words: str) -> None:
        item = QTableWidgetItem(words)
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.table.setItem(place, column_, item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a result back by Delete, go down by Enter; Qt asks."""
        if watched is self.table and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            item = self.table.currentItem()
            if is_press and event.key() == Qt.Key.Key_Delete and item is not None:
                item.setText("")
                return True
        return super().eventFilter(watched, event)

    def _changed(self, place: int, column_: int) -> None:
        """Save what was typed; what is no number of points goes away again."""
        item = self.table.item(place, column_)
        if self._loading or item is None or column_ < _FIRST:
            return
        typed = item.text().strip()
        if typed and not typed.isdecimal():
            self._put_back(place, column_)
            raise UserError(_("“{text}” is not a number of points.").format(text=typed))
        stage = _STAGES[column_ - _FIRST]
        points = int(typed) if typed else None
        of = self.of.value() or _USUAL
        participation = self._lines[place]
        if points is not None and points > of:
            self._put_back(place, column_)
        self._context.write(
            test_results.record, participation, stage, points, of,
            label=_("Saved the test result"), quiet=True,
        )  # fmt: skip
        self._show_average()
        if place + 1 < self.table.rowCount():
            self.table.setCurrentCell(place + 1, column_)

    def _put_back(self, place: int, column_: int) -> None:
        found = self._context.read(test_results.of_event, self._event)
        known = found.get((self._lines[place], _STAGES[column_ - _FIRST]))
        self._loading = True
        item = self.table.item(place, column_)
        if item is not None:
            item.setText("" if known is None else str(known.points))
        self._loading = False

    def _show_average(self) -> None:
        found = self._context.read(test_results.averages, self._event)
        if not found:
            self.average.setText(_("Nobody has both results yet."))
            return
        words = _("Mean before {before}, after {after} ({n} with both)")
        self.average.setText(
            words.format(
                before=format_percent(found[0].share),
                after=format_percent(found[1].share),
                n=found[0].count,
            )
        )


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
