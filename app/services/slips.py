"""Contact slips for the booth, with numbers that no computer has printed before."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.formats import format_date
from app.base.i18n import _
from app.documents.slips import PER_SHEET, SlipSheet, draw_slips
from app.model.device import Device
from app.model.event import Event
from app.services import event_papers, records
from app.services.printing import Printable
from app.store import identity
from app.store.database import Database
from app.store.who import who

SHEETS = 5
"""Of a print run: forty slips, a busy morning at a booth."""
COMPUTERS = 225
"""So many computers of a network have numbers of their own: four times a thousand each."""
_FIRST, _BLOCK, _BLOCKS = 100_000, 1_000, 4
_SERIES = _BLOCK * _BLOCKS
_FIRST_OF_LIVES, _BLOCKS_OF_LIVES = 1_000_000, 9_000
"""The seven digits of stores that were put back: blocks by chance, for each life its own."""
_TAKEN = "slips_taken"


def take_numbers(database: Database, sheets: int = SHEETS) -> tuple[str, ...]:
    """Return the numbers of a print run: digits that can be typed quickly, one after another.

    Each computer has blocks of six digits of its own, by its place in the network's list of
    devices: two that know nothing of each other print no number twice, and one computer prints a
    number again only after all of its own are used up.

    A store that was put back does not know what was printed after its copy was made, or from the
    same copy elsewhere; and beyond 225 computers there are no blocks left. They print seven
    digits, from blocks drawn by the name under which the store writes now: of nine thousand, so
    that two hardly ever meet.
    """
    writer, place = database.who.writer, database.read(_place)
    with database.writing() as connection:
        by, _space, used = (identity.fact(connection, _TAKEN) or " 0").partition(" ")
        start = int(used) if by == writer else 0
        if " " in (identity.fact(connection, identity.LIVES) or " "):
            place = None
        count = sheets * PER_SHEET
        again = _SERIES if place is not None else _BLOCK * _BLOCKS_OF_LIVES
        identity.set_fact(connection, _TAKEN, f"{writer} {(start + count) % again}")
    if place is None:
        return tuple(str(_number_of_life(writer, start + n)) for n in range(count))
    return tuple(str(_number(place, (start + n) % _SERIES)) for n in range(count))


def _number(place: int, n: int) -> int:
    block, within = divmod(n, _BLOCK)
    return _FIRST + (block * COMPUTERS + place) * _BLOCK + within


def _number_of_life(writer: str, n: int) -> int:
    block, within = divmod(n, _BLOCK)
    drawn = hashlib.sha256(f"{writer} {block}".encode()).digest()[:8]
    return _FIRST_OF_LIVES + int.from_bytes(drawn, "big") % _BLOCKS_OF_LIVES * _BLOCK + within


def _place(session: Session) -> int | None:
    """Return which of the network's first computers this one is; `None` when it is none.

    An invitation brings the list of all devices that were invited before it, so that a place in
    their order never changes.
    """
    query = select(Device.id).order_by(Device.created_at, Device.id).limit(COMPUTERS)
    devices = list(session.scalars(query))
    own = who(session).device
    return devices.index(own) if own in devices else None


def draw(session: Session, event: str, numbers: tuple[str, ...]) -> Printable:
    """Draw the slips of a print run for an event."""
    row = records.get(session, Event, event)
    made = draw_slips(
        SlipSheet(
            title=row.title,
            centre=event_papers.card_of(session, row),
            numbers=numbers,
            consents=(
                _("I agree that the Centre writes or calls me about CSR and flexicurity."),
                _("I agree that the Centre invites me to its trainings and events."),
            ),
            clause=_clause(),
            run=_("printed {day}").format(day=format_date(clock.today())),
        )
    )
    return event_papers.printable(made, _("Contact slips – {event}").format(event=row.title))


def _clause() -> str:
    return _(
        "The project's central office controls the data, on the ground of this consent (GDPR"
        " Art. 6(1)(a)), until it is withdrawn; that can be done at any time and does not touch"
        " what was done before. You may see, correct, move or erase your data and complain to the"
        " President of the Personal Data Protection Office."
    )
