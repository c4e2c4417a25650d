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
_TAKEN = "slips_taken"


def take_numbers(database: Database, sheets: int = SHEETS) -> tuple[str, ...]:
    """Return the numbers of a print run: six digits that can be typed quickly, one after another.

    Each computer has blocks of numbers of its own, by its place in the network's list of devices:
    two that know nothing of each other print no number twice, and one computer prints a number
    again only after all of its own are used up. A store that was put back begins a new block,
    because nobody knows what was printed after the copy was made.
    """
    writer, place = database.who.writer, database.read(_place)
    with database.writing() as connection:
        by, _space, used = (identity.fact(connection, _TAKEN) or " 0").partition(" ")
        start = int(used)
        has_a_past = " " in (identity.fact(connection, identity.LIVES) or "")
        # Also where a block was just used up, or nothing printed yet: the next may be begun since.
        if by != writer and (by or has_a_past):
            start = (start // _BLOCK + 1) * _BLOCK
        count = sheets * PER_SHEET
        identity.set_fact(connection, _TAKEN, f"{writer} {(start + count) % _SERIES}")
    return tuple(str(_number(place, (start + n) % _SERIES)) for n in range(count))


def _number(place: int, n: int) -> int:
    block, within = divmod(n, _BLOCK)
    return _FIRST + (block * COMPUTERS + place) * _BLOCK + within


def _place(session: Session) -> int:
    """Return which of the network's computers this one is.

    An invitation brings the list of all devices that were invited before it, so that a place in
    their order never changes.
    """
    own = who(session).device
    query = select(Device.id).order_by(Device.created_at, Device.id)
    devices = list(session.scalars(query))
    if own in devices:
        return devices.index(own) % COMPUTERS
    return int.from_bytes(hashlib.sha256(own.encode()).digest()[:8], "big") % COMPUTERS


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
