"""The steps of the first start: the three choices and the few fields of each."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QSizePolicy, QWidget

from app.base.i18n import _
from app.base.paths import folder_at_hand
from app.services import first_steps
from app.ui import icons
from app.ui.chips import ChoiceChips
from app.ui.parts import button, card, column, flow, holder, row, text
from app.ui.text_box import TextBox
from app.ui.theme import Space, px


class Choices(QWidget):
    """Three cards side by side.

    Signals:
        demo_wanted: the demo was chosen.
        join_wanted: joining was chosen.
        office_wanted: setting up an office was chosen.
    """

    demo_wanted = Signal()
    join_wanted = Signal()
    office_wanted = Signal()

    def __init__(self, *, has_demo: bool = False) -> None:
        """Build the cards; a demo that was made before is offered as such."""
        super().__init__()
        self.join_button = button(_("Join…"), self.join_wanted.emit, "primary")
        words = _("Back to the demo…") if has_demo else _("Try the demo…")
        self.demo_button = button(words, self.demo_wanted.emit)
        self.office_button = button(_("Set up an office…"), self.office_wanted.emit)
        cards = (
            _choice(
                "mail",
                _("I have an invitation"),
                _("The office sent you a file and told you a code. In a minute you are at work."),
                self.join_button,
            ),
            _choice(
                "play",
                _("Back to the demo") if has_demo else _("I want to look around"),
                _("The demo is as you left it. Your own records begin apart from it.")
                if has_demo
                else _(
                    "A made-up network with companies, visits and fairs. Nothing can be spoilt."
                ),
                self.demo_button,
            ),
            _choice(
                "agreements",
                _("We begin a network"),
                _("This computer becomes the central office: it invites the promoters."),
                self.office_button,
            ),
        )
        line = row(*cards, gap=Space.TWO)
        for place in range(len(cards)):
            line.setStretch(place, 1)
        self.setLayout(column(text(_("How do you begin?"), "title"), line, None, gap=Space.TWO))
        self.setFocusProxy(self.join_button)


class Step(QWidget):
    """One choice's fields, with the way on and the way back.

    Signals:
        back_wanted: back to the three choices.
        refused: something is missing, in words.
        mended: what was missing has come.
    """

    back_wanted = Signal()
    mended = Signal()
    refused = Signal(str)

    def _fill(self, heading: str, words: str, *fields: QWidget, go: QWidget) -> None:
        back = button(_("Back"), self.back_wanted.emit, tip=_("Back (Esc)"))
        inside = card(
            text(heading, "title"),
            text(words, "muted"),
            *fields,
            row(back, None, go),
            gap=Space.TWO,
        )
        inside.setMaximumWidth(px(620))
        self.setLayout(column(inside, None))
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)


class DemoStep(Step):
    """Which role to try.

    Signals:
        chosen: the role.
    """

    chosen = Signal(str)

    def __init__(self, folder: Path) -> None:
        """Begin with the promoter's role.

        Args:
            folder: of the own records; demos stand below it.
        """
        super().__init__()
        self._folder = folder
        self.role = ChoiceChips(
            [("promoter", _("A promoter in Pisz")), ("office", _("The central office"))],
            _("Role"),
            clearable=False,
        )
        self.role.set_values([*first_steps.demo_roles(folder), "promoter"][:1])
        self.role.changed.connect(lambda _on: self._show_state())
        self.state = text("", "muted")
        self.go_button = button("", self._go, "primary")
        self._fill(
            _("Try the demo"),
            _("Everything in it is made up. Your own records begin apart from it, later."),
            _field(_("Whose day do you want to see?"), self.role),
            self.state,
            go=self.go_button,
        )
        self._show_state()
        self.setFocusProxy(self.role)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make it by Enter; Qt calls."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        self.chosen.emit(self.role.values[0])

    def _show_state(self) -> None:
        place = first_steps.demo_folder(self._folder, self.role.values[0])
        there = first_steps.holds_records(place)
        self.go_button.setText(_("Go on with the demo") if there else _("Make the demo"))
        self.state.setText(
            _("You have tried this one before; it is as you left it.")
            if there
            else _("It takes up to half a minute.")
        )


class JoinStep(Step):
    """The invitation's file and its spoken code.

    Signals:
        chosen: the file and the code.
    """

    chosen = Signal(Path, str)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.file: Path | None = None
        self.file_button = button(_("Choose the file…"), self._choose, icon="folder")
        self.file_name = text(_("or drop it onto this window"), "muted", wrap=False)
        self.code = TextBox(_("Spoken code"))
        self.code.setPlaceholderText("XXXX-XXXX-XXXX")
        self.code.returnPressed.connect(self._go)
        go = button(_("Join"), self._go, "primary", icon="check")
        self._fill(
            _("Join with an invitation"),
            _("The file comes by e-mail or stick; the code by voice."),
            _field(_("Invitation"), flow(self.file_button, self.file_name)),
            _field(_("Spoken code"), self.code),
            go=go,
        )
        self.setFocusProxy(self.file_button)

    def show_file(self, file: Path) -> None:
        """Take a file, and go on to the code."""
        self.mended.emit()
        self.file = file
        self.file_name.setText(file.name)
        self.code.setFocus()

    def ask_for_file(self) -> str:
        """Ask for the file, first where a browser or a mail program puts it; empty when left."""
        kinds = _("Invitations (*.csri *.csrx);;All files (*)")
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        title = _("Choose the invitation")
        return QFileDialog.getOpenFileName(self, title, str(folder_at_hand(place)), kinds)[0]

    def _choose(self) -> None:
        chosen = self.ask_for_file()
        if chosen:
            self.show_file(Path(chosen))

    def _go(self) -> None:
        code = self.code.text().strip()
        if self.file is None:
            self.file_button.setFocus()
            self.refused.emit(_("Choose the invitation's file first."))
        elif not code:
            self.code.setFocus()
            self.refused.emit(_("Type the code that the office told you."))
        else:
            self.chosen.emit(self.file, code)


class OfficeStep(Step):
    """The network's name.

    Signals:
        chosen: the name.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.network = TextBox(_("Name of the network"))
        self.network.returnPressed.connect(self._go)
        go = button(_("Set up"), self._go, "primary", icon="check")
        self._fill(
            _("Set up an office"),
            _("Centres and materials of the network are there from the start."),
            _field(_("Name of the network"), self.network),
            go=go,
        )
        self.setFocusProxy(self.network)

    def _go(self) -> None:
        name = self.network.text().strip()
        if name:
            self.chosen.emit(name)
        else:
            self.network.setFocus()
            self.refused.emit(_("Give the network a name."))


def _choice(icon: str, heading: str, words: str, deed: QWidget) -> QWidget:
    picture = QLabel()
    picture.setPixmap(icons.pixmap(icon, "accent", 32))
    made = card(picture, text(heading, "lead"), text(words, "muted"), None, deed, gap=Space.TWO)
    made.setMinimumHeight(px(240))
    return made


def _field(label: str, editor: QWidget) -> QWidget:
    head = text(label, "field", wrap=False)
    head.setBuddy(editor)
    return holder(column(head, editor, gap=Space.HALF))
