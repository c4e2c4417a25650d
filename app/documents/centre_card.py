"""The Centre's contact data as a document shows them: card and vCard."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from segno.helpers import make_vcard_data

from app.documents.logo_pack import OURS

_POLISH_ADDRESS = re.compile(r"(?P<street>.+?),? (?P<code>\d{2}-\d{3}) (?P<town>.+)")


@dataclass(frozen=True, slots=True)
class CentreCard:
    """What a document says about the Centre that gives it out; empty fields are left out.

    Attributes:
        logo_pack: the pack of the programme's logos that its documents carry.
    """

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    www: str = ""
    logo_pack: str = OURS

    @property
    def link(self) -> str:
        """The website as an address that a phone opens, or nothing."""
        if not self.www or "://" in self.www:
            return self.www
        return f"https://{self.www}"

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Yield icon, text and link of each line that there is something to say in."""
        if self.address:
            yield "pin", self.address, ""
        if self.phone:
            first = re.split(r"[,;/]", self.phone)[0]
            yield "phone", self.phone, "tel:" + re.sub(r"[^+\d]", "", first)
        if self.email:
            yield "mail", self.email, f"mailto:{self.email}"
        if self.www:
            yield "globe", self.www.removeprefix("https://").rstrip("/"), self.link
        if self.hours:
            yield "clock", self.hours, ""

    def vcard(self) -> str:
        """Return the card as vCard 3.0, the form that phones read from a QR code."""
        address = " ".join(self.address.split())
        parts = _POLISH_ADDRESS.fullmatch(address)
        return make_vcard_data(
            self.name,
            self.name,
            email=self.email or None,
            phone=self.phone or None,
            url=self.link or None,
            street=(parts["street"] if parts else address) or None,
            zipcode=parts["code"] if parts else None,
            city=parts["town"] if parts else None,
            org=self.name,
        )
