"""After an erasure: what was blanked does not stay in free pages, copies or drafts."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as sqlcipher

from app.base import clock
from app.base.atomic import write_atomically
from app.base.i18n import _
from app.base.ids import new_id
from app.model.erasure import Erasure
from app.model.field import Raw
from app.store import attachment_care, identity, journal, opened_copies, search
from app.store.database import Database
from app.store.engine import FILE_NAME, open_raw
from app.store.entry import Change
from app.store.erasing import ENTITY, Named

LEDGER = "erased.json"
"""Which rows were erased, beside the store: a copy that is put back is erased again by it."""
GONE_AFTER = timedelta(days=7)
"""How long a copy older than an erasure is kept: damage is mostly noticed within a week."""
_HALF_MADE = (".*.part*", "backups/.*.part*", "refused/.*.part*")
"""Files that a death left in the making: whole copies of the store may be among them."""
_IN_THE_MAKING = timedelta(days=1)
_OTHER_COPIES = ("replaced-*", "*.before-*.db", "refused/*")


def sweep(database: Database) -> bool:
    """Write the file anew without its free pages, when something was erased since the last time.

    Returns:
        Whether it was done; a file that is busy or a full disk leaves it to the next time.
    """
    with database.reading() as connection:
        if identity.fact(connection, "unswept") != "1":
            return False
        erased = _erased(connection)
    try:
        _write_ledger(database.folder, erased)
        raw = open_raw(database.folder / FILE_NAME)
        try:
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.close()
        drafted = attachment_care.drafted(database.folder)
        _drop_drafts(database.folder, {one.row for one, _since in erased})
    except (OSError, sqlcipher.OperationalError):
        return False
    attachment_care.discard_unnamed(database)
    attachment_care.discard_undrafted(database, drafted)
    opened_copies.clear(database.folder)
    with database.writing() as connection:
        # Copies that were made in between hold it still: their week begins now.
        now = clock.now().isoformat(timespec="seconds")
        last = min(identity.fact(connection, "swept") or "", now)
        connection.exec_driver_sql("UPDATE erased SET since=? WHERE since>=?", (now, last))
        identity.set_fact(connection, "swept", now)
        identity.set_fact(connection, "unswept", "0")
    return True


def expire(database: Database) -> list[Path]:
    """Remove copies that were made before an erasure a week or longer ago; return them."""
    now = clock.now()
    with database.reading() as connection:
        moments = [since for _one, since in _erased(connection)]
    if any(since > now for since in moments):
        _begin_now(database, now)
    latest = max((since for since in moments if since <= now - GONE_AFTER), default=None)
    if latest is None:
        return []
    # A copy of the future was made under a wrong clock: it may be of before, and others are here.
    future = now + timedelta(days=1)
    gone = [file for file, made in _copies(database.folder) if made < latest or made > future]
    for file in gone:
        with suppress(OSError):
            file.unlink()
    return gone


def _begin_now(database: Database, now: datetime) -> None:
    """Let the week of what was erased under a clock that was ahead begin now."""
    text = now.isoformat(timespec="seconds")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE erased SET since=? WHERE since>?", (text, text))


def discard_half_made(folder: Path) -> None:
    """Remove what was being made when the program died a day or longer ago."""
    before = (clock.now() - _IN_THE_MAKING).timestamp()
    for pattern in _HALF_MADE:
        for file in folder.glob(pattern):
            with suppress(OSError):
                if file.stat().st_mtime < before:
                    file.unlink()


def erase_again(connection: Connection, folder: Path) -> None:
    """Erase in a store that was put back what its folder remembers, where it may write.

    The rest comes with the next file of the others.
    """
    who = identity.read_who(connection)
    known = {(one.scope, one.row) for one, _since in _erased(connection)}
    changes = [
        (one.scope, _as_change(one))
        for one in read_ledger(folder)
        if (one.scope, one.row) not in known and who is not None and who.may_write(one.scope)
    ]
    if changes and who is not None:
        deed = journal.Deed(who.writer, who.promoter, _("Erased personal data again"), new_id())
        merged = journal.append(connection, deed, changes)
        search.refresh(connection, merged.rows)


def _as_change(one: Named) -> Change:
    fields: dict[str, Raw] = {
        "entity": one.entity,
        "row": one.row,
        "names": " ".join(sorted(one.names)),
        "deleted": 0,
    }
    return ENTITY, Erasure.id_for(one.scope, one.entity, one.row), fields


def read_ledger(folder: Path) -> list[Named]:
    """Return the rows that a folder's store has erased, even if the store itself is lost."""
    try:
        found = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        return [
            Named(str(scope), str(row), str(entity), frozenset(map(str, names)))
            for scope, row, entity, names in found
        ]
    except (OSError, ValueError, TypeError):
        return []


def _erased(connection: Connection) -> list[tuple[Named, datetime]]:
    found = connection.exec_driver_sql("SELECT scope, row, entity, names, since FROM erased")
    return [
        (Named(scope, row, entity, frozenset(names.split())), datetime.fromisoformat(since))
        for scope, row, entity, names, since in found
    ]


def _write_ledger(folder: Path, erased: list[tuple[Named, datetime]]) -> None:
    known = {(one.scope, one.row): one for one in (*read_ledger(folder), *(o for o, _ in erased))}
    plain = [(one.scope, one.row, one.entity, sorted(one.names)) for one in known.values()]
    write_atomically(folder / LEDGER, json.dumps(sorted(plain)).encode())


def _drop_drafts(folder: Path, rows: set[str]) -> None:
    file = folder / attachment_care.DRAFTS
    try:
        drafts = json.loads(file.read_text(encoding="utf-8"))
        kept = {key: draft for key, draft in drafts.items() if rows.isdisjoint(key.split("/"))}
    except (OSError, ValueError, AttributeError):
        return
    if kept != drafts:
        write_atomically(file, json.dumps(kept).encode())


def _copies(folder: Path) -> Iterator[tuple[Path, datetime]]:
    for file in (folder / "backups").glob("????-??-??.db"):
        with suppress(ValueError):
            # A day's copy is made again after an erasure, so only its day counts.
            day = datetime.fromisoformat(file.stem) + timedelta(days=1)
            yield file, day.replace(tzinfo=clock.LOCAL)
    for pattern in _OTHER_COPIES:
        for file in folder.glob(pattern):
            yield file, datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
