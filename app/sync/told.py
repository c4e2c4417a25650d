"""What another device's latest file tells beside its receipt: wishes, what waits, digests."""

from collections.abc import Iterable

from sqlalchemy import Connection

from app.sync import contents, digests, held, receipts
from app.sync.manifest import Manifest


def note(
    connection: Connection, manifest: Manifest, unequal: Iterable[str], *, by_office: bool
) -> None:
    """Keep what a device's latest file tells, in place of what its earlier ones told.

    Args:
        connection: inside a writing transaction.
        manifest: the file's.
        unequal: the scopes in which the device has another history than this store.
        by_office: what the office holds until it decides counts, nobody else's word on it.
    """
    contents.note_wanted(connection, manifest.sender, manifest.wanted)
    receipts.note_beyond(connection, manifest.sender, manifest.waiting)
    digests.note(connection, manifest.sender, unequal)
    if by_office:
        held.note_there(connection, manifest.held)
