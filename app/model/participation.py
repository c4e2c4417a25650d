"""A participation: one person's place at one event."""

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.base.ids import derived_id
from app.model.entity import About, Entity
from app.model.field import Choice, choice, flag, number, reference
from app.model.person import PartnerGroup


class ParticipantRole(Choice):
    """In which role somebody takes part."""

    PARTICIPANT = "participant", N_("Participant")
    TRAINER = "trainer", N_("Trainer")
    GUEST = "guest", N_("Guest")


class ParticipationStatus(Choice):
    """From registration to the day itself."""

    REGISTERED = "registered", N_("Registered")
    CONFIRMED = "confirmed", N_("Confirmed")
    RESERVE = "reserve", N_("Reserve list")
    PRESENT = "present", N_("Present")
    ABSENT = "absent", N_("Absent")


class Participation(Entity):
    """A person at an event; the id is derived, so two registrations of one person meet."""

    __tablename__ = "participation"
    about = About(
        N_("Participation"), N_("Participations"), title=("person",), scope=("person", "event")
    )

    event: Mapped[str] = reference(N_("Event"), "event", required=True)
    person: Mapped[str] = reference(N_("Person"), "person", required=True)
    role: Mapped[str] = choice(N_("Role"), ParticipantRole, required=True)
    group: Mapped[str | None] = choice(N_("Group"), PartnerGroup)
    status: Mapped[str] = choice(N_("Status"), ParticipationStatus, required=True)
    line_number: Mapped[int | None] = number(N_("Line"), merge="latest")
    walk_in: Mapped[bool | None] = flag(N_("Walk-in"))

    @staticmethod
    def id_for(event: str, person: str, role: str = ParticipantRole.PARTICIPANT) -> str:
        """Return the id of a person's participation in an event in one role."""
        return derived_id("participation", event, person, role)
