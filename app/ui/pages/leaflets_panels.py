"""The panels of a leaflet as chips, of which one is in front; those that hold too much say so."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from app.base.i18n import _
from app.services import leaflet_shapes
from app.ui.chips import Chip, ChoiceChips
from app.ui.parts import clear, column, holder, text
from app.ui.theme import Space


class PanelChoice(QWidget):
    """Shows which panel is in front, and what is wrong with it.

    Signals:
        chosen: the name of a panel.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        """Begin without a template."""
        super().__init__()
        self.setProperty("role", "plain")
        self._template = ""
        self._names: Sequence[str] = ()
        self._over: Mapping[str, str] = {}
        self._panel = ""
        self._chips = ChoiceChips([], "")
        self._place = column(gap=Space.NONE)
        self.too_long = text("", "warning")
        self.too_long.hide()
        self.setLayout(column(holder(self._place), self.too_long, gap=Space.ONE))

    def offer(self, template: str) -> Sequence[str]:
        """Offer a template's panels; return their names."""
        if template != self._template:
            self._template, self._names = template, leaflet_shapes.panels(template)
            self._over = {}
            clear(self._place)
            options = [(name, leaflet_shapes.panel_name(template, name)) for name in self._names]
            self._chips = ChoiceChips(options, _("Panel"), clearable=False)
            self._chips.changed.connect(lambda values: self.chosen.emit(values[0]))
            self._place.addWidget(self._chips)
            self._chips.setVisible(len(self._names) > 1)
        return self._names

    def choose(self, panel: str) -> None:
        """Bring a panel to the front, without telling."""
        self._panel = panel
        self._chips.set_values([panel])
        self.show_overfull(self._over)

    def chip(self, panel: str) -> Chip:
        """Return the button of a panel."""
        return self._chips.chip(panel)

    def panel_at(self, at: QPoint) -> str:
        """Return the panel whose chip is at a point of the screen, or nothing."""
        for panel in self._names:
            chip = self.chip(panel)
            if chip.isVisible() and chip.rect().contains(chip.mapFromGlobal(at)):
                return panel
        return ""

    def show_overfull(self, words: Mapping[str, str]) -> None:
        """Say beside the panels which hold too much, and how much; by their names."""
        self._over = words
        for panel in self._names:
            chip = self.chip(panel)
            name = leaflet_shapes.panel_name(self._template, panel)
            chip.setText(f"{name} ⚠" if panel in words else name)
            chip.setToolTip(leaflet_shapes.panel_label(self._template, panel))
            chip.setAccessibleName(f"{name}: {words[panel]}" if panel in words else name)
        said = words.get(self._panel, "")
        self.too_long.setText(said[:1].upper() + said[1:])
        self.too_long.setVisible(bool(said))
