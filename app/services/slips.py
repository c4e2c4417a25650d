"""Contact slips for the booth, with numbers that this computer has not printed before."""

import secrets

from sqlalchemy.orm import Session

from app.base import clock
from app.base.formats import format_date
from app.base.i18n import _
from app.documents.slips import PER_SHEET, SlipSheet, draw_slips
from app.model.event import Event
from app.services import event_papers, records
from app.services.printing import Printable
from app.store import identity
from app.store.database import Database

SHEETS = 5
"""Of a print run: forty slips, a busy morning at a booth."""
_NEXT = "next_slip"
_FIRST, _LAST = 100_000, 999_999


def take_numbers(database: Database, sheets: int = SHEETS) -> tuple[str, ...]:
    """Return the numbers of a print run: six digits that can be typed quickly, one after another.

    A number is printed once by this computer until all are used up; where another computer begins
    is left to chance, because nobody can be asked.
    """
    count = sheets * PER_SHEET
    with database.writing() as connection:
        known = identity.fact(connection, _NEXT)
        first = int(known) if known else _FIRST + 1_000 * secrets.randbelow(900)
        span = _LAST - _FIRST + 1
        numbers = [_FIRST + (first - _FIRST + n) % span for n in range(count + 1)]
        identity.set_fact(connection, _NEXT, str(numbers[-1]))
    return tuple(str(number) for number in numbers[:-1])


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
