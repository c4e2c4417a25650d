"""One device of the network: its counties, what is held of it, revoking and replacing it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from app.base.errors import UserError
from app.base.formats import format_datetime, format_number
from app.base.i18n import _, ngettext
from app.base.paths import folder_at_hand
from app.base.progress import Progress
from app.model import territory
from app.services import device_erasures, devices, held_changes
from app.services.enrolment import Invited
from app.services.exchange import PeerDevice
from app.services.held_changes import HeldChanges
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.editors import counties
from app.ui.notice import Notice
from app.ui.parts import button, clear, column, flow, text
from app.ui.theme import Space

_LISTED = 6
"""How many held actions are shown; the count tells of all."""
_ERASURES = 3
"""How many actions that erased people are shown."""


class DeviceCard(QFrame):
    """What the office knows of the chosen device, and its deeds over it.

    Signals:
        done: something about the network's devices is otherwise now.
        replaced: an invitation was written in place of a lost device.
    """

    done = Signal()
    replaced = Signal(object)

    def __init__(self, context: Context) -> None:
        """Stay hidden until a device is shown."""
        super().__init__()
        self.setProperty("role", "card")
        self.context = context
        self._device: PeerDevice | None = None
        self._busy = False
        self._deed: Callable[[], None] | None = None
        self.name = text("", "lead")
        self.state = text("", "warning")
        self.facts = text("", "muted")
        self.counties = ChoiceChips(
            [(code, name) for code, name in counties() if code != territory.OLSZTYN_CITY],
            _("Counties of the device"),
            several=True,
        )
        self.grant_button = button(_("Give these counties"), self.grant, icon="check")
        self.held = column(gap=Space.ONE)
        self.erasing = text("", "warning")
        self.erased = text("", "muted")
        self.accept_button = button(
            _("Let them count"), self.accept, icon="check", tip=_("They are taken in everywhere")
        )
        self.reject_button = button(
            _("Turn them down…"), self.ask_to_reject, icon="close", tip=_("They are let go of")
        )
        self.replace_button = button(
            _("Replace a lost laptop…"), self.choose_replacement, icon="export"
        )
        self.revoke_button = button(_("Revoke…"), self.ask_to_revoke, icon="lock")
        self.question = Notice()
        self.question.deed.clicked.connect(self._do)
        self.counties.changed.connect(self._counties_changed)
        self.setLayout(
            column(
                self.name,
                self.state,
                self.facts,
                self.held,
                self.erasing,
                self.erased,
                flow(self.accept_button, self.reject_button),
                text(_("Counties"), "field"),
                self.counties,
                flow(self.grant_button, self.replace_button, self.revoke_button),
                self.question,
                margin=Space.TWO,
            )
        )
        self.hide()

    def show_device(self, device: PeerDevice) -> None:
        """Show a device; what was asked about another one is asked no more."""
        if self._device is None or self._device.device != device.device:
            self.question.hide()
        self._device = device
        self.name.setText(device.name)
        self.state.setText(_state(device))
        self.state.setVisible(bool(self.state.text()))
        self.facts.setText("\n".join(_facts(device)))
        self.counties.set_values(device.counties)
        self.counties.setEnabled(not device.revoked)
        self._counties_changed(device.counties)
        self.revoke_button.setVisible(not device.revoked)
        self._show_held()
        erasures = self.context.read(device_erasures.listed, device.device)
        self.erased.setText("\n".join(device_erasures.words(erasures, _ERASURES)))
        self.erased.setVisible(bool(erasures))
        self.show()

    def grant(self) -> None:
        """Give the device the counties that are chosen."""
        chosen = tuple(self.counties.values)
        self._change(lambda name: devices.grant(self.context.database, name, chosen))
        self.counties.setFocus()  # the button goes; the next one would replace the laptop
        self.context.say(_("The counties travel with the next file."))

    def accept(self) -> None:
        """Let what is held of the device count."""
        self._change(lambda name: held_changes.accept(self.context.database, name))
        self.context.say(_("The held changes count now; others get them with the next files."))

    def ask_to_reject(self) -> None:
        """Say what turning down means, with the button that does it."""
        words = _(
            "What is held of {name} is let go of, here and with the next files everywhere. This "
            "cannot be undone: only that computer itself still has it."
        )
        self._ask(words, _("Turn the changes down"), self._reject)

    def ask_to_revoke(self) -> None:
        """Say what revoking means, with the button that does it."""
        words = _(
            "From now on no file is written for {name}; what it hands in later is held until you "
            "decide. This cannot be undone: invite the promoter anew."
        )
        self._ask(words, _("Revoke the device"), self._revoke)

    def choose_replacement(self) -> None:
        """Ask where the new invitation is to stand, and say what replacing means."""
        if self._device is None:
            raise UserError(_("Choose a device in the table first."))
        target = self.ask_for_file(self._device.name)
        if target:
            self.ask_to_replace(Path(target))

    def ask_to_replace(self, file: Path) -> None:
        """Say what replacing means, with the button that does it."""
        words = _(
            "{name} is revoked from this moment, and an invitation for another laptop of the same "
            "promoter is written. What the lost one hands in later is held until you decide."
        )
        self._ask(words, _("Replace the laptop"), lambda: self.write_replacement(file))

    def write_replacement(self, file: Path) -> None:
        """Write the invitation in the background."""
        if self._device is None or self._busy:
            return
        self._busy = True
        database, lost = self.context.database, self._device.device

        def job(_progress: Progress) -> Invited:
            return devices.replace(database, lost, file)

        task = self.context.start(job, self._replaced, text=_("Writing the invitation…"))
        task.ended.connect(self._ended)

    def ask_for_file(self, name: str) -> str:
        """Ask for the invitation's place; empty when the person left."""
        suggested = _("invitation-{code}.csri").format(code=name.split(" ", maxsplit=1)[0])
        start = folder_at_hand(self.context.settings.folder) / suggested
        kinds = _("Invitations (*.csri)")
        return QFileDialog.getSaveFileName(self, _("Where is it to stand?"), str(start), kinds)[0]

    def _ask(self, words: str, deed: str, do: Callable[[], None]) -> None:
        if self._device is None:
            raise UserError(_("Choose a device in the table first."))
        self._deed = do
        self.question.show_text(words.format(name=self._device.name), "amber", deed)
        self.question.deed.setFocus()

    def _do(self) -> None:
        deed, self._deed = self._deed, None
        self.question.hide()
        if deed is not None:
            deed()

    def _revoke(self) -> None:
        self._change(lambda name: devices.revoke(self.context.database, name))
        self.context.say(_("The device is revoked."))

    def _reject(self) -> None:
        self._change(lambda name: held_changes.reject(self.context.database, name))
        self.context.say(_("The held changes are turned down."))

    def _change(self, deed: Callable[[str], object]) -> None:
        if self._device is None:
            raise UserError(_("Choose a device in the table first."))
        self.context.changed.emit(deed(self._device.device))
        self.done.emit()

    def _replaced(self, made: Invited) -> None:
        self.done.emit()
        self.replaced.emit(made)

    def _ended(self) -> None:
        self._busy = False

    def _counties_changed(self, chosen: object) -> None:
        device = self._device
        known = set(device.counties) if device is not None else set()
        wanted = set(chosen) if isinstance(chosen, tuple | list) else set()
        self.grant_button.setVisible(bool(wanted) and wanted != known)

    def _show_held(self) -> None:
        clear(self.held)
        found = self._held() if self._device is not None and self._device.held else None
        self.accept_button.setVisible(found is not None)
        self.reject_button.setVisible(found is not None)
        self.erasing.setText(_erasing_text(found.erases) if found is not None else "")
        self.erasing.setVisible(bool(self.erasing.text()))
        if found is None:
            return
        words = ngettext("{n} change is held:", "{n} changes are held:", found.count)
        self.held.addWidget(text(words.format(n=found.count), "strong"))
        for action in found.actions[:_LISTED]:
            parts = (format_datetime(action.at), action.author, action.label)
            self.held.addWidget(text(" · ".join(part for part in parts if part), "muted"))
        more = found.count - _LISTED
        if more > 0:
            words = ngettext("and {n} earlier one", "and {n} earlier ones", more)
            self.held.addWidget(text(words.format(n=more), "muted"))

    def _held(self) -> HeldChanges | None:
        listed = self.context.read(held_changes.listed)
        wanted = self._device.device if self._device is not None else ""
        return next((one for one in listed if one.device == wanted), None)


def _erasing_text(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "They erase the personal data of {n} record: if you let them count, it is gone for good.",
        "They erase the personal data of {n} records: if you let them count, it is gone for good.",
        count,
    )
    return words.format(n=count)


def _facts(device: PeerDevice) -> list[str]:
    """Return what has come of a device and what it lacks, in words; a narrow table drops some."""
    n = device.unconfirmed
    last = format_datetime(device.last_file) if device.last_file else _("none yet")
    found = [_("Last file: {when}").format(when=last)]
    if n:
        words = ngettext("{n} change not confirmed yet", "{n} changes not confirmed yet", n)
        found.append(words.format(n=format_number(n)))
    if device.missing:
        found.append(_("Missing: {numbers}").format(numbers=missing_words(device)))
    return found


def missing_words(device: PeerDevice) -> str:
    """Return which of a device's changes have not come, by county and number."""
    return ", ".join(
        f"{territory.county_name(scope) if territory.is_county_scope(scope) else scope} "
        f"{first}–{last}"
        for scope, first, last in device.missing
    )


def _state(device: PeerDevice) -> str:
    if device.revoked:
        return _("Revoked: what it hands in is held until you decide.")
    if device.doubled:
        return _(
            "Two computers hand in under this name: the store was copied. Invite the second one "
            "anew."
        )
    return ""
