"""What a device erased for good before it was revoked: the office is to see it at least.

An erasure that reached the office in time counts and cannot be taken back, whoever sat at the
computer. No names are left; when, where and under whose name it was done tells whether the
promoter did it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.base.formats import format_datetime
from app.base.i18n import ngettext
from app.model import territory
from app.services import promoters
from app.store.entry import decode
from app.store.ticks import tick_time


@dataclass(frozen=True, slots=True)
class DeviceErasure:
    """One action by which a device erased people.

    Attributes:
        people: their ids; nothing else is left of them.
    """

    at: datetime
    author: str
    scope: str
    people: tuple[str, ...]


def listed(session: Session, device: str) -> list[DeviceErasure]:
    """Return a device's erasures of people that count here, the latest first."""
    found = session.connection().exec_driver_sql(
        "SELECT entry.head, entry.payload, stream.scope, group_concat(erasure.row, ' ') "
        "FROM erasure JOIN touch ON touch.row = erasure.id JOIN entry ON entry.dot = touch.dot "
        "JOIN stream ON stream.n = touch.dot >> 32 WHERE erasure.entity = 'person' "
        "AND substr(stream.writer, 1, instr(stream.writer, '~') - 1) = ? "
        "GROUP BY entry.dot ORDER BY entry.time DESC, entry.dot DESC",
        (device,),
    )
    told = [
        (decode(bytes(head), bytes(payload)), scope, rows) for head, payload, scope, rows in found
    ]
    names = promoters.names(session, [one.author for one, _scope, _rows in told if one.author])
    return [
        DeviceErasure(
            tick_time(one.time), names.get(one.author or "", ""), scope, tuple(rows.split())
        )
        for one, scope, rows in told
    ]


def words(erasures: list[DeviceErasure], most: int = 10) -> list[str]:
    """Return in lines what a device erased; nothing when it erased nobody.

    Args:
        erasures: what `listed` returned.
        most: how many actions are named; the first line tells of all people.
    """
    people = {person for one in erasures for person in one.people}
    if not people:
        return []
    head = ngettext(
        "This computer erased the personal data of {n} person, and that counts: "
        "ask the promoter whether it was meant.",
        "This computer erased the personal data of {n} people, and that counts: "
        "ask the promoter whether it was meant.",
        len(people),
    )
    lines = [head.format(n=len(people)), *(_line(one) for one in erasures[:most])]
    if len(erasures) > most:
        more = ngettext("and {n} earlier action", "and {n} earlier actions", len(erasures) - most)
        lines.append(more.format(n=len(erasures) - most))
    return lines


def _line(one: DeviceErasure) -> str:
    people = ngettext("{n} person", "{n} people", len(one.people)).format(n=len(one.people))
    place = territory.county_name(one.scope) if territory.is_county_scope(one.scope) else ""
    parts = (format_datetime(one.at), one.author, place, people)
    return " · ".join(part for part in parts if part)
