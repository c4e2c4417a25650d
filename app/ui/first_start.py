"""The first start: try the demo, join with an invitation, or set up an office."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QProgressBar, QWidget

from app.base.errors import UserError
from app.base.i18n import _
from app.base.progress import Progress
from app.model.device import DeviceRole
from app.services import enrolment
from app.services.demo import making
from app.store.engine import FILE_NAME
from app.ui import icons, theme
from app.ui.chips import ChoiceChips
from app.ui.parts import Notice, Part, button, card, column, holder, row, scrolled, text
from app.ui.tasks import Job, Task
from app.ui.text_box import TextBox
from app.ui.theme import Space

_DEMO_SEED = 1
_DEMO_SCALE = 0.3
_DEMO_FOLDER = "demo"


class FirstStart(QWidget):
    """One page with the three choices; a promoter is at work within a minute.

    Signals:
        ready: the folder of the store that is to be opened.
    """

    ready = Signal(Path)

    def __init__(self, folder: Path) -> None:
        """Offer to set the store up in a folder.

        Args:
            folder: where the store is to stand; the demo stands in a folder below it.
        """
        super().__init__()
        self.folder = folder
        self.setProperty("role", "plain")
        self.setWindowTitle(_("Centrum CSR"))
        self.setMinimumSize(1024, 640)
        self.resize(1120, 680)
        self._task: Task | None = None
        self.notice = Notice()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.doing = text("", "muted")
        self.cancel = button(_("Cancel"), self._cancel)
        self._running = holder(row(self.doing, self.bar, self.cancel, gap=Space.TWO))
        self._running.hide()
        cards = row(self._demo_card(), self._join_card(), self._office_card(), gap=Space.THREE)
        for place in range(3):
            cards.setStretch(place, 1)
        self._choices = holder(cards)
        self.setAcceptDrops(True)
        head = column(
            text(_("Welcome to Centrum CSR"), "display"),
            text(
                _(
                    "Visits, events, materials and shifts, kept on this computer. "
                    "How do you want to begin?"
                ),
                "muted",
            ),
        )
        whole = column(
            None, head, Space.ONE, self.notice, self._choices, self._running, None, gap=Space.TWO
        )
        self.setLayout(column(scrolled(whole, Space.FOUR), gap=Space.NONE))
        for key, box in (("Alt+1", self.try_button), ("Alt+2", self.file), ("Alt+3", self.network)):
            QShortcut(QKeySequence(key), self).activated.connect(box.setFocus)
        self.try_button.setFocus()

    def try_demo(self) -> None:
        """Make the made-up network, or open the one made before."""
        folder = self.folder / _DEMO_FOLDER / self.role.values[0]
        if (folder / FILE_NAME).is_file():
            self.ready.emit(folder)
            return
        role = self.role.values[0]

        def job(progress: Progress) -> Path:
            making.make(folder, _DEMO_SEED, _DEMO_SCALE, role, progress)
            return folder

        self._start(job, _("Making up the demo…"))

    def join(self) -> None:
        """Join the network with the invitation and its code."""
        file, code, folder = self.file.text().strip(), self.code.text().strip(), self.folder
        if not file:
            self._complain(self.file, _("Choose the invitation's file first."))
            return
        if not code:
            self._complain(self.code, _("Type the code that the office told you."))
            return

        def job(_progress: Progress) -> Path:
            enrolment.join(folder, Path(file), code).close()
            return folder

        self._start(job, _("Joining the network…"))

    def set_up(self) -> None:
        """Set up an office with a new network."""
        name, folder = self.network.text().strip(), self.folder
        if not name:
            self._complain(self.network, _("Give the network a name."))
            return

        def job(_progress: Progress) -> Path:
            enrolment.set_up_office(folder, name).close()
            return folder

        self._start(job, _("Setting up the office…"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take an invitation that is dragged over the page; Qt calls."""
        if _invitation_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put a dropped invitation's path into its box; Qt calls."""
        self.file.setText(_invitation_in(event.mimeData()))
        self.code.setFocus()

    def _demo_card(self) -> QWidget:
        roles = [(DeviceRole.PROMOTER, _("Promoter")), (DeviceRole.OFFICE, _("Central office"))]
        self.role = ChoiceChips([(str(value), label) for value, label in roles], _("Role"))
        self.role.set_values([DeviceRole.PROMOTER])
        self.try_button = button(_("Open the demo"), self.try_demo, "primary", icon="play")
        return _choice_card(
            "booth",
            _("Try the demo"),
            _("A made-up network with half a year of work. Nothing real, nothing to break."),
            text(_("Look at it as"), "field"),
            self.role,
            None,
            self.try_button,
        )

    def _join_card(self) -> QWidget:
        self.file = TextBox(_("Invitation's file"))
        self.file.setPlaceholderText(_("Drop or choose the file .csri"))
        self.code = TextBox(_("Code"))
        self.code.setPlaceholderText("K7QF-M2XW-9RTD")
        self.code.returnPressed.connect(self.join)
        choose = button("", self._choose_file, icon="folder", tip=_("Choose the invitation's file"))
        return _choice_card(
            "people",
            _("Join with an invitation"),
            _("The office gives you a file and tells you a code. You can work at once."),
            _labelled(_("Invitation's file"), self.file),
            row(self.file, choose),
            _labelled(_("Code"), self.code),
            self.code,
            None,
            button(_("Join"), self.join, "primary", icon="check"),
        )

    def _office_card(self) -> QWidget:
        self.network = TextBox(_("Network's name"))
        self.network.returnPressed.connect(self.set_up)
        return _choice_card(
            "companies",
            _("Set up an office"),
            _("For the central office, once: it invites all others and gathers their work."),
            _labelled(_("Network's name"), self.network),
            self.network,
            None,
            button(_("Set up"), self.set_up, "primary", icon="check"),
        )

    def _choose_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Choose the invitation"), "", _("Invitations (*.csri)")
        )
        if chosen:
            self.file.setText(chosen)
            self.code.setFocus()

    def _complain(self, box: QLineEdit, words: str) -> None:
        self.notice.show_text(words, "amber")
        box.setFocus()

    def _start(self, job: Job, words: str) -> None:
        if self._task is not None:
            return
        self.notice.hide()
        self.doing.setText(words)
        self.bar.setRange(0, 0)
        self._running.show()
        self._choices.setEnabled(False)
        task = Task(job, words, self)
        task.progressed.connect(self._progressed)
        task.succeeded.connect(self._succeeded)
        task.failed.connect(self._failed)
        task.ended.connect(self._ended)
        self._task = task
        task.start()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _progressed(self, done: int, total: int, _text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _ended(self) -> None:
        self._task = None
        self._running.hide()
        self._choices.setEnabled(True)

    def _succeeded(self, folder: Path) -> None:
        self.ready.emit(folder)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.notice.show_text(str(error), "amber")


def _invitation_in(data: QMimeData) -> str:
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return next((path for path in paths if path.endswith(".csri")), "")


def _choice_card(icon: str, heading: str, words: str, *parts: Part) -> QWidget:
    picture = QLabel()
    picture.setPixmap(icons.pixmap(icon, "accent", 40))
    made = card(picture, text(heading, "title"), text(words, "muted"), Space.ONE, *parts)
    made.setMinimumHeight(theme.px(360))
    made.setMinimumWidth(theme.px(260))
    return made


def _labelled(words: str, box: QWidget) -> QLabel:
    label = text(words, "field")
    label.setBuddy(box)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label
