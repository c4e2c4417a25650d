"""Tallies: what is counted by one key, at a booth or on duty."""

from sqlalchemy.orm import Session

from app.base import clock
from app.model.tally import Tally
from app.services import promoters, records


def add(
    session: Session, kind: str, amount: int, *, event: str | None = None, shift: str | None = None
) -> Tally:
    """Count something at an event or on a shift, now and in the name of who is at work.

    Args:
        session: a writing one.
        kind: one of `TallyKind`.
        amount: how many; below zero takes back.
        event: where, at a booth.
        shift: where, on duty.
    """
    row = records.new(
        Tally,
        event=event,
        shift=shift,
        kind=kind,
        amount=amount,
        counted_at=clock.now(),
        promoter=promoters.author(session),
    )
    return records.save(session, row)
