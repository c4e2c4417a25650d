"""A Centre's shifts in two short lists: those that nobody ended, and those to swap with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base import clock
from app.model.shift import Shift, ShiftState
from app.services import promoters, records, shifts


@dataclass(frozen=True, slots=True)
class NeverEnded:
    """A shift that nobody ended, whose it is, and the end to be proposed."""

    shift: Shift
    promoter_name: str
    proposed_end: datetime


@dataclass(frozen=True, slots=True)
class Other:
    """A planned shift of somebody else."""

    shift: Shift
    promoter_name: str


def never_ended(session: Session, centre: str) -> list[NeverEnded]:
    """Return a Centre's shifts that nobody ended, the oldest first."""
    query = select(Shift).where(
        Shift.centre == centre, Shift.state == ShiftState.RUNNING, Shift.deleted == 0
    )
    rows = [
        row
        for row in session.scalars(query.order_by(Shift.actual_from, Shift.id))
        if shifts.is_forgotten(row)
    ]
    names = promoters.names(session, {row.promoter for row in rows})
    return [
        NeverEnded(row, names.get(row.promoter, "…"), shifts.propose_end(session, row))
        for row in rows
    ]


def others(session: Session, shift: str, limit: int = 20) -> list[Other]:
    """Return the coming planned shifts of others in a shift's Centre, the soonest first."""
    mine = records.get(session, Shift, shift)
    query = select(Shift).where(
        Shift.centre == mine.centre,
        Shift.state == ShiftState.PLANNED,
        Shift.promoter != mine.promoter,
        Shift.planned_from > clock.now(),
        Shift.deleted == 0,
    )
    rows = list(session.scalars(query.order_by(Shift.planned_from, Shift.id).limit(limit)))
    names = promoters.names(session, {row.promoter for row in rows})
    return [Other(row, names.get(row.promoter, "…")) for row in rows]
