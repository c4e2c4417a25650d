"""Knowledge tests before and after an event: typed by line, compared in the report."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.participation import Participation
from app.model.test_result import KnowledgeResult, KnowledgeStage
from app.services import records


@dataclass(frozen=True, slots=True)
class Average:
    """The results of one stage: how many, and their mean share of the points (0 to 1)."""

    stage: str
    count: int
    share: float


def record(
    session: Session, participation: str, stage: str, points: int | None, of: int
) -> KnowledgeResult | None:
    """Save somebody's points before or after an event; no points take the result back.

    Raises:
        InvalidRecordError: when the test has not so many points.
    """
    row_id = KnowledgeResult.id_for(participation, stage)
    row = session.get(KnowledgeResult, row_id)
    if points is None:
        if row is not None and not row.deleted:
            records.delete(session, row)
        return None
    row = row or records.new(KnowledgeResult, id=row_id, participation=participation, stage=stage)
    return records.save(session, row, {"points": points, "of": of, "deleted": False})


def of_event(session: Session, event: str) -> dict[tuple[str, str], KnowledgeResult]:
    """Return an event's results by participation and stage."""
    query = (
        select(KnowledgeResult)
        .join(Participation, Participation.id == KnowledgeResult.participation)
        .where(Participation.event == event, Participation.deleted == 0)
        .where(KnowledgeResult.deleted == 0)
    )
    return {(row.participation, row.stage): row for row in session.scalars(query)}


def averages(session: Session, event: str) -> tuple[Average, ...]:
    """Return the mean result before and after, of those who took both tests.

    Somebody who took one of them alone says nothing about what the event taught.
    """
    found = of_event(session, event)
    before, after = KnowledgeStage.BEFORE.value, KnowledgeStage.AFTER.value
    both = [one for one, stage in found if stage == before and (one, after) in found]
    if not both:
        return ()
    return tuple(
        Average(stage, len(both), sum(_share(found[one, stage]) for one in both) / len(both))
        for stage in (before, after)
    )


def _share(row: KnowledgeResult) -> float:
    return (row.points or 0) / row.of if row.of else 0.0
