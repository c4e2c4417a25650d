"""A session: one part of an event, on one day."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.contact_rules import period_problems
from app.model.entity import About, Entity, Problem
from app.model.field import moment, reference, references, text


class EventSession(Entity):
    """A part of an event with its topic and trainers."""

    __tablename__ = "session"
    about = About(N_("Session"), N_("Sessions"), title=("topic",), scope=("event",))

    event: Mapped[str] = reference(N_("Event"), "event", required=True)
    starts: Mapped[datetime] = moment(N_("Starts"), required=True)
    ends: Mapped[datetime] = moment(N_("Ends"), required=True)
    topic: Mapped[str] = text(N_("Topic"), required=True)
    trainers: Mapped[tuple[str, ...] | None] = references(N_("Trainers"), "promoter")

    def check(self) -> Iterator[Problem]:
        """Yield what is wrong with the period."""
        yield from period_problems(self.starts, self.ends, "ends")
