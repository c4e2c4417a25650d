"""Settings: language and look, who works here, copies of the records, about."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app import __version__
from app.base.formats import format_number
from app.base.i18n import LANGUAGES, N_, _
from app.base.settings import FONT_PERCENTS, MAIL_MEGABYTES, NOTICE_DAYS, THEMES
from app.services import at_work
from app.ui.beside import Beside
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.page import Page
from app.ui.pages.settings_copies import CopiesCard
from app.ui.pages.settings_network import NetworkCard
from app.ui.pages.settings_printing import PrintingCard
from app.ui.parts import card, clear, column, holder, scrolled, text
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
        self.mail = ChoiceChips(
            [(str(n), f"{n} MB") for n in MAIL_MEGABYTES], _("Largest e-mail"), clearable=False
        )
        self.mail.set_values([str(chosen.mail_megabytes)])
        self.mail.changed.connect(lambda on: context.keep_settings(mail_megabytes=int(on[0])))
        days = [(str(n), _("{n} days").format(n=n)) for n in NOTICE_DAYS]
        self.notice = ChoiceChips(days, _("Notice of Art. 14 within"), clearable=False)
        self.notice.set_values([str(chosen.notice_days)])
        self.notice.changed.connect(lambda on: context.keep_settings(notice_days=int(on[0])))
        self.worker = SearchBox(
            lambda typed: context.lookup("promoter", typed), _("Who works at this computer")
        )
        self.worker.picked.connect(self._worker_picked)
        self.printing = PrintingCard(context)
        self.copies = CopiesCard(context)
        self.network = NetworkCard(context) if context.who.is_office else None
        self.facts = column(gap=Space.HALF)
        self._build()
        self.setFocusProxy(self.language)

    def reload(self) -> None:
        """Show who works here and the latest copies."""
        promoter = self.context.who.promoter
        self.worker.set_picked(promoter or "", self.context.title("promoter", promoter))
        self.copies.reload()
        self.printing.reload()
        self._show_facts()

    def open_record(self, row_id: str) -> None:
        """Open the form of a Centre or promoter, as a draft of it asks."""
        if self.network is not None and row_id:
            self.network.open(row_id.removeprefix("edit:"))

    def may_leave(self) -> bool:
        """Keep what is typed as a draft."""
        if self.network is not None:
            self.network.keep_drafts()
        return True

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Add a pack of logos that was dropped; all else goes to the exchange."""
        return self.printing.take_files(paths)

    def _worker_picked(self, promoter: str) -> None:
        if promoter:
            at_work.set_at_work(self.context.database, promoter)
            name = self.context.title("promoter", promoter)
            self.context.say(_("Working here now: {name}").format(name=name))
            self.context.settings_changed.emit()

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
            _field(_("Largest e-mail that your mail provider lets through"), self.mail),
            _field(_("Sole traders get the notice of Art. 14 GDPR within"), self.notice),
            gap=Space.TWO,
        )
        about = card(text(_("About"), "lead"), self.facts)
        left = holder(column(look, place, self.printing, None, gap=Space.TWO))
        network = [self.network] if self.network is not None else []
        right = holder(column(*network, self.copies, about, None, gap=Space.TWO))
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
