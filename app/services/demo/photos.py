"""Photos of the latest visits and events of a county, and their contents in a store."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from app.model.attachment import Attachment
from app.model.event import EventStatus
from app.model.visit import VisitForm, VisitStatus
from app.services.demo import pictures
from app.services.demo.dice import Dice
from app.services.demo.ground import Ground
from app.services.demo.raw_rows import Row, raw_row
from app.store import attachments
from app.store.attachments import Content
from app.store.database import Database

_VISITS, _EVENTS = 3, 2
_SEEN = (
    "Stoisko Centrum: stół z ulotkami i kilka osób w rozmowie.",
    "Hala produkcyjna, przed wejściem osoby z załogi.",
)
"""What is seen on pictures with even and with odd numbers."""


def with_photos(ground: Ground, stream: Iterable[Row]) -> Iterator[Row]:
    """Yield rows, and after them photos of the latest visits and events among them."""
    visits: list[Row] = []
    events: list[Row] = []
    for row in stream:
        yield row
        _scope, entity, _id, raw = row
        if entity == "visit" and raw.get("status") == VisitStatus.HELD:
            if raw.get("form") == VisitForm.IN_PERSON:
                visits.append(row)
        elif entity == "event" and raw.get("status") == EventStatus.HELD:
            events.append(row)
    dice = Dice("photos", ground.seed, ground.scope)
    latest = [
        *sorted(visits, key=lambda row: str(row[3]["held_from"]))[-_VISITS:],
        *sorted(events, key=lambda row: str(row[3]["ends"]))[-_EVENTS:],
    ]
    numbers = dice.several(range(pictures.COUNT), pictures.COUNT)
    for place, row in enumerate(latest):
        for number in {numbers[place], numbers[-1 - place]}:
            yield _photo(ground, dice, row, number)


def put_contents(database: Database) -> None:
    """Put the pictures that records name in their places."""
    with database.reading() as connection:
        lacking = attachments.missing(connection)
    for number in range(pictures.COUNT):
        name = pictures.content_name(number)
        if name in lacking:
            data = pictures.picture(number)
            content = Content(name, len(data))
            attachments.put(database.folder, content, [data])
            with database.writing() as connection:
                attachments.note(connection, content)


def _photo(ground: Ground, dice: Dice, row: Row, number: int) -> Row:
    scope, entity, owner, raw = row
    moment = datetime.fromisoformat(str(raw.get("held_from") or raw["starts"]))
    return raw_row(
        Attachment, scope, dice.new_id(moment), moment, ground.staff[0],
        sha256=pictures.content_name(number), size=len(pictures.picture(number)),
        name=f"IMG_{moment:%Y%m%d}_{number:03}.png", media_type=pictures.MEDIA_TYPE,
        alt_text=_SEEN[number % 2], **{entity: owner},
    )  # fmt: skip
