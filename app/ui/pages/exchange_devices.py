"""The office's devices: who handed in what and when, what is missing, and inviting one more."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QFileDialog, QFrame, QStackedWidget, QWidget

from app.base.errors import UserError
from app.base.i18n import _, ngettext
from app.base.paths import folder_at_hand
from app.base.progress import Progress
from app.model import territory
from app.services import enrolment, exchange, lateness, promoters
from app.services.enrolment import Invited
from app.services.exchange import Status
from app.ui.beside import Beside
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.editors import counties
from app.ui.empty_state import EmptyState
from app.ui.pages.exchange_device import DeviceCard
from app.ui.pages.exchange_device_rows import COLUMNS, HELD, MISSING, DeviceRow
from app.ui.parts import button, clear, column, flow, holder, row, scrolled, text
from app.ui.sight import bring_into_sight
from app.ui.table import TableView
from app.ui.text_box import TextBox
from app.ui.theme import ROW_HEIGHT, Space, px


class DevicesPart(QWidget):
    """The table of devices at the left, the invitation at the right.

    Signals:
        file_wanted: a device's id and name; a file for it alone is wanted.
        listed: a device was added to the network's list.
    """

    file_wanted = Signal(str, str)
    listed = Signal()

    def __init__(self, context: Context) -> None:
        """Build table and invitation."""
        super().__init__()
        self.heading = _("Devices")
        self.context = context
        self._rows: dict[str, DeviceRow] = {}
        self._busy = False
        self._known: dict[str, str] = {}
        self._nameless: set[str] = set()
        self.latest: Invited | None = None
        self.table = TableView("exchange_devices", COLUMNS, self._fetch, _("Devices"))
        self.none = EmptyState(
            "people",
            _("No devices yet"),
            _("Invite the first promoter: a file, and a code told by voice."),
        )
        self.tables = QStackedWidget()
        self.late = text("", "warning")
        self.device = DeviceCard(context)
        self.device.done.connect(self._look_again)
        self.device.replaced.connect(self._invited)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._want_file)
        self.file_button = button(
            _("Write a file for the chosen device…"),
            lambda: self._want_file(self.table.current_id()),
            icon="export",
            tip=_("Enter in the table does the same"),
        )
        self.tables.addWidget(self.none)
        self.tables.addWidget(holder(column(self.late, row(self.file_button, None), self.table)))
        self.code = TextBox(_("Promoter's code"))
        self.code.setPlaceholderText(_("Code or name"))
        self.who = text("", "muted")
        self.name = TextBox(_("First and last name"))
        self._name_field = holder(
            column(text(_("First and last name"), "field"), self.name, gap=Space.HALF)
        )
        self._name_field.hide()
        self.counties = ChoiceChips(
            [(code, name) for code, name in counties() if code != territory.OLSZTYN_CITY],
            _("Counties"),
            several=True,
        )
        self.invite_button = button(
            _("Write the invitation…"), self.invite, "primary", icon="export"
        )
        self.result = column(gap=Space.ONE)
        self.code.textChanged.connect(self._code_changed)
        self._build()
        self.setFocusProxy(self.code)

    def show_status(self, status: Status) -> None:
        """Show every other device."""
        late = self.context.read(lateness.late_since, status.devices)
        listed = sorted(status.devices, key=lambda one: late.get(one.device, date.max))
        made = (DeviceRow(one.device, one, late.get(one.device)) for one in listed)
        self._rows = {one.id: one for one in made}
        self.table.set_ids(list(self._rows))
        rows = self._rows.values()
        told = {MISSING: any(one.missing for one in rows), HELD: any(r.device.held for r in rows)}
        self.table.show_columns(told)  # what is empty for all would take the room of the rest
        words = ngettext("{n} device is late.", "{n} devices are late.", len(late))
        self.late.setText(words.format(n=len(late)))
        self.late.setVisible(bool(late))
        self.tables.setCurrentIndex(1 if self._rows else 0)
        if not self.device.isHidden():
            self._choose(self.table.current_id())
        self._offer_promoters()

    def invite(self) -> None:
        """Ask where the invitation is to stand, and write it in the background."""
        code = self.chosen_code
        if not code:
            self.code.setFocus()
            raise UserError(_("Say first whom you invite: a promoter's code."))
        if not self.counties.values:
            self.counties.setFocus()
            raise UserError(_("Choose at least one county that the device may have."))
        target = self.ask_for_file(code)
        if target and not self._busy:
            self.write_invitation(Path(target))

    def write_invitation(self, file: Path) -> None:
        """Write an invitation for the promoter and counties that are chosen."""
        self._busy = True
        database, code, chosen = self.context.database, self.chosen_code, self.counties.values
        name = self._typed if self._is_full_name else self.name.text()

        def job(_progress: Progress) -> Invited:
            return enrolment.invite(database, code, chosen, file, name)

        task = self.context.start(job, self._invited, text=_("Writing the invitation…"))
        task.ended.connect(self._ended)

    def ask_for_file(self, code: str) -> str:
        """Ask for the file's place; empty when the person left."""
        name = _("invitation-{code}.csri").format(code=code)
        start = folder_at_hand(self.context.settings.folder) / name
        kinds = _("Invitations (*.csri)")
        return QFileDialog.getSaveFileName(self, _("Where is it to stand?"), str(start), kinds)[0]

    @property
    def chosen_code(self) -> str:
        """Return the code of what is typed or picked; somebody new by name gets one."""
        if self._is_full_name:
            return self.context.read(promoters.free_code, self._typed)
        return self._typed

    @property
    def _typed(self) -> str:
        return self.code.text().partition(" · ")[0].strip()

    @property
    def _is_full_name(self) -> bool:
        """Tell whether somebody new was typed by first and last name instead of a code."""
        return " " in self._typed and self._typed not in self._known

    def _build(self) -> None:
        panel = QFrame()
        panel.setProperty("role", "card")
        inside = column(
            text(_("Invite a device"), "lead"),
            text(_("For a new laptop, or in place of a lost one."), "muted"),
            text(_("Promoter"), "field"),
            self.code,
            self.who,
            self._name_field,
            text(_("Counties"), "field"),
            self.counties,
            flow(self.invite_button),
            self.result,
            None,
            margin=Space.TWO,
        )
        panel.setLayout(inside)
        self.tables.setMinimumHeight(px(ROW_HEIGHT) * 6)
        right = holder(column(self.device, panel, None, gap=Space.TWO))
        whole = Beside(self.tables, right, from_width=760, stretches=(2, 1))
        self.setLayout(row(scrolled(whole)))

    def _choose(self, device: str) -> None:
        if device in self._rows:
            self.device.show_device(self._rows[device].device)

    def _look_again(self) -> None:
        self.show_status(exchange.status(self.context.database))

    def _want_file(self, device: str) -> None:
        chosen = self._rows.get(device)
        if chosen is None:
            raise UserError(_("Choose a device in the table first."))
        self.file_wanted.emit(device, chosen.device.name)

    def _offer_promoters(self) -> None:
        known = self.context.read(promoters.active)
        names = self.context.read(promoters.names, [one.id for one in known])
        self._known = {one.code: names.get(one.id, "") for one in known}
        self._nameless = {one.code for one in known if not promoters.has_name(one)}
        lines = [f"{code} · {name}" for code, name in self._known.items()]
        completer = QCompleter(lines, self.code)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.code.setCompleter(completer)
        self._code_changed("")

    def _code_changed(self, _text: str) -> None:
        code = self.chosen_code
        self._name_field.setVisible(self._wants_name(code))
        if not code:
            self.who.setText("")
        elif code in self._known:
            self.who.setText(self._known[code])
        elif self._is_full_name:
            self.who.setText(_("A new promoter, under the code {code}.").format(code=code))
        else:
            self.who.setText(_("A new promoter will be added under this code."))

    def _wants_name(self, code: str) -> bool:
        """Tell whether a code names nobody yet."""
        if self._is_full_name:
            return False
        return bool(code) and (code not in self._known or code in self._nameless)

    def _ended(self) -> None:
        self._busy = False

    def _invited(self, made: Invited) -> None:
        self.latest = made
        clear(self.result)
        code = text(made.code, "display", wrap=False)
        code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        code.setAccessibleName(_("Spoken code: {code}").format(code=made.code))
        for part in (
            text(_("Invitation: {file}").format(file=made.file.name), "strong"),
            text(_("Tell this code by voice, never with the file:"), "muted"),
            code,
            *(text(note, "warning") for note in made.notes),
        ):
            self.result.addWidget(part)
        self.context.say(_("The invitation is written."))
        self._look_again()
        # The code is shown once: it must not lie below what is in sight.
        bring_into_sight(code)
        self.listed.emit()

    def _fetch(self, ids: Sequence[str]) -> list[DeviceRow]:
        return [self._rows[one] for one in ids if one in self._rows]
