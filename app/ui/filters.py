"""Filters of a list: few values as chips, many as a box to choose from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.base.i18n import _
from app.model.field import Choice
from app.ui.chips import ChoiceChips
from app.ui.flow import FlowLayout
from app.ui.theme import Space

_FEW = 6

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter.

    Attributes:
        name: the key in `fetch_ids`.
        label: what it filters by, marked by `N_`.
        options: an enumeration, or a function that returns (value, translated label).
        everything: what is shown when nothing is filtered, marked by `N_`; for long lists.
    """

    name: str
    label: str
    options: Iterable[Choice] | Callable[[], Options]
    everything: str = ""

    def shown(self) -> list[tuple[str, str]]:
        """Return the values with their translated labels."""
        if isinstance(self.options, Iterable):
            return [(str(one.value), _(one.label)) for one in self.options]
        return list(self.options())


class FilterBar(QWidget):
    """The filters of one list.

    Signals:
        changed: another value was chosen.
    """

    changed = Signal()

    def __init__(self, filters: Sequence[Filter]) -> None:
        """Begin with nothing filtered."""
        super().__init__()
        self.chips: dict[str, ChoiceChips] = {}
        self.boxes: dict[str, QComboBox] = {}
        shown = [(one, one.shown()) for one in filters]
        boxes = [self._box(one, options) for one, options in shown if len(options) > _FEW]
        chips = [self._chips(one, options) for one, options in shown if len(options) <= _FEW]
        flow = FlowLayout(Space.ONE, between=Space.TWO)
        for one in (*boxes, *chips):
            flow.addWidget(one)
        self.setLayout(flow)

    @property
    def values(self) -> dict[str, str]:
        """Return the chosen values by the filters' names."""
        found = {name: chips.values[0] for name, chips in self.chips.items() if chips.values}
        found |= {name: box.currentData() for name, box in self.boxes.items() if box.currentData()}
        return found

    def choose(self, name: str, value: str) -> None:
        """Choose a filter's value, or nothing, as if the person had."""
        if name in self.chips:
            self.chips[name].set_values([value] if value else [])
            self.changed.emit()
        else:
            self.boxes[name].setCurrentIndex(max(self.boxes[name].findData(value), 0))

    def _chips(self, one: Filter, options: Options) -> QWidget:
        chips = ChoiceChips(options, _(one.label))
        chips.changed.connect(lambda _values: self.changed.emit())
        self.chips[one.name] = chips
        return chips

    def _box(self, one: Filter, options: Options) -> QWidget:
        box = QComboBox()
        box.setAccessibleName(_(one.label))
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        box.addItem(_(one.everything) if one.everything else f"{_(one.label)}: …", "")
        for value, label in options:
            box.addItem(label, value)
        box.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.boxes[one.name] = box
        return box
