"""The Centre's contact data as a document shows them: card and vCard."""

from collections.abc import Iterator
from dataclasses import dataclass

from segno.helpers import make_vcard_data


@dataclass(frozen=True, slots=True)
class CentreCard:
    """What a document says about the Centre that gives it out; empty fields are left out."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    www: str = ""

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
            yield "phone", self.phone, "tel:" + "".join(c for c in self.phone if c in "+0123456789")
        if self.email:
            yield "mail", self.email, f"mailto:{self.email}"
        if self.www:
            yield "globe", self.www.removeprefix("https://").rstrip("/"), self.link
        if self.hours:
            yield "clock", self.hours, ""

    def vcard(self) -> str:
        """Return the card as vCard 3.0, the form that phones read from a QR code."""
        return make_vcard_data(
            self.name,
            self.name,
            email=self.email or None,
            phone=self.phone or None,
            url=self.link or None,
            street=" ".join(self.address.split()) or None,
            org=self.name,
        )
