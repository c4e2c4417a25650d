"""What a store keeps of itself alone, copied into the one that a repair makes anew.

Nothing of it follows from the journal; what cannot be true any more is let go of and named.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from app.model.every_entity import entities_by_name
from app.store import erasing, identity, local_state, told_steps
from app.store.differences import DERIVED
from app.store.engine import driver
from app.sync import held, kept, why_held
from app.sync.held import HeldSegment

_OWN_TABLES = frozenset(
    {"entry", "segment", "waiting", "held", "moved", "undo_step", "search", "search_row"}
)
"""Written here or by the repair row by row, beside those that follow from the journal."""


_BEGIN_AGAIN = {"unswept": "1", "swept": "2026-01-01T00:00:00+00:00"}
_HEARD = ("receipt", "told-at:", "second-computers:", "double-lives:", "held-by-office")
"""Facts that other devices' files tell."""


def copy_rest(connection: Connection) -> None:
    """Copy what is this store's own and follows from nothing: receipts, the list of files."""
    raw = driver(connection)
    made = {*DERIVED, *_OWN_TABLES, *entities_by_name(), "meta", "alembic_version"}
    for (table,) in raw.execute(
        "SELECT name FROM main.sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'search_%' AND name IN (SELECT name FROM kept.sqlite_master)"
    ).fetchall():
        if table not in made:
            raw.execute(f'INSERT OR REPLACE INTO main."{table}" SELECT * FROM kept."{table}"')
    raw.execute(
        "DELETE FROM main.receipt WHERE last > coalesce((SELECT s.last FROM stream s WHERE "
        "s.writer = receipt.writer AND s.scope = receipt.scope), 0) AND "
        "writer = (SELECT value FROM meta WHERE key='device') || '~' || "
        "(SELECT value FROM meta WHERE key='incarnation')"
    )


def copy_waiting(connection: Connection, network: str, root: str) -> Iterator[str]:
    """Copy the segments that wait and are as they were signed; yield the others in words."""
    raw = driver(connection)
    for row in raw.execute("SELECT writer, scope, first, last, bytes FROM kept.waiting").fetchall():
        if kept.is_waiting(row, network, root):
            raw.execute(
                "INSERT INTO main.waiting(writer, scope, first, last, bytes) VALUES(?,?,?,?,?)",
                (*row[:4], erasing.without_erased(connection, row[1], bytes(row[4]))),
            )
        else:
            yield f"waiting {row[0]} {row[1]} {row[2]}–{row[3]}"


def copy_held(connection: Connection, network: str, root: str) -> Iterator[str]:
    """Copy the held segments that are as they were signed; yield the others in words.

    One that is held for no known reason is the office's to decide on, if no rule tells otherwise.
    """
    for *row, why, since in (
        driver(connection)
        .execute("SELECT writer, scope, first, last, bytes, reason, since FROM kept.held")
        .fetchall()
    ):
        if not kept.is_waiting(row, network, root):
            yield f"held {row[0]} {row[1]} {row[2]}–{row[3]}"
            continue
        writer, scope, first, last, data = row
        segment = HeldSegment(writer, scope, first, last, bytes(data), str(why))
        held.keep(connection, segment, since if local_state.is_moment(since) else None)
    why_held.mend(connection)


def copy_steps(connection: Connection) -> Iterator[str]:
    """Copy the steps to undo that tell what entries did; yield the others in words."""
    raw = driver(connection)
    for step, label, before in raw.execute(
        "SELECT id, label, before FROM kept.undo_step"
    ).fetchall():
        if told_steps.is_step(connection, label, before):
            raw.execute(
                "INSERT INTO main.undo_step(id, label, before) VALUES(?,?,?)", (step, label, before)
            )
        else:
            yield f"undo {step}"


def restore_life(connection: Connection) -> None:
    """Say again under which name this store writes, if it no longer does.

    Where no list of its lives tells, it goes on under a new one: no number is used twice.
    """
    told = identity.fact(connection, "incarnation") or ""
    if not told.isdecimal() and identity.fact(connection, "device"):
        lives = (identity.fact(connection, identity.LIVES) or "").split()
        if lives and lives[-1].isdecimal():
            identity.set_fact(connection, "incarnation", lives[-1])
        else:
            identity.set_fact(connection, "incarnation", "0")
            identity.start_incarnation(connection)


def set_life(connection: Connection, writer: str) -> None:
    """Let no life of this store be later than its present one."""
    life = writer.partition("~")[2]
    latest = (
        driver(connection)
        .execute(
            "SELECT max(CAST(substr(writer, instr(writer, '~') + 1) AS INTEGER)) "
            "FROM main.stream WHERE last > 0 AND writer LIKE ? || '~%'",
            (writer.partition("~")[0],),
        )
        .fetchone()[0]
    )
    own = (identity.fact(connection, identity.LIVES) or "").split()
    latest = own[-1] if own and own[-1].isdecimal() else latest
    _raise_to(connection, "incarnation", int(latest or life))


def set_counters(connection: Connection) -> None:
    """Let the clock and the number of files be behind nothing; mend receipts and dates."""
    raw = driver(connection)
    latest = raw.execute("SELECT coalesce(max(time), 0) FROM main.entry").fetchone()[0]
    sent = raw.execute("SELECT count(*) FROM main.exchange_file WHERE direction='sent'").fetchone()[
        0
    ]
    _raise_to(connection, "tick", latest)
    _raise_to(connection, "file_number", sent)
    _mend_facts(connection)
    raw.execute(
        "UPDATE main.erased SET since = coalesce((SELECT k.since FROM kept.erased k WHERE "
        "k.scope = erased.scope AND k.row = erased.row AND datetime(k.since) IS NOT NULL), since)"
    )


def _mend_facts(connection: Connection) -> None:
    # What was heard of others comes again with their next files.
    for fault in list(local_state.faults(connection)):
        key = fault.where.removeprefix("meta ")
        if key in _BEGIN_AGAIN:
            identity.set_fact(connection, key, _BEGIN_AGAIN[key])
        elif key == identity.LIVES:
            told = (identity.fact(connection, key) or "").split()
            present = identity.fact(connection, "incarnation") or ""
            lives = [life for life in told if life.isdecimal() and life != present]
            identity.set_fact(connection, key, " ".join([*lives, present]))
        elif key.startswith(_HEARD):
            driver(connection).execute("DELETE FROM main.meta WHERE key=?", (key,))


def _raise_to(connection: Connection, key: str, least: int) -> None:
    held = identity.fact(connection, key)
    if held is None or not held.isdecimal() or int(held) < least:
        identity.set_fact(connection, key, str(least))
