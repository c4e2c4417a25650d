"""An event: conference, training, workshop, fair and the like."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.model.contact_rules import period_problems
from app.model.entity import About, Entity, Problem
from app.model.field import (
    Choice,
    choice,
    long_text,
    moment,
    number,
    reference,
    references,
    several,
    text,
)


class EventKind(Choice):
    """What sort of event it is; indicators count by it."""

    CONFERENCE = "conference", N_("Conference")
    TRAINING = "training", N_("Training")
    WORKSHOP = "workshop", N_("Flexicurity workshop")
    FAIR = "fair", N_("Fair")
    LOCAL = "local", N_("Local event")
    MEDIA = "media", N_("Media event")
    OTHER = "other", N_("Other")


class EventStatus(Choice):
    """Plan and fact."""

    PLANNED = "planned", N_("Planned")
    HELD = "held", N_("Held")
    CANCELLED = "cancelled", N_("Cancelled")


class Checklist(Choice):
    """The papers that an event leaves."""

    ATTENDANCE_LIST = "attendance_list", N_("Attendance list")
    PHOTOS = "photos", N_("Photos")
    PROGRAMME = "programme", N_("Programme")
    LOGOS = "logos", N_("Logos")
    PRIVACY_CLAUSE = "privacy_clause", N_("Privacy clause")


class Event(Entity):
    """An event of one or more days, in one or more counties with one in the lead."""

    __tablename__ = "event"
    about = About(
        N_("Event"),
        N_("Events"),
        title=("title",),
        scope=("lead_county", "centre"),
        searched=("title", "place"),
    )

    title: Mapped[str] = text(N_("Title"), required=True)
    kind: Mapped[str] = choice(N_("Kind"), EventKind, required=True)
    starts: Mapped[datetime] = moment(N_("Starts"), required=True)
    ends: Mapped[datetime] = moment(N_("Ends"), required=True)
    place: Mapped[str | None] = text(N_("Place"))
    centre: Mapped[str | None] = reference(N_("Centre"), "centre")
    counties: Mapped[tuple[str, ...] | None] = references(N_("Counties"), "county")
    lead_county: Mapped[str | None] = text(N_("Lead county"))
    capacity: Mapped[int | None] = number(N_("Capacity"))
    status: Mapped[str] = choice(N_("Status"), EventStatus, required=True)
    lead: Mapped[str | None] = reference(N_("Lead"), "promoter")
    outcomes: Mapped[str | None] = long_text(
        N_("Learning outcomes"),
        help=N_("One a line; certificates show what participants know and can do."),
    )
    checklist: Mapped[tuple[str, ...] | None] = several(N_("Documents"), Checklist)

    def check(self) -> Iterator[Problem]:
        """Yield what is wrong with the period and the capacity."""
        yield from period_problems(self.starts, self.ends, "ends")
        if self.capacity is not None and self.capacity < 1:
            yield Problem("capacity", _("A capacity is at least one."))
