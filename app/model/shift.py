"""A duty shift in a Centre."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.model.contact_rules import period_problems
from app.model.entity import About, Entity, Problem
from app.model.field import Choice, choice, long_text, moment, reference


class ShiftState(Choice):
    """From the roster to the hours sheet."""

    PLANNED = "planned", N_("Planned")
    RUNNING = "running", N_("Running")
    ENDED = "ended", N_("Ended")
    UNFILLED = "unfilled", N_("Unfilled")


class Shift(Entity):
    """One person's duty; two people at once are two shifts."""

    __tablename__ = "shift"
    about = About(N_("Shift"), N_("Shifts"), title=("promoter",), scope=("centre",))

    centre: Mapped[str] = reference(N_("Centre"), "centre", required=True)
    promoter: Mapped[str] = reference(N_("Promoter"), "promoter", required=True)
    planned_from: Mapped[datetime | None] = moment(N_("Planned from"))
    planned_to: Mapped[datetime | None] = moment(N_("Planned to"))
    actual_from: Mapped[datetime | None] = moment(N_("Started"))
    actual_to: Mapped[datetime | None] = moment(N_("Ended"))
    state: Mapped[str] = choice(N_("State"), ShiftState, required=True)
    replaced: Mapped[str | None] = reference(N_("In place of"), "promoter")
    handover_note: Mapped[str | None] = long_text(N_("Hand-over note"))

    def check(self) -> Iterator[Problem]:
        """Yield an end that is not after its start."""
        yield from period_problems(self.planned_from, self.planned_to, "planned_to")
        yield from period_problems(self.actual_from, self.actual_to, "actual_to")
        if self.state == ShiftState.ENDED and self.actual_to is None:
            yield Problem("actual_to", _("Say when the shift ended."))
