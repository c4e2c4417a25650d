"""What a person is in a company."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.contact_rules import period_problems
from app.model.entity import About, Entity, Problem
from app.model.field import day, flag, reference, text


class Affiliation(Entity):
    """A person's function in a company, from when to when."""

    __tablename__ = "affiliation"
    about = About(
        N_("Affiliation"), N_("Affiliations"), title=("function",), scope=("person", "company")
    )

    person: Mapped[str] = reference(N_("Person"), "person", required=True)
    company: Mapped[str] = reference(N_("Company"), "company", required=True)
    function: Mapped[str | None] = text(N_("Function"), personal=True)
    valid_from: Mapped[date | None] = day(N_("From"))
    valid_to: Mapped[date | None] = day(N_("To"))
    may_sign: Mapped[bool | None] = flag(N_("May sign"))

    def check(self) -> Iterator[Problem]:
        """Yield what is wrong with the period."""
        yield from period_problems(self.valid_from, self.valid_to, "valid_to")
