"""Settings of printing: the printer's way with back sides, and the programme's logos."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QWidget

from app.base.i18n import _
from app.base.paths import folder_at_hand
from app.services import logo_packs
from app.services.logo_packs import OURS, Pack
from app.services.printing import turning_test
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.notice import Notice
from app.ui.parts import button, card, clear, column, flow, holder, row, text
from app.ui.print_window import print_paper
from app.ui.theme import Space, px

_DENSITY = 2.0
_DOTS_PER_INCH = 96.0  # the row is then as wide as the card of the smallest window


class PrintingCard(QWidget):
    """Says how this computer prints; packs of logos are added by a button or by dropping them."""

    def __init__(self, context: Context) -> None:
        """Build the card; `reload` fills it."""
        super().__init__()
        self.context = context
        self._packs: list[Pack] = []
        self.rotated = QCheckBox(_("My printer needs the back side turned by 180°"))
        self.rotated.setChecked(context.settings.back_side_rotated)
        self.rotated.toggled.connect(lambda on: context.change_settings(back_side_rotated=on))
        self.testing = button(_("Print a test page…"), self.print_test, icon="print")
        self._place = column(gap=Space.NONE)
        self.chips = ChoiceChips([], _("The programme's logos"))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.result = Notice()
        self.adding = button(_("Add a pack…"), self.choose_file, icon="plus")
        self.removing = button(_("Remove this pack"), self.remove, icon="minus")
        self._label = text(_("The programme's logos"), "field", wrap=False)
        hint = _("Leaflets and papers that the marking rules name carry them. A pack (ZIP) can be "
                 "dropped here too.")  # fmt: skip
        self.setLayout(
            row(
                card(
                    text(_("Printing and logos"), "lead"),
                    self.rotated,
                    row(self.testing, None),
                    holder(column(self._label, holder(self._place), gap=Space.HALF)),
                    self.picture,
                    text(hint, "muted"),
                    flow(self.adding, self.removing),
                    self.result,
                    gap=Space.TWO,
                )
            )
        )

    def reload(self) -> None:
        """Show the packs that there are and the row of the chosen one."""
        self._packs = logo_packs.packs()
        clear(self._place)
        options = [(one.name, one.title) for one in self._packs]
        self.chips = ChoiceChips(options, _("The programme's logos"), clearable=False)
        self.chips.set_values([self.context.settings.logo_pack or OURS])
        self.chips.changed.connect(lambda on: self.choose(on[0]))
        self._place.addWidget(self.chips)
        self._label.setBuddy(self.chips)
        self._show_row()

    def choose(self, pack: str) -> None:
        """Let documents carry a pack's logos from now on."""
        self.context.change_settings(logo_pack="" if pack == OURS else pack)
        self._show_row()

    def choose_file(self) -> None:
        """Ask for an archive and add the pack in it."""
        file = self.ask_for_file()
        if file:
            self.context.keep_folder(str(Path(file).parent))
            self.add(Path(file))

    def ask_for_file(self) -> str:
        """Ask which pack to add; empty when the person left."""
        start = str(folder_at_hand(self.context.settings.folder))
        chosen = _("Logo packs (*.zip pack.toml)")
        return QFileDialog.getOpenFileName(self, _("Which pack of logos?"), start, chosen)[0]

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Add the first pack among dropped files; tell whether there was one."""
        found = next((path for path in paths if logo_packs.holds_pack(path)), None)
        if found is not None:
            self.add(found)
        return found is not None

    def add(self, source: Path) -> None:
        """Add a pack and choose it.

        Raises:
            UserError: it is no pack or breaks the marking rules.
        """
        made = logo_packs.add(source.parent if source.name == "pack.toml" else source)
        self.context.change_settings(logo_pack=made.name)
        self.reload()
        said = _("Documents carry these logos from now on: {pack}")
        self.result.show_text(said.format(pack=made.title))

    def remove(self) -> None:
        """Remove the chosen pack from this computer and go back to ours."""
        pack = self.context.settings.logo_pack
        self.context.change_settings(logo_pack="")
        logo_packs.remove(pack)
        self.reload()
        self.chips.setFocus()

    def print_test(self) -> None:
        """Print the page that tells how the printer turns sheets over."""
        print_paper(self.context, turning_test(lies=True), _("Test page"), self)
        self.rotated.setChecked(self.context.settings.back_side_rotated)

    def _show_row(self) -> None:
        chosen = self.context.settings.logo_pack or OURS
        self.removing.setVisible(any(one.name == chosen and one.is_own for one in self._packs))
        titles = {one.name: one.title for one in self._packs}
        if chosen not in titles:
            gone = _("The logo pack {name} is not on this computer. Choose another in Settings.")
            self.result.show_text(gone.format(name=chosen), "amber")
            self.picture.hide()
            return
        dots = _DOTS_PER_INCH * px(100) / 100 * _DENSITY
        made = logo_packs.preview(chosen, self.context.settings.spoken, dots)
        image = QImage(
            made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGBX8888
        ).copy()
        shown = QPixmap.fromImage(image)
        shown.setDevicePixelRatio(_DENSITY)
        self.picture.setPixmap(shown)
        self.picture.setAccessibleName(titles[chosen])
        self.picture.show()
