"""What another device's latest file tells beside its receipt: wishes, what waits, digests."""

from collections.abc import Iterable

from sqlalchemy import Connection

from app.sync import contents, digests, held, lost_counties, receipts
from app.sync.manifest import Manifest


def note(
    connection: Connection, manifest: Manifest, unequal: Iterable[str], *, by_office: bool
) -> set[tuple[str, str]]:
    """Keep what a device's latest file tells, in place of what its earlier ones told.

    Args:
        connection: inside a writing transaction.
        manifest: the file's.
        unequal: the scopes in which the device has another history than this store.
        by_office: what the office holds until it decides, and what was erased in counties that
            this store has no more, counts; nobody else's word on it.

    Returns:
        The rows that may be shown otherwise now, as (entity, id).
    """
    contents.note_wanted(connection, manifest.sender, manifest.wanted)
    receipts.note_beyond(connection, manifest.sender, manifest.waiting)
    digests.note(connection, manifest.sender, unequal)
    if not by_office:
        return set()
    held.note_there(connection, manifest.held)
    return lost_counties.take(connection, manifest.erased)
