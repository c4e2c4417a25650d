"""The booth at a fair: one key one row, stored at once; the counts are sums of the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import _
from app.base.text import sort_key
from app.model import territory
from app.model.event import Event
from app.model.material import Material
from app.model.participation import Participation
from app.model.person import Person
from app.model.stock_move import MoveKind, StockMove
from app.model.tally import Tally, TallyKind
from app.services import (
    centres,
    check_in,
    local_days,
    materials,
    naming,
    records,
    registration,
    stock,
    tallies,
)

TILES = 9


@dataclass(frozen=True, slots=True)
class Tile:
    """A material under a digit, with what is left and what this event handed out today."""

    digit: int
    material: str
    name: str
    left: int
    handed_out: int
    minimum: int | None

    @property
    def is_low(self) -> bool:
        """Tell whether the stock is below its minimum or used up."""
        return self.left <= 0 or (self.minimum is not None and self.left < self.minimum)


@dataclass(frozen=True, slots=True)
class Counters:
    """What happened at the booth on a day."""

    handed_out: int
    talks: int
    contacts: int


@dataclass(frozen=True, slots=True)
class Action:
    """One press; `kind` is `hand_out`, `talk` or `contact`."""

    when: datetime
    kind: str
    text: str
    row: str


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour at the booth, by the clock in Poland."""

    starts: datetime
    handed_out: int
    talks: int
    contacts: int


@dataclass(frozen=True, slots=True)
class SlipTaken:
    """A contact taken by slip; `same_number` names others who have the number already."""

    person: Person
    participation: Participation
    same_number: tuple[str, ...]


def is_there(session: Session, event: str) -> bool:
    """Tell whether an event is still there: its creation may have been taken back."""
    row = session.get(Event, event)
    return row is not None and not row.deleted


def centre_of(session: Session, event: str, centre: str | None = None) -> str:
    """Return the Centre from whose stock an event's booth hands out.

    Raises:
        UserError: when neither the event nor the promoter has one.
    """
    owner = records.get(session, Event, event)
    return centres.own_or_named(session, centre or owner.centre)


def tiles(
    session: Session, event: str, centre: str | None = None, chosen: Sequence[str] = ()
) -> list[Tile]:
    """Return the materials under the digits 1 to 9.

    Their order does not change by pressing: that of `chosen`, else by code, first what ever came
    into the Centre. What was handed out and never booked in stays where it was.

    Args:
        session: any session.
        event: the event's id.
        centre: whose stock; the event's Centre or one's own unless said.
        chosen: ids of materials in the order of their digits.
    """
    source = centre_of(session, event, centre)
    rows = {row.material: row for row in stock.stock(session, source)}
    if chosen:
        order = [material for material in chosen if material in rows]
    else:
        came = stock.ever_received(session, source)
        order = sorted(rows, key=lambda m: (m not in came, sort_key(rows[m].code)))
    given = _handed_out(session, event, clock.today())
    return [
        Tile(digit, m, rows[m].name, rows[m].quantity, given.get(m, 0), rows[m].minimum)
        for digit, m in enumerate(order[:TILES], start=1)
    ]


def press(
    session: Session, event: str, material: str, centre: str | None = None, copies: int = 1
) -> StockMove:
    """Hand out one copy at an event; taken back by the store's undo."""
    source = centre_of(session, event, centre)
    return materials.hand_out(session, material, source, copies, event=event)


def talk(session: Session, event: str, amount: int = 1) -> Tally:
    """Count a talk at an event."""
    return tallies.add(session, TallyKind.TALK, amount, event=event)


def slip(session: Session, event: str, number: str) -> SlipTaken:
    """Take a contact by the number of the signed paper slip; the details are typed later.

    A number that somebody has already is kept and said, not refused: the visitor is gone, and
    the paper tells later which one was misread.

    Raises:
        UserError: when no number is given.
    """
    typed = check_in.digits_of(number)
    if not typed:
        raise UserError(_("Type the number of the slip."))
    owner = records.get(session, Event, event)
    same = select(Person).where(Person.slip_number == typed, Person.deleted == 0)
    others = tuple(naming.titles(session, "person", [p.id for p in session.scalars(same)]).values())
    county = owner.lead_county or (owner.scope if territory.is_county_scope(owner.scope) else None)
    person = records.new(Person, slip_number=typed, county=county)
    records.save(session, person)
    participation = registration.walk_in(session, event, person.id)
    tallies.add(session, TallyKind.CONTACT, 1, event=event)
    return SlipTaken(person, participation, others)


def counters(session: Session, event: str, day: date | None = None) -> Counters:
    """Return a day's counts of an event (today's)."""
    when = day or clock.today()
    starts, ends = local_days.bounds(when)
    query = (
        select(Tally.kind, func.sum(func.coalesce(Tally.amount, 0)))
        .where(Tally.event == event, Tally.deleted == 0)
        .where(Tally.counted_at >= starts, Tally.counted_at < ends)
        .group_by(Tally.kind)
    )
    counted = {kind: int(n) for kind, n in session.execute(query)}
    return Counters(
        handed_out=sum(_handed_out(session, event, when).values()),
        talks=counted.get(TallyKind.TALK, 0),
        contacts=counted.get(TallyKind.CONTACT, 0),
    )


def last_actions(session: Session, event: str, limit: int = 5) -> list[Action]:
    """Return the latest presses at an event, the last first; undone ones are gone.

    Those of a laptop whose clock is ahead come when it is their time, so that one's own last
    press always stands first.
    """
    now = clock.now()
    moved = (
        select(StockMove, Material.name)
        .outerjoin(Material, Material.id == StockMove.material)
        .where(StockMove.event == event, StockMove.deleted == 0)
        .where(StockMove.kind == MoveKind.HAND_OUT, StockMove.moved_at <= now)
        .order_by(StockMove.moved_at.desc(), StockMove.id.desc())
    )
    talks = (
        select(Tally)
        .where(Tally.event == event, Tally.deleted == 0, Tally.kind == TallyKind.TALK)
        .where(Tally.counted_at <= now)
        .order_by(Tally.counted_at.desc(), Tally.id.desc())
    )
    slips = (
        select(Participation, Person.slip_number)
        .join(Person, Person.id == Participation.person)
        .where(Participation.event == event, Participation.deleted == 0)
        .where(Person.slip_number.is_not(None), Participation.created_at <= now)
        .order_by(Participation.created_at.desc(), Participation.id.desc())
    )
    actions = [
        Action(move.moved_at, "hand_out", f"{name or '…'} × {move.quantity or 0}", move.id)
        for move, name in session.execute(moved.limit(limit))
    ]
    actions += [
        Action(row.counted_at, "talk", _("Talk"), row.id)
        for row in session.scalars(talks.limit(limit))
    ]
    actions += [
        Action(row.created_at, "contact", _("Slip {number}").format(number=number), row.id)
        for row, number in session.execute(slips.limit(limit))
    ]
    return sorted(actions, key=lambda a: (a.when, a.row), reverse=True)[:limit]


def hourly(session: Session, event: str, day: date | None = None) -> list[Hour]:
    """Return a day's counts (today's) by hour, from the first busy hour to the last.

    Today's go on to the hour that runs now, so that one sees at once what it brings.
    """
    starts, ends = local_days.bounds(day or clock.today())
    counts: dict[datetime, list[int]] = {}
    for moment, place, n in _presses(session, event, starts, ends):
        hour = moment.replace(minute=0, second=0, microsecond=0)
        counts.setdefault(hour, [0, 0, 0])[place] += n
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    if starts <= now < ends:
        counts = {hour: counted for hour, counted in counts.items() if hour <= now}
        counts.setdefault(now, [0, 0, 0])
    if not counts:
        return []
    first, last = min(counts), max(counts)
    hours = int((last - first).total_seconds() // 3600)
    every = [first + (last - first) / (hours or 1) * n for n in range(hours + 1)]
    return [Hour(clock.to_local(h), *counts.get(h, (0, 0, 0))) for h in every]


_PLACES = {TallyKind.TALK.value: 1, TallyKind.CONTACT.value: 2}


def _presses(
    session: Session, event: str, starts: datetime, ends: datetime
) -> list[tuple[datetime, int, int]]:
    moved = select(StockMove.moved_at, stock.COPIES).where(
        StockMove.event == event,
        StockMove.deleted == 0,
        StockMove.kind == MoveKind.HAND_OUT,
        StockMove.moved_at >= starts,
        StockMove.moved_at < ends,
    )
    counted = select(Tally.counted_at, Tally.kind, func.coalesce(Tally.amount, 0)).where(
        Tally.event == event,
        Tally.deleted == 0,
        Tally.kind.in_(tuple(_PLACES)),
        Tally.counted_at >= starts,
        Tally.counted_at < ends,
    )
    presses = [(moment, 0, n) for moment, n in session.execute(moved)]
    return presses + [(moment, _PLACES[kind], n) for moment, kind, n in session.execute(counted)]


def _handed_out(session: Session, event: str, day: date) -> dict[str, int]:
    starts, ends = local_days.bounds(day)
    query = (
        select(StockMove.material, func.sum(stock.COPIES))
        .where(StockMove.event == event, StockMove.deleted == 0)
        .where(StockMove.kind == MoveKind.HAND_OUT)
        .where(StockMove.moved_at >= starts, StockMove.moved_at < ends)
        .group_by(StockMove.material)
    )
    return {material: int(n) for material, n in session.execute(query)}
