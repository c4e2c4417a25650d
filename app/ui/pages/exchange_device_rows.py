"""A row of the table of devices and its columns."""

from dataclasses import dataclass
from datetime import date

from app.base.formats import format_date
from app.base.i18n import N_, _
from app.services.exchange import PeerDevice
from app.ui.pages.exchange_device import missing_words
from app.ui.table import Column
from app.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device with what the table tells of it."""

    id: str
    device: PeerDevice
    late: date | None

    @property
    def missing(self) -> str:
        """Return which of the device's changes lack, by county."""
        return missing_words(self.device)

    @property
    def state(self) -> str:
        """Return in words how the device stands."""
        if self.device.revoked:
            return _("revoked")
        if self.device.doubled:
            return _("two computers")
        if self.late is not None:
            return _("late since {day}").format(day=format_date(self.late))
        return _("works") if self.device.last_file else _("has not handed in yet")

    @property
    def tone(self) -> Tone | None:
        """Return the colour of the state."""
        if self.device.revoked:
            return "red"
        return "amber" if self.late is not None or self.device.doubled else None


MISSING, HELD = 3, 4
"""The places of two columns that are mostly empty."""
COLUMNS = (
    Column(N_("Device"), lambda r: r.device.name, 160, grows=True),
    Column(N_("Last file"), lambda r: r.device.last_file, 140, drops=True),
    Column(
        N_("Unconfirmed"),
        lambda r: r.device.unconfirmed,
        130,
        align="right",
        tone=lambda r: "amber" if r.device.unconfirmed else None,
        drops=True,
    ),
    Column(N_("Missing"), lambda r: r.missing, 130, tone=lambda r: "amber" if r.missing else None),
    Column(
        N_("Held changes"),
        lambda r: r.device.held or "",
        90,
        align="right",
        tone=lambda r: "amber" if r.device.held else None,
    ),
    Column(N_("State"), lambda r: r.state, 170, tone=lambda r: r.tone),
)
