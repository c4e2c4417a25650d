"""What is chosen above a paper before it is printed: its sort, its first label, its language."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from app.base.i18n import PAPER_LANGUAGES, _, program_language
from app.ui.chips import ChoiceChips
from app.ui.flow import FlowLayout
from app.ui.parts import holder, row, text
from app.ui.theme import Space


class PaperOptions(QWidget):
    """Chips for the sort and the language, a box for the first label that is left.

    Signals:
        changed: something else was chosen.
    """

    changed = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        choice_words: str,
        labels: Mapping[str, int],
        languages: Sequence[str],
    ) -> None:
        """Begin with the first choice, the first label and the program's language.

        Args:
            choices: values and their translated labels; none, nothing is chosen.
            choice_words: what they are, translated.
            labels: how many labels a sheet has, by choice; none, the paper has no labels.
            languages: of `PAPER_LANGUAGES`; of one alone nothing is chosen.
        """
        super().__init__()
        self._labels = labels
        self.chips = ChoiceChips(list(choices), choice_words, clearable=False)
        self.chips.set_values([value for value, _label in choices[:1]])
        self.chips.changed.connect(self._chosen)
        self.first = QComboBox()
        self.first.setAccessibleName(_("First label that is left"))
        self.first.setToolTip(_("Labels are counted from the left, row by row."))
        self.first.currentIndexChanged.connect(lambda _place: self.changed.emit())
        spoken = [(code, PAPER_LANGUAGES[code]) for code in languages]
        self.tongue = ChoiceChips(spoken, _("Language of the paper"), clearable=False)
        here = program_language()
        self.tongue.set_values([here if here in languages else languages[0]])
        self.tongue.changed.connect(lambda _values: self.changed.emit())
        self._fit_first()
        flow = FlowLayout(Space.ONE, between=Space.TWO)
        if choices:
            flow.addWidget(_labelled(choice_words, self.chips))
        if labels:
            flow.addWidget(_labelled(_("First label that is left"), self.first))
        if len(languages) > 1:
            flow.addWidget(_labelled(_("Language"), self.tongue))
        self.setLayout(flow)
        self.setVisible(bool(choices or labels or len(languages) > 1))

    @property
    def language(self) -> str:
        """Return the language that the paper is drawn in."""
        return self.tongue.values[0]

    @property
    def args(self) -> tuple[object, ...]:
        """Return what the service is told: the choice, and how many labels are gone."""
        gone = (self.first.currentIndex(),) if self._labels else ()
        return (*self.chips.values, *gone)

    def _chosen(self, _values: object) -> None:
        self._fit_first()
        self.changed.emit()

    def _fit_first(self) -> None:
        """Offer the labels that the chosen sort of sheet has, without telling."""
        if not self._labels:
            return
        place = max(self.first.currentIndex(), 0)
        count = self._labels[self.chips.values[0]]
        self.first.blockSignals(True)
        self.first.clear()
        self.first.addItems([str(n) for n in range(1, count + 1)])
        self.first.setCurrentIndex(min(place, count - 1))
        self.first.blockSignals(False)


def _labelled(words: str, editor: QWidget) -> QWidget:
    label: QLabel = text(words, "field", wrap=False)
    label.setBuddy(editor)
    return holder(row(label, editor))
