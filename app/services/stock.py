"""The stock of materials, always summed from the ledger; flagged when low, never refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from app.base.formats import format_number
from app.base.i18n import ngettext
from app.base.text import sort_key
from app.model.material import Material
from app.model.stock_move import StockMove
from app.services import naming

COPIES = func.coalesce(StockMove.quantity, 0)
"""A move's quantity in SQL; one that a conflict left empty counts nothing."""
KEPT = StockMove.deleted.is_not(True)
"""A sum reads every move: `= 0` would walk an index on `deleted` row by row (4 times slower)."""


@dataclass(frozen=True, slots=True)
class StockRow:
    """How many copies of a material a Centre has."""

    material: str
    code: str
    name: str
    kind: str
    centre: str
    centre_name: str
    quantity: int
    minimum: int | None

    @property
    def is_low(self) -> bool:
        """Tell whether fewer copies are left than the minimum asks for."""
        return self.minimum is not None and self.quantity < self.minimum

    @property
    def is_negative(self) -> bool:
        """Tell whether more went out than came in: some move is missing or a recount is due."""
        return self.quantity < 0


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A line of the ledger; `kind` is a stored choice.

    Attributes:
        change: copies as the Centre asked about sees them, else the quantity.
        balance: the stock after the move, where a material and a Centre were asked about.
    """

    id: str
    when: datetime
    kind: str
    material: str
    material_name: str
    from_name: str
    to_name: str
    change: int
    balance: int | None
    promoter_name: str
    reason: str
    visit: str | None
    event: str | None


def stock(session: Session, centre: str | None = None) -> list[StockRow]:
    """Return the stock by material and Centre, summed in SQL.

    Args:
        session: any session.
        centre: this Centre's stock of the whole catalogue; else every Centre's of what has
            ever moved there, as far as its moves have reached this computer.
    """
    sums = {(m, c): n for m, c, n in session.execute(_sums(centre))}
    catalogue = select(Material).where(Material.deleted == 0)
    rows = list(session.scalars(catalogue.order_by(Material.sort_key, Material.id)))
    if centre:
        names = naming.titles(session, "centre", [centre])
        return [_row(m, centre, names.get(centre, "…"), sums.get((m.id, centre))) for m in rows]
    names = naming.titles(session, "centre", {c for _, c in sums})
    places = sorted(names, key=lambda c: sort_key(names[c]))
    return [
        _row(m, place, names[place], sums[m.id, place])
        for m in rows
        for place in places
        if (m.id, place) in sums
    ]


def ever_received(session: Session, centre: str) -> set[str]:
    """Return the materials of which copies ever came into a Centre."""
    query = select(StockMove.material).where(StockMove.to_centre == centre, KEPT).distinct()
    return set(session.scalars(query))


def negative_words(quantity: int) -> str:
    """Return what a stock below zero means, and what to do."""
    words = ngettext(
        "{n} copy more was handed out than booked in – recount",
        "{n} copies more were handed out than booked in – recount",
        -quantity,
    )
    return words.format(n=format_number(-quantity))


def _row(material: Material, centre: str, name: str, copies: int | None) -> StockRow:
    return StockRow(
        material=material.id,
        code=material.code,
        name=material.name,
        kind=material.kind,
        centre=centre,
        centre_name=name,
        quantity=copies or 0,
        minimum=material.minimum,
    )


def _sums(centre: str | None, material: str | None = None) -> Select[Any, Any, Any]:
    if centre:
        change = case((StockMove.to_centre == centre, 1), else_=-1) * COPIES
        query = select(StockMove.material, literal(centre), func.sum(change))
        query = query.where(_at(centre), KEPT).group_by(StockMove.material)
        return query.where(StockMove.material == material) if material else query
    sides = [
        select(StockMove.material, column.label("centre"), (COPIES * sign).label("change")).where(
            KEPT, column.is_not(None)
        )
        for column, sign in ((StockMove.to_centre, 1), (StockMove.from_centre, -1))
    ]
    every = union_all(*sides).subquery()
    total = func.sum(every.c.change)
    return select(every.c.material, every.c.centre, total).group_by(
        every.c.material, every.c.centre
    )


def _at(centre: str) -> ColumnElement[bool]:
    return or_(StockMove.from_centre == centre, StockMove.to_centre == centre)


def quantity(session: Session, material: str, centre: str) -> int:
    """Return how many copies of a material a Centre has by its ledger."""
    row = session.execute(_sums(centre, material)).one_or_none()
    return int(row[2]) if row else 0


def short(session: Session, centre: str) -> list[StockRow]:
    """Return a Centre's materials below their minimum or below zero, the scarcest first."""
    rows = [row for row in stock(session, centre) if row.is_low or row.is_negative]
    return sorted(rows, key=lambda row: row.quantity - (row.minimum or 0))


def ledger(session: Session, material: str, centre: str, limit: int = 200) -> list[MoveRow]:
    """Return a material's moves at a Centre with the balance after each, the latest first.

    Moves stand by the day they are dated, so a delivery typed late takes its true place.
    """
    sign = case((StockMove.to_centre == centre, 1), else_=-1)
    balance = func.sum(COPIES * sign).over(
        order_by=(StockMove.moved_at, StockMove.created_at, StockMove.id)
    )
    query = (
        select(StockMove, COPIES * sign, balance)
        .where(StockMove.material == material, _at(centre), KEPT)
        .order_by(*_LATEST)
    )
    return _rows(session, session.execute(query.limit(limit)))


def moves(
    session: Session, material: str | None = None, centre: str | None = None, limit: int = 200
) -> list[MoveRow]:
    """Return the latest moves, of one material or at one Centre if said."""
    conditions: list[ColumnElement[bool]] = []
    if material:
        conditions.append(StockMove.material == material)
    if centre:
        conditions.append(_at(centre))
    change: ColumnElement[int] = COPIES
    if centre:
        change = case((StockMove.to_centre == centre, 1), else_=-1) * COPIES
    query = select(StockMove, change).where(StockMove.deleted == 0, *conditions)
    found = session.execute(query.order_by(*_LATEST).limit(limit))
    return _rows(session, [(move, int(n), None) for move, n in found])


def moves_of(
    session: Session, *, visit: str | None = None, event: str | None = None
) -> list[MoveRow]:
    """Return the moves that a visit or an event caused, the latest first."""
    column, row = (StockMove.visit, visit) if visit else (StockMove.event, event)
    query = select(StockMove).where(column == row, StockMove.deleted == 0).order_by(*_LATEST)
    return _rows(session, [(move, move.quantity or 0, None) for move in session.scalars(query)])


_LATEST = (StockMove.moved_at.desc(), StockMove.created_at.desc(), StockMove.id.desc())


def _rows(session: Session, found: Iterable[tuple[StockMove, int, int | None]]) -> list[MoveRow]:
    listed: Sequence[tuple[StockMove, int, int | None]] = list(found)
    moves_ = [move for move, _, _ in listed]
    goods = naming.titles(session, "material", {m.material for m in moves_})
    ends = {c for m in moves_ for c in (m.from_centre, m.to_centre) if c}
    places = naming.titles(session, "centre", ends)
    people = naming.titles(session, "promoter", {m.promoter for m in moves_ if m.promoter})
    return [
        MoveRow(
            id=move.id,
            when=move.moved_at,
            kind=move.kind,
            material=move.material,
            material_name=goods.get(move.material, "…"),
            from_name=places.get(move.from_centre or "", ""),
            to_name=places.get(move.to_centre or "", ""),
            change=change,
            balance=balance,
            promoter_name=people.get(move.promoter or "", ""),
            reason=move.reason or "",
            visit=move.visit,
            event=move.event,
        )
        for move, change, balance in listed
    ]
