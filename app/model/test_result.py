"""A test result: what one participant knew before an event, or after it."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.base.ids import derived_id
from app.model.entity import About, Entity, Problem
from app.model.field import Choice, choice, number, reference


class KnowledgeStage(Choice):
    """When the test was taken."""

    BEFORE = "before", N_("Before the event")
    AFTER = "after", N_("After the event")


class KnowledgeResult(Entity):
    """The points of one test; the id is derived, so that a result typed twice meets."""

    __tablename__ = "test_result"
    about = About(
        N_("Test result"),
        N_("Test results"),
        title=("participation",),
        scope=("participation",),
    )

    participation: Mapped[str] = reference(N_("Participation"), "participation", required=True)
    stage: Mapped[str] = choice(N_("Before or after"), KnowledgeStage, required=True)
    points: Mapped[int | None] = number(N_("Points"), required=True)
    of: Mapped[int | None] = number(N_("Out of"), required=True)

    def check(self) -> Iterator[Problem]:
        """Yield points that the test does not have."""
        points, of = self.points, self.of
        if of is None or points is None:
            return
        if of < 1:
            yield Problem("of", _("A test has at least one point."))
        elif not 0 <= points <= of:
            yield Problem("points", _("Type 0 to {n} points.").format(n=of))

    @staticmethod
    def id_for(participation: str, stage: str) -> str:
        """Return the id of a participation's result before or after the event."""
        return derived_id("test_result", participation, stage)
