"""Attendance: one person was at one session."""

from sqlalchemy.orm import Mapped

from app.base.i18n import N_
from app.base.ids import derived_id
from app.model.entity import About, Entity
from app.model.field import flag, number, reference


class Attendance(Entity):
    """A person at a session; the id is derived, so that a fact typed twice meets."""

    __tablename__ = "attendance"
    about = About(
        N_("Attendance"),
        N_("Attendances"),
        title=("participation",),
        scope=("person", "participation", "session"),
    )

    session: Mapped[str] = reference(N_("Session"), "session", required=True)
    person: Mapped[str] = reference(N_("Person"), "person", required=True)
    participation: Mapped[str | None] = reference(N_("Participation"), "participation")
    present: Mapped[bool] = flag(N_("Present"))
    minutes: Mapped[int | None] = number(N_("Minutes"))
    signed: Mapped[bool | None] = flag(N_("Signature"))

    @staticmethod
    def id_for(session: str, person: str) -> str:
        """Return the id of a person's attendance at a session."""
        return derived_id("attendance", session, person)
