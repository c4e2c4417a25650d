"""A tally: one press of a counter at a booth or on duty."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.model.entity import About, Entity
from app.model.field import Choice, choice, moment, number, reference


class TallyKind(Choice):
    """What was counted."""

    TALK = "talk", N_("Talk")
    GUEST = "guest", N_("Guest")
    CALL = "call", N_("Call")
    MAIL = "mail", N_("E-mail")
    CONTACT = "contact", N_("Contact slip")


class Tally(Entity):
    """A count of an event or a shift; several laptops add up without conflict."""

    __tablename__ = "tally"
    about = About(
        N_("Tally"),
        N_("Tallies"),
        title=("kind",),
        scope=("event", "shift"),
        append_only=True,
    )

    event: Mapped[str | None] = reference(N_("Event"), "event")
    shift: Mapped[str | None] = reference(N_("Shift"), "shift")
    kind: Mapped[str] = choice(N_("Kind"), TallyKind, required=True)
    amount: Mapped[int] = number(N_("Amount"), required=True)
    counted_at: Mapped[datetime] = moment(N_("When"), required=True)
    promoter: Mapped[str | None] = reference(N_("Promoter"), "promoter")
