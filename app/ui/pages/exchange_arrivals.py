"""Where files to take in come from: chosen, a whole folder, or a stick that holds some."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.base.i18n import _, ngettext
from app.base.paths import folder_at_hand
from app.services import arrivals
from app.services.sticks import Stick, sticks
from app.ui.context import Context
from app.ui.empty_state import EmptyState
from app.ui.parts import button, clear, column, flow, holder, row


class ArrivalsPart(QWidget):
    """The empty place where files are dropped, with the ways to bring them.

    Signals:
        brought: the files, a list of paths.
    """

    brought = Signal(object)

    def __init__(self, context: Context, found: Callable[[], list[Stick]] = sticks) -> None:
        """Build the ways.

        Args:
            context: the page's.
            found: returns the sticks in the computer.
        """
        super().__init__()
        self.context = context
        self._found = found
        self.files_button = button(_("Choose files…"), self.choose_files, "primary")
        self.folder_button = button(_("Choose a folder…"), self.choose_folder, icon="folder")
        state = EmptyState(
            "import",
            _("Drop files here"),
            _("Files that came by stick or e-mail. You see first what would change."),
        )
        self._sticks = column()
        ways = flow(self.files_button, self.folder_button)
        whole = column(state, row(None, ways, None), holder(self._sticks), None)
        whole.setStretch(0, 1)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.files_button)

    def look_for_sticks(self) -> None:
        """Offer the files for this store on each stick."""
        clear(self._sticks)
        for stick in self._found():
            files = arrivals.for_this_store(self.context.database, [stick.path])
            if files:
                words = stick_words(stick.name, len(files))
                made = button(words, partial(self.brought.emit, files), icon="import")
                self._sticks.addLayout(row(None, made, None))

    def choose_files(self) -> None:
        """Choose files in the system's window."""
        chosen = [Path(one) for one in self.ask_for_files()]
        if chosen:
            self.context.keep_folder(str(chosen[0].parent))
            self.brought.emit(chosen)

    def choose_folder(self) -> None:
        """Take all exchange files of a folder and of the folders in it."""
        chosen = self.ask_for_folder()
        if not chosen:
            return
        self.context.keep_folder(chosen)
        files = files_of(self.context, [Path(chosen)])
        if files:
            self.brought.emit(files)

    def ask_for_files(self) -> list[str]:
        """Ask for files; none when the person left."""
        kinds = _("Exchange files (*.csrx);;All files (*)")
        start = str(folder_at_hand(self.context.settings.folder))
        title = _("Choose files to take in")
        chosen, _kind = QFileDialog.getOpenFileNames(self, title, start, kinds)
        return chosen

    def ask_for_folder(self) -> str:
        """Ask for a folder; empty when the person left."""
        start = str(folder_at_hand(self.context.settings.folder))
        return QFileDialog.getExistingDirectory(self, _("Choose a folder with files"), start)


def files_of(context: Context, paths: Sequence[Path]) -> list[Path]:
    """Return files as they are, and of folders the exchange files in them; tell where none is."""
    found: list[Path] = []
    for path in paths:
        inside = arrivals.files_in(path) if path.is_dir() else [path]
        if not inside:
            said = _("There is no exchange file (.csrx) in {folder}.")
            context.tell(said.format(folder=path.name or path), "amber")
        found += inside
    return found


def stick_words(name: str, count: int) -> str:
    """Return that a stick holds files for this store."""
    words = ngettext("Stick {name}: take {n} file in", "Stick {name}: take {n} files in", count)
    return words.format(name=name, n=count)
