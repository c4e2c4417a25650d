"""Knowledge tests before and after an event: typed by line, compared in the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.participation import Participation
from app.model.person import PartnerGroup
from app.model.test_result import KnowledgeResult, KnowledgeStage
from app.services import records

_STAGES = (KnowledgeStage.BEFORE.value, KnowledgeStage.AFTER.value)


@dataclass(frozen=True, slots=True)
class Average:
    """The results of one stage: how many, and their mean share of the points (0 to 1)."""

    stage: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a side of the dialogue learnt: how many took both tests, their mean shares (0 to 1).

    Attributes:
        group: a stored choice of `PartnerGroup`, or empty where it is not known.
    """

    group: str
    count: int
    before: float
    after: float


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
    both = _took_both(found)
    if not both:
        return ()
    return tuple(Average(stage, len(both), _mean(found, both, stage)) for stage in _STAGES)


def by_group(session: Session, event: str) -> list[Learnt]:
    """Return the mean results of each side that took both tests; not known comes last."""
    found = of_event(session, event)
    rows = session.scalars(select(Participation).where(Participation.event == event))
    groups = {row.id: row.group or "" for row in rows}
    sides: dict[str, list[str]] = {side: [] for side in (*(g.value for g in PartnerGroup), "")}
    for one in _took_both(found):
        sides.setdefault(groups[one], []).append(one)
    before, after = _STAGES
    return [
        Learnt(side, len(ids), _mean(found, ids, before), _mean(found, ids, after))
        for side, ids in sides.items()
        if ids
    ]


def _took_both(found: Mapping[tuple[str, str], KnowledgeResult]) -> list[str]:
    before, after = _STAGES
    return [one for one, stage in found if stage == before and (one, after) in found]


def _mean(
    found: Mapping[tuple[str, str], KnowledgeResult], ids: Sequence[str], stage: str
) -> float:
    return sum(_share(found[one, stage]) for one in ids) / len(ids)


def _share(row: KnowledgeResult) -> float:
    return (row.points or 0) / row.of if row.of else 0.0
