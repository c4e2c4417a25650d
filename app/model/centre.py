"""A CSR Centre: where promoters keep duty and materials are stocked."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.contact_rules import email_problems
from app.model.entity import NETWORK, About, Entity, Problem
from app.model.field import Choice, choice, long_text, text


class CentreKind(Choice):
    """One regional Centre, the others of a county."""

    REGIONAL = "regional", N_("Regional")
    COUNTY = "county", N_("County")


class Centre(Entity):
    """One of the network's Centres."""

    __tablename__ = "centre"
    about = About(
        N_("Centre"),
        N_("Centres"),
        title=("name",),
        scope=NETWORK,
        order=("name",),
        searched=("name", "code", "address"),
    )

    code: Mapped[str] = text(N_("Code"), required=True)
    name: Mapped[str] = text(N_("Name"), required=True)
    kind: Mapped[str] = choice(N_("Kind"), CentreKind, required=True)
    county: Mapped[str] = text(N_("County"), required=True)
    address: Mapped[str | None] = text(N_("Address"))
    phone: Mapped[str | None] = text(N_("Phone"))
    email: Mapped[str | None] = text(N_("E-mail"))
    www: Mapped[str | None] = text(N_("Web page"))
    opening_hours: Mapped[str | None] = long_text(N_("Opening hours"))

    def check(self) -> Iterator[Problem]:
        """Yield what is wrong with the contact data."""
        yield from email_problems(self.email)
