"""A judgement about two companies: one and the same, or not."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.base.ids import derived_id
from app.model.entity import About, Entity, Problem
from app.model.field import Choice, choice, number, reference, text


class Verdict(Choice):
    """What somebody decided about a pair."""

    SAME = "same", N_("The same company")
    DIFFERENT = "different", N_("Not the same")


class MergeEdge(Entity):
    """Joins two companies, or remembers that they are two; nothing that points to them changes.

    The companies that `same` edges connect are shown as one, under the earliest id. An edge that
    is deleted joins nothing and remembers nothing. It lives where the company of the earlier id
    lives, and holds ids alone: who may not see the other company learns nothing of it.
    """

    __tablename__ = "merge_edge"
    about = About(
        N_("Judgement on a duplicate"),
        N_("Judgements on duplicates"),
        title=("one", "other"),
        scope=("one",),
    )

    one: Mapped[str] = reference(N_("Company with the earlier id"), "company", required=True)
    other: Mapped[str] = reference(N_("Company with the later id"), "company", required=True)
    verdict: Mapped[str] = choice(N_("Judgement"), Verdict, required=True)
    score: Mapped[int | None] = number(N_("Likeness"), merge="latest")
    reasons: Mapped[str | None] = text(N_("Reasons"), merge="latest")

    @staticmethod
    def id_for(one: str, other: str) -> str:
        """Return the id of the judgement on a pair, so that two people who judge it meet."""
        return derived_id("merge_edge", *sorted((one, other)))

    def check(self) -> Iterator[Problem]:
        """Yield that the pair is no pair, or stands under another pair's id."""
        if self.one and self.other and self.one >= self.other:
            yield Problem("other", _("Two companies make a pair, the earlier id first."))
        elif self.one and self.other and self.id != self.id_for(self.one, self.other):
            yield Problem("one", _("The id of this judgement belongs to another pair."))
