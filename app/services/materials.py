"""Materials: receiving, handing out, transferring, losing and recounting copies."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import _
from app.model.centre import Centre
from app.model.material import Material
from app.model.stock_move import MoveKind, StockMove
from app.services import centres, naming, promoters, records, stock
from app.store.listing import list_ids
from app.store.who import who


def ids(session: Session, text: str = "") -> list[str]:
    """Return the ids of the catalogue's materials by name."""
    return list_ids(session, Material, text)


def save(session: Session, material: Material | None = None, **values: Any) -> Material:
    """Save a material of the catalogue; the office alone may."""
    return records.save(session, material or records.new(Material), values)


def receive(
    session: Session,
    material: str,
    centre: str,
    copies: int,
    *,
    reason: str | None = None,
    when: datetime | None = None,
) -> StockMove:
    """Book copies that came to a Centre from the printer or the office."""
    return _move(session, MoveKind.RECEIPT, material, copies, when, to=centre, reason=reason)


def hand_out(
    session: Session,
    material: str,
    centre: str,
    copies: int,
    *,
    visit: str | None = None,
    event: str | None = None,
    promoter: str | None = None,
    when: datetime | None = None,
) -> StockMove:
    """Book copies handed out from a Centre's stock; more than there are is allowed."""
    links = {"visit": visit, "event": event, "promoter": promoter}
    return _move(session, MoveKind.HAND_OUT, material, copies, when, out_of=centre, **links)


def give_back(
    session: Session, material: str, centre: str, copies: int, *, event: str | None = None
) -> StockMove:
    """Book copies that came back, for example from a fair."""
    return _move(session, MoveKind.RETURN, material, copies, to=centre, event=event)


def lose(session: Session, material: str, centre: str, copies: int, *, reason: str) -> StockMove:
    """Book copies that are lost, wet or out of date."""
    return _move(session, MoveKind.LOSS, material, copies, out_of=centre, reason=reason)


def transfer(
    session: Session,
    material: str,
    from_centre: str,
    to_centre: str,
    copies: int,
    *,
    when: datetime | None = None,
    reason: str | None = None,
) -> Sequence[StockMove]:
    """Move copies between Centres: one move in a county, two halves between counties.

    A county's stock is written in that county's scope alone, so that each county's Centre sees
    its half; the office may write both.

    Raises:
        UserError: when the Centres are the same, or a half is not this computer's to write.
    """
    ends = (from_centre, to_centre)
    if from_centre == to_centre:
        raise UserError(_("Choose two different Centres."))
    scopes = [centres.scope_of(session, end) for end in ends]
    ledger = partial(_move, session, MoveKind.TRANSFER, material, copies, when or clock.now())
    if scopes[0] == scopes[1]:
        return [ledger(out_of=from_centre, to=to_centre, reason=reason)]
    _refuse_half(session, scopes)
    names = naming.titles(session, "centre", ends)
    going = _("To: {centre}").format(centre=names.get(to_centre, "…"))
    coming = _("From: {centre}").format(centre=names.get(from_centre, "…"))
    return [
        ledger(out_of=from_centre, reason=_joined(going, reason)),
        ledger(to=to_centre, reason=_joined(coming, reason)),
    ]


def _joined(note: str, reason: str | None) -> str:
    return f"{note} · {reason}" if reason else note


def _refuse_half(session: Session, scopes: Sequence[str | None]) -> None:
    identity = who(session)
    if not identity.is_office and not set(scopes) <= set(identity.counties):
        raise UserError(
            _(
                "Materials between Centres of two counties are moved by the central office. "
                "Tell it how many copies go where."
            )
        )


def recount(
    session: Session, material: str, centre: str, counted: int, reason: str | None = None
) -> StockMove | None:
    """Write the move that brings the stock to what was counted; none when it fits.

    The move holds the difference, so what another laptop hands out meanwhile still counts.

    Raises:
        UserError: when the number counted is below zero.
    """
    if counted < 0:
        raise UserError(_("A count cannot be below zero."))
    difference = counted - stock.quantity(session, material, centre)
    if difference == 0:
        return None
    out_of, to = (None, centre) if difference > 0 else (centre, None)
    kind = MoveKind.COUNT
    return _move(session, kind, material, abs(difference), out_of=out_of, to=to, reason=reason)


def correct(session: Session, move: str, reason: str) -> StockMove:
    """Write the counter-move of a move that was wrong; both stay in the ledger.

    Raises:
        UserError: when the move is gone.
    """
    wrong = records.get(session, StockMove, move)
    return _move(
        session,
        MoveKind.CORRECTION,
        wrong.material,
        wrong.quantity,
        wrong.moved_at,
        out_of=wrong.to_centre,
        to=wrong.from_centre,
        reason=reason,
        visit=wrong.visit,
        event=wrong.event,
    )


def _move(
    session: Session,
    kind: MoveKind,
    material: str,
    copies: int | None,
    when: datetime | None = None,
    *,
    out_of: str | None = None,
    to: str | None = None,
    **more: str | None,
) -> StockMove:
    for end in (out_of, to):
        if end:
            records.get(session, Centre, end)
    promoter = more.pop("promoter", None) or promoters.author(session)
    row = records.new(
        StockMove,
        kind=kind,
        material=material,
        quantity=copies,
        moved_at=when or clock.now(),
        from_centre=out_of,
        to_centre=to,
        promoter=promoter,
        **more,
    )
    return records.save(session, row)
