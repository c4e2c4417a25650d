"""A site of a company: where it works, from when to when."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.contact_rules import period_problems, regon_problems
from app.model.entity import About, Entity, Problem
from app.model.field import day, flag, reference, text


class Site(Entity):
    """A company's address; a fact's county is the company's county on its date."""

    __tablename__ = "site"
    about = About(
        N_("Site"),
        N_("Sites"),
        title=("address", "town"),
        scope=("company",),
        searched=("address", "town"),
    )

    company: Mapped[str] = reference(N_("Company"), "company", required=True)
    address: Mapped[str | None] = text(N_("Address"))
    town: Mapped[str | None] = text(N_("Town"))
    postcode: Mapped[str | None] = text(N_("Postcode"))
    county: Mapped[str | None] = text(N_("County"))
    commune: Mapped[str | None] = text(N_("Commune"))
    regon14: Mapped[str | None] = text(N_("REGON (14 digits)"))
    valid_from: Mapped[date | None] = day(N_("From"))
    valid_to: Mapped[date | None] = day(N_("To"))
    main: Mapped[bool | None] = flag(N_("Main site"))

    def check(self) -> Iterator[Problem]:
        """Yield what is wrong with the number and the period."""
        yield from regon_problems(self.regon14, "regon14")
        yield from period_problems(self.valid_from, self.valid_to, "valid_to")
