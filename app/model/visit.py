"""A visit to a company, planned and held."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.model.contact_rules import period_problems
from app.model.entity import About, Entity, Problem
from app.model.field import Choice, choice, long_text, moment, reference, references, several


class VisitForm(Choice):
    """How promoter and company meet."""

    IN_PERSON = "in_person", N_("In person")
    PHONE = "phone", N_("By phone")
    ONLINE = "online", N_("Online")
    FAIR = "fair", N_("At a fair")
    CENTRE = "centre", N_("In the Centre")


class VisitStatus(Choice):
    """Plan and fact."""

    PLANNED = "planned", N_("Planned")
    HELD = "held", N_("Held")
    CANCELLED = "cancelled", N_("Cancelled")


class Outcome(Choice):
    """What came of a visit."""

    INTERESTED = "interested", N_("Interested")
    MATERIALS = "materials", N_("Took materials")
    APPOINTMENT = "appointment", N_("Next appointment")
    DECLINED = "declined", N_("Declined")
    ABSENT = "absent", N_("Nobody there")


class Topic(Choice):
    """What was talked about."""

    CSR = "csr", N_("CSR")
    FLEXICURITY = "flexicurity", N_("Flexicurity")
    SELF_ASSESSMENT = "self_assessment", N_("Self-assessment")
    TRAINING = "training", N_("Training")
    AGREEMENT = "agreement", N_("Agreement")
    PACT = "pact", N_("Pact")


class Visit(Entity):
    """A meeting with a company; held, it needs an outcome."""

    __tablename__ = "visit"
    about = About(
        N_("Visit"), N_("Visits"), title=("company",), scope=("company",), searched=("note",)
    )

    company: Mapped[str] = reference(N_("Company"), "company", required=True)
    form: Mapped[str] = choice(N_("Form"), VisitForm, required=True)
    planned_from: Mapped[datetime | None] = moment(N_("Planned from"))
    planned_to: Mapped[datetime | None] = moment(N_("Planned to"))
    held_from: Mapped[datetime | None] = moment(N_("Held from"))
    held_to: Mapped[datetime | None] = moment(N_("Held to"))
    promoters: Mapped[tuple[str, ...]] = references(N_("Promoters"), "promoter", required=True)
    people: Mapped[tuple[str, ...] | None] = references(N_("People met"), "person")
    topics: Mapped[tuple[str, ...] | None] = several(N_("Topics"), Topic)
    outcome: Mapped[str | None] = choice(N_("Outcome"), Outcome)
    note: Mapped[str | None] = long_text(N_("Note"), personal=True)
    status: Mapped[str] = choice(N_("Status"), VisitStatus, required=True)

    def check(self) -> Iterator[Problem]:
        """Yield that a held visit lacks its outcome or date, and wrong periods."""
        if self.status == VisitStatus.HELD:
            if not self.outcome:
                yield Problem("outcome", _("Choose what came of the visit."))
            if self.held_from is None:
                yield Problem("held_from", _("Say when the visit was held."))
        if self.status == VisitStatus.PLANNED and self.planned_from is None:
            yield Problem("planned_from", _("Say when the visit is planned."))
        yield from period_problems(self.planned_from, self.planned_to, "planned_to")
        yield from period_problems(self.held_from, self.held_to, "held_to")
