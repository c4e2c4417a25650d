"""Above the conflicts: which of them are listed, and one rule for all that are."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.base.i18n import _, ngettext
from app.services import conflict_rules
from app.services.conflict_rules import Question, Rule
from app.services.exchange import ImportReport
from app.ui.parts import button, flow, holder, row, text

Keys = frozenset[tuple[str, str]]
"""Conflicts as (row, field)."""


class RulesBar(QWidget):
    """Boxes that narrow the list, and a button for each rule.

    Signals:
        narrowed: other conflicts are to be listed.
        ruled: a `Rule` for all that are listed.
    """

    narrowed = Signal()
    ruled = Signal(str)

    def __init__(self) -> None:
        """Begin with all conflicts listed."""
        super().__init__()
        self._files: dict[str, Keys] = {}
        self.field_box = self._box(_("Field"))
        self.file_box = self._box(_("File"))
        self.count = text("", "strong", wrap=False)
        tips = {
            Rule.MINE: _("Keep mine in all that are listed; one undo takes it back"),
            Rule.THEIRS: _("Keep theirs in all that are listed; one undo takes it back"),
            Rule.NEWEST: _("Keep the newest in all that are listed; one undo takes it back"),
        }
        self.buttons = {
            rule: button(_(rule.label), partial(self.ruled.emit, rule.value), tip=tip)
            for rule, tip in tips.items()
        }
        self._rules = holder(row(self.count, *self.buttons.values()))
        self.setLayout(row(flow(self.field_box, self.file_box, self._rules)))

    def fitting(self, every: Sequence[Question]) -> list[Question]:
        """Return the conflicts of the chosen file and field."""
        among = self._files.get(str(self.file_box.currentData() or ""))
        field = str(self.field_box.currentData() or "")
        return [
            one
            for one in every
            if (among is None or (one.row, one.field) in among)
            and field in ("", f"{one.entity}.{one.field}")
        ]

    def show_report(self, report: ImportReport) -> None:
        """Offer the conflicts that an import brought, all of them and file by file."""
        found = {
            one.path.name: frozenset(one.taken.conflicts)
            for one in report.files
            if one.taken.conflicts
        }
        if not found:
            return
        self._files = {_LAST: frozenset[tuple[str, str]]().union(*found.values())}
        self._files |= found if len(found) > 1 else {}
        options = [("", _("From any file")), (_LAST, _("From the last import"))]
        options += [(name, name) for name in self._files if name != _LAST]
        self._fill(self.file_box, options)

    def choose_last_import(self) -> None:
        """List only what the last import brought."""
        self.file_box.setCurrentIndex(max(self.file_box.findData(_LAST), 0))

    def choose_all(self) -> None:
        """List conflicts of any file: those of the chosen one are answered."""
        was_blocked = self.file_box.blockSignals(True)
        self.file_box.setCurrentIndex(0)
        self.file_box.blockSignals(was_blocked)

    def show_questions(self, every: Sequence[Question], listed: Sequence[Question]) -> None:
        """Show which fields there are to choose from, and how many conflicts a rule answers."""
        options = [("", _("Any field")), *conflict_rules.fields_of(every)]
        self._fill(self.field_box, options)
        words = ngettext("For the {n} listed:", "For all {n} listed:", len(listed))
        self.count.setText(words.format(n=len(listed)))
        self._rules.setVisible(len(listed) > 1)
        self.field_box.setVisible(len(options) > 2)
        self.file_box.setVisible(len(self._files) > 0 and len(every) > 1)
        self.setVisible(len(every) > 1)

    def _box(self, accessible: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(accessible)
        made.currentIndexChanged.connect(lambda _place: self.narrowed.emit())
        return made

    def _fill(self, box: QComboBox, options: Sequence[tuple[str, str]]) -> None:
        """Offer other values; the chosen one stays if it is among them."""
        chosen = str(box.currentData() or "")
        was_blocked = box.blockSignals(True)
        box.clear()
        for value, words in options:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(was_blocked)
        if str(box.currentData() or "") != chosen:
            self.narrowed.emit()


_LAST = "*"
"""Stands for all files of the last import; no file is called so."""
