"""A promoter: who works with the application."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.contact_rules import email_problems, period_problems
from app.model.entity import NETWORK, About, Entity, Problem
from app.model.field import Choice, choice, day, reference, text


class Role(Choice):
    """What a promoter does in the network."""

    PROMOTER = "promoter", N_("Promoter")
    COORDINATOR = "coordinator", N_("Coordinator")
    OFFICE = "office", N_("Central office")
    EXPERT = "expert", N_("Expert")
    VIEWER = "viewer", N_("Viewer")


class Promoter(Entity):
    """A person who works for the network, known to everybody in it."""

    __tablename__ = "promoter"
    about = About(
        N_("Promoter"),
        N_("Promoters"),
        title=("first_name", "last_name"),
        scope=NETWORK,
        order=("last_name", "first_name"),
        searched=("first_name", "last_name", "code"),
    )

    code: Mapped[str] = text(N_("Code"), required=True)
    first_name: Mapped[str] = text(N_("First name"), required=True)
    last_name: Mapped[str] = text(N_("Last name"), required=True)
    centre: Mapped[str] = reference(N_("Centre"), "centre", required=True)
    role: Mapped[str] = choice(N_("Role"), Role, required=True)
    email: Mapped[str | None] = text(N_("E-mail"))
    phone: Mapped[str | None] = text(N_("Phone"))
    pin_hash: Mapped[str | None] = text(N_("PIN"), hidden=True)
    active_from: Mapped[date | None] = day(N_("Active from"))
    active_to: Mapped[date | None] = day(N_("Active to"))

    def check(self) -> Iterator[Problem]:
        """Yield what is wrong with the contact data and the period."""
        yield from email_problems(self.email)
        yield from period_problems(self.active_from, self.active_to, "active_to")
