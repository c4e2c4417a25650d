"""A person whom promoters meet."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.model.contact_rules import email_problems
from app.model.entity import About, Entity, Problem
from app.model.field import Choice, choice, text


class PartnerGroup(Choice):
    """The side of the social dialogue that a person stands on."""

    EMPLOYER = "employer", N_("Employer")
    EMPLOYEE = "employee", N_("Employee")
    LOCAL_GOVERNMENT = "local_government", N_("Local government")
    UNION = "union", N_("Trade union")
    MEDIA = "media", N_("Media")
    NGO = "ngo", N_("NGO")
    OTHER = "other", N_("Other")


class PersonLanguage(Choice):
    """The language in which a person likes to be written to."""

    PL = "pl", N_("Polish")
    EN = "en", N_("English")
    UK = "uk", N_("Ukrainian")


class Person(Entity):
    """A contact; known at first perhaps only by the number of a paper slip."""

    __tablename__ = "person"
    about = About(
        N_("Person"),
        N_("People"),
        title=("first_name", "last_name", "slip_number"),
        scope=("county",),
        order=("last_name", "first_name"),
        searched=("first_name", "last_name", "email", "phone", "slip_number"),
    )

    first_name: Mapped[str | None] = text(N_("First name"), personal=True)
    last_name: Mapped[str | None] = text(N_("Last name"), personal=True)
    email: Mapped[str | None] = text(N_("E-mail"), personal=True)
    phone: Mapped[str | None] = text(N_("Phone"), personal=True)
    slip_number: Mapped[str | None] = text(
        N_("Slip number"),
        help=N_("The number of the signed paper slip with the consent."),
        personal=True,
    )
    group: Mapped[str | None] = choice(N_("Group"), PartnerGroup)
    language: Mapped[str | None] = choice(N_("Language"), PersonLanguage)
    county: Mapped[str | None] = text(N_("County"))

    def normalise(self) -> None:
        """Take off the sign that a scanner types before the number of a slip."""
        self.slip_number = (self.slip_number or "").strip().lstrip("#№ ") or None

    def check(self) -> Iterator[Problem]:
        """Yield that nothing names the person, and what is wrong with the e-mail."""
        names = (self.first_name, self.last_name, self.email, self.phone, self.slip_number)
        if not any(names):
            message = _("Give a name, an e-mail, a phone or a slip number.")
            yield Problem("last_name", message)
        yield from email_problems(self.email)
