"""Writing the made-up network into a store."""

from itertools import islice

from app.base import clock
from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.services.demo.network_rows import expected_rows, rows
from app.services.demo.photos import put_contents
from app.store.database import Database

_BATCH = 2_000


def fill(db: Database, seed: int = 1, scale: float = 1.0, progress: Progress = NO_PROGRESS) -> int:
    """Write a made-up network into the office's empty store and return how many records it has.

    Args:
        db: an open store of the office, founded with the network's id of `reference(seed)`.
        seed: which of the possible networks.
        scale: 1 is the network's real size.
        progress: told after every batch.

    Raises:
        Cancelled: when the person stopped it; the batches written so far stay.
    """
    stream = rows(seed, scale, clock.today())
    total, done = expected_rows(scale), 0
    label = _("Demo data")
    while batch := list(islice(stream, _BATCH)):
        db.write_bulk(
            ((scope, (entity, row, raw)) for scope, entity, row, raw in batch), label=label
        )
        done += len(batch)
        progress.step(min(done, total), total, label)
    put_contents(db)
    progress.step(total, total, label)
    return done
