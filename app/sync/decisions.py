"""What the office decided on the streams that are closed to a device: as its row in the list says.

A revoked device's streams are closed, and those of a county that was taken away from it. Up to the
accepted number their changes count; what comes later is held by every store alike until the office
accepts it or turns it down. What was turned down nobody keeps or sends any more. A stream has no
holes: who accepts later changes, or gives the county back, lets in all that stands before them.

An erasure cannot be taken back. One that reached the office before the device was revoked counts;
the office is shown it (`app/services/device_erasures.py`).
One that a colleague's store had taken in by then is held everywhere and told to the office with
the other later changes; what it blanked stays blank in that store alone, until a new invitation.
"""

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from app.model.device import DeviceRole
from app.store import identity
from app.store.streams import find_stream

Numbers = dict[str, dict[str, int]]
"""For each writer and scope a last number."""
_REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decisions:
    """The office's decisions on one device.

    Attributes:
        accepted: up to which number changes count in each closed stream.
        rejected: up to which number later ones are turned down.
    """

    accepted: Numbers
    rejected: Numbers

    @classmethod
    def read(cls, text: str | None) -> "Decisions":
        """Return the decisions as a device's row holds them."""
        try:
            found = json.loads(text or "{}")
        except (ValueError, RecursionError):
            found = {}  # no decision: what is closed stays so until the office decides anew
        told = dict(found) if isinstance(found, dict) else {}
        rejected = told.pop(_REJECTED, {})
        return cls(_numbers(told), _numbers(rejected))

    def written(self) -> str:
        """Return the decisions as a device's row holds them."""
        said: dict[str, object] = {**self.accepted}
        if rejected := {writer: told for writer, told in self.rejected.items() if told}:
            said[_REJECTED] = rejected
        return json.dumps(said, sort_keys=True, separators=(",", ":"))

    def without(self, scopes: tuple[str, ...]) -> "Decisions":
        """Return the decisions without those on scopes that are open again."""
        return Decisions(_without(self.accepted, scopes), _without(self.rejected, scopes))


def accepted_up_to(connection: Connection, writer: str, scope: str) -> int | None:
    """Return up to which number a stream is accepted; `None` when all of it is.

    A store never holds back what it wrote itself.
    """
    device = writer.partition("~")[0]
    row = connection.exec_driver_sql(
        "SELECT role, counties, revoked_since, accepted FROM device WHERE id=?", (device,)
    ).one_or_none()
    if row is None or row[0] == DeviceRole.OFFICE or device == identity.fact(connection, "device"):
        return None
    _role, counties, revoked, accepted = row
    if revoked is None and (accepted is None or scope in json.loads(counties or "[]")):
        return None
    if accepted is None:  # revoked by an older version, which refused all that came later
        stream = find_stream(connection, writer, scope)
        return stream.last if stream else 0
    return Decisions.read(accepted).accepted.get(writer, {}).get(scope, 0)


def holds_back(connection: Connection, writer: str, scope: str, last: int) -> bool:
    """Tell whether the office has yet to decide on what ends with a number of a stream."""
    accepted = accepted_up_to(connection, writer, scope)
    return accepted is not None and last > accepted


def rejected_up_to(connection: Connection, writer: str, scope: str) -> int:
    """Return up to which number the office has turned a stream's later changes down; 0 if none."""
    text = connection.exec_driver_sql(
        "SELECT accepted FROM device WHERE id=?", (writer.partition("~")[0],)
    ).scalar()
    return Decisions.read(text).rejected.get(writer, {}).get(scope, 0)


def _numbers(value: object) -> Numbers:
    """Return what of a value from outside is a number for a writer and a scope."""
    told = value if isinstance(value, dict) else {}
    return {
        writer: {scope: last for scope, last in scopes.items() if type(last) is int}
        for writer, scopes in told.items()
        if isinstance(scopes, dict)
    }


def _without(numbers: Numbers, scopes: tuple[str, ...]) -> Numbers:
    left = {
        writer: {scope: last for scope, last in told.items() if scope not in scopes}
        for writer, told in numbers.items()
    }
    return {writer: told for writer, told in left.items() if told}
