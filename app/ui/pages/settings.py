"""Settings: language and look, who works here, copies of the records, about."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QWidget

from app import __version__
from app.base.clock import today
from app.base.formats import format_datetime, format_number
from app.base.i18n import LANGUAGES, N_, _, ngettext
from app.base.progress import Progress
from app.base.settings import FONT_PERCENTS, MAIL_MEGABYTES, THEMES
from app.services import at_work, care, copies
from app.ui.beside import Beside
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.page import Page
from app.ui.parts import Notice, button, card, clear, column, flow, holder, scrolled, text
from app.ui.search_box import SearchBox
from app.ui.theme import Space, px

_THEMES = {"auto": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


class SettingsPage(Page):
    """Cards one below another; every choice holds at once."""

    name = "settings"
    shows = frozenset({"promoter", "centre"})

    def __init__(self, context: Context) -> None:
        """Build the cards."""
        super().__init__(context)
        self._busy = False
        chosen = context.settings
        self.language = ChoiceChips(list(LANGUAGES.items()), _("Language"), clearable=False)
        self.language.set_values([chosen.spoken])
        self.language.changed.connect(lambda on: context.change_settings(language=on[0]))
        self.theme = ChoiceChips(
            [(name, _(_THEMES[name])) for name in THEMES], _("Colours"), clearable=False
        )
        self.theme.set_values([chosen.theme])
        self.theme.changed.connect(lambda on: context.change_settings(theme=on[0]))
        self.text_size = ChoiceChips(
            [(str(n), f"{n} %") for n in FONT_PERCENTS], _("Size of text"), clearable=False
        )
        self.text_size.set_values([str(chosen.font_percent)])
        self.text_size.changed.connect(lambda on: context.change_settings(font_percent=int(on[0])))
        self.rotated = QCheckBox(_("My printer needs the back side turned by 180°"))
        self.rotated.setChecked(chosen.back_side_rotated)
        self.rotated.toggled.connect(lambda on: context.change_settings(back_side_rotated=on))
        self.mail = ChoiceChips(
            [(str(n), f"{n} MB") for n in MAIL_MEGABYTES], _("Largest e-mail"), clearable=False
        )
        self.mail.set_values([str(chosen.mail_megabytes)])
        self.mail.changed.connect(lambda on: context.keep_settings(mail_megabytes=int(on[0])))
        self.worker = SearchBox(
            lambda typed: context.lookup("promoter", typed), _("Who works at this computer")
        )
        self.worker.picked.connect(self._worker_picked)
        self.copied = text("", "muted")
        self.result = Notice()
        self.facts = column(gap=Space.HALF)
        self._build()
        self.setFocusProxy(self.language)

    def reload(self) -> None:
        """Show who works here and the latest copies."""
        promoter = self.context.who.promoter
        self.worker.set_picked(promoter or "", self.context.title("promoter", promoter))
        found = copies.listed(self.context.database)
        if found:
            said = ngettext(
                "{n} automatic copy; the latest is of {time}.",
                "{n} automatic copies; the latest is of {time}.",
                len(found),
            )
            words = said.format(n=len(found), time=format_datetime(found[0].made))
        else:
            words = _("No automatic copy yet; one is made every day when the program starts.")
        self.copied.setText(words)
        self._show_facts()

    def copy_now(self) -> None:
        """Ask where to, and write a verified copy there in the background."""
        target = self.ask_for_file()
        if target:
            self.context.keep_folder(str(Path(target).parent))
            self.write_copy(Path(target))

    def write_copy(self, file: Path) -> None:
        """Write a verified copy in the background."""
        database = self.context.database

        def job(progress: Progress) -> None:
            care.save_copy(database, file, progress)

        def done(_nothing: object) -> None:
            said = _("The copy is written and reads back whole: {file}")
            self.result.show_text(said.format(file=file))

        self._start(job, done, _("Writing the copy…"))

    def verify(self) -> None:
        """Check that everything is whole, in the background."""
        database = self.context.database

        def job(progress: Progress) -> list[str]:
            return [f"{one.where}: {one.what}" for one in care.verify(database, progress)]

        self._start(job, self._verified, _("Checking the records…"))

    def ask_for_file(self) -> str:
        """Ask where the copy is to stand; empty when the person left."""
        start = Path(self.context.settings.folder or Path.home())
        name = f"centrum-csr-{today():%Y-%m-%d}.db"
        return QFileDialog.getSaveFileName(
            self, _("Where is the copy to stand?"), str(start / name), _("Copies (*.db)")
        )[0]

    def _start(self, job: object, done: object, words: str) -> None:
        if self._busy:
            return
        self._busy = True
        self.result.hide()
        task = self.context.start(job, done, text=words)  # type: ignore[arg-type]
        task.ended.connect(self._ended)

    def _ended(self) -> None:
        self._busy = False

    def _verified(self, faults: list[str]) -> None:
        if not faults:
            self.result.show_text(_("Everything is whole: the file, the journal, the records."))
            return
        said = ngettext("{n} fault found. Call the office.", "{n} faults found. Call the office.",
                        len(faults))  # fmt: skip
        self.result.show_text("\n".join([said.format(n=len(faults)), *faults[:10]]), "red")

    def _worker_picked(self, promoter: str) -> None:
        if promoter:
            at_work.set_at_work(self.context.database, promoter)
            name = self.context.title("promoter", promoter)
            self.context.say(_("Working here now: {name}").format(name=name))
            self.context.settings_changed.emit()

    def _open_folder(self) -> None:
        place = copies.folder(self.context.database)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))

    def _build(self) -> None:
        look = card(
            text(_("Language and look"), "lead"),
            _field(_("Language"), self.language),
            _field(_("Colours"), self.theme),
            _field(_("Size of text"), self.text_size),
            gap=Space.TWO,
        )
        place = card(
            text(_("This computer"), "lead"),
            _field(_("Who works at this computer"), self.worker),
            self.rotated,
            _field(_("Largest e-mail that your mail provider lets through"), self.mail),
            gap=Space.TWO,
        )
        hint = text(
            _(
                "To go back to a copy, close the program and run: centrum-csr restore FILE. "
                "The present records are kept beside it."
            ),
            "muted",
        )
        care_ = card(
            text(_("Copies of the records"), "lead"),
            self.copied,
            flow(
                button(_("Make a copy now…"), self.copy_now, icon="export"),
                button(_("Check the records"), self.verify, icon="check"),
                button(_("Open the copies' folder"), self._open_folder, "quiet", icon="folder"),
            ),
            self.result,
            hint,
            gap=Space.TWO,
        )
        about = card(text(_("About"), "lead"), self.facts)
        left = holder(column(look, place, None, gap=Space.TWO))
        right = holder(column(care_, about, None, gap=Space.TWO))
        both = Beside(left, right, from_width=760)
        whole = column(text(_("Settings"), "title"), both, None, gap=Space.TWO, margin=Space.TWO)
        self.setLayout(column(scrolled(whole), gap=Space.NONE))

    def _show_facts(self) -> None:
        who, database = self.context.who, self.context.database
        size = sum(file.stat().st_size for file in database.folder.glob("centrum-csr.db*"))
        role = _("office") if who.is_office else _("promoter")
        lines = (
            _("Centrum CSR {version}").format(version=__version__),
            _("Role: {role}").format(role=role),
            _("Records: {folder} ({size} MB)").format(
                folder=database.folder, size=format_number(max(1, size // 1_000_000))
            ),
            _("Device: {id}").format(id=who.device),
        )
        clear(self.facts)
        for words in lines:
            self.facts.addWidget(_selectable(words))


def _selectable(words: str) -> QLabel:
    label = text(words)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _field(label: str, editor: QWidget) -> QWidget:
    head = text(label, "field", wrap=False)
    head.setBuddy(editor)
    editor.setMinimumWidth(px(200))
    return holder(column(head, editor, gap=Space.HALF))
