"""Taking the end of a stream out of the store: its entries, and all that was derived of them."""

from sqlalchemy import Connection

from app.store import joining, search, told_steps, unshown
from app.store.dots import dot
from app.store.engine import driver
from app.store.hiding import hide
from app.store.merge import Merged
from app.store.rederive import rederive
from app.store.streams import hash_at


def cut(connection: Connection, stream: int, last: int) -> set[tuple[str, str]]:
    """Forget a stream's entries after a number, as if they had never come.

    Keeping them elsewhere is the caller's to do first: nothing of them is left in the journal.

    Args:
        connection: inside a writing transaction.
        stream: as this store numbers it.
        last: the last entry to stay; 0 for none.

    Returns:
        The rows that may be shown otherwise now, as (entity, id).
    """
    raw = driver(connection)
    ends = (dot(stream, last + 1), dot(stream + 1, 0) - 1)
    rows = raw.execute("SELECT DISTINCT row FROM touch WHERE dot BETWEEN ? AND ?", ends).fetchall()
    for table in ("entry", "touch", "epoch"):
        raw.execute(f"DELETE FROM {table} WHERE dot BETWEEN ? AND ?", ends)
    raw.execute("DELETE FROM segment WHERE stream=? AND last>?", (stream, last))
    context = raw.execute(
        "SELECT context FROM epoch WHERE dot BETWEEN ? AND ? ORDER BY dot DESC LIMIT 1",
        (dot(stream, 0), ends[0]),
    ).fetchone()
    raw.execute(
        "UPDATE stream SET last=?, hash=?, context=? WHERE n=?",
        (last, hash_at(connection, stream, last), context[0] if context else None, stream),
    )
    ids = [row for (row,) in rows]
    merged = Merged(rows=rederive(connection, ids))
    hide(connection, merged.rows)
    joining.settle(connection, merged)
    unshown.look_again(connection, ids)
    told_steps.forget_untold(connection, ids)
    search.refresh(connection, merged.rows)
    return merged.rows
