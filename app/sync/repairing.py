"""A store made anew from its journal: aside, whole, and put in the old one's place in one step.

Every table that follows from the journal is written afresh. What of the journal is no longer as it
was written cannot be mended here: its stream ends before it, what stood above is kept in a file,
and the next exchange brings it back from whoever holds it. A store whose own stream was cut goes on
under another name, so that no number is used twice, and takes along what it had not handed over.
"""

import base64
import json
import os
import secrets as chance
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as sqlcipher

from app.base.atomic import force_folder, write_atomically
from app.base.errors import UserError
from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.store import attachment_care, backup, chains, erasing, identity, local_state, moves
from app.store.chains import Chain
from app.store.copying import remove_aside
from app.store.dots import dot, number_of, stream_of
from app.store.engine import FILE_NAME, as_writer, driver, make_engine
from app.store.faults import unreadable
from app.store.replay import replay
from app.store.schema import prepare
from app.store.who import Who
from app.sync import heard, kept, own_facts, own_state, regaining

TAKEN_OUT = "refused"


@dataclass(slots=True)
class Repaired:
    """What a repair did.

    Attributes:
        cut: what is lost of streams, as (writer, scope, first number, last).
        regained: how many own changes above a cut go on under this device's new name.
        dropped: what was let go beside the journal, in words.
        before: the store as it was, kept in its folder.
        aside: the file with entries that are no longer as they were written, if any.
    """

    cut: list[tuple[str, str, int, int]] = field(default_factory=list)
    regained: int = 0
    dropped: list[str] = field(default_factory=list)
    before: Path | None = None
    aside: Path | None = None


def repair(folder: Path, progress: Progress = NO_PROGRESS) -> Repaired:
    """Make a closed store anew from its journal; the old one is kept beside it.

    Killed at any instant, the folder holds the old store or the new one.

    Raises:
        UserError: when the folder holds no store, it is open elsewhere, or cannot be read at all.
    """
    if not (folder / FILE_NAME).is_file():
        missing = _("There are no records in {folder} yet. Start the program to set them up.")
        raise UserError(missing.format(folder=folder))
    try:
        with FileLock(folder / "store.lock").acquire(timeout=0):
            return _repair(folder, progress)
    except Timeout:
        busy = _("These records are open in another window. Close it first ({folder}).")
        raise UserError(busy.format(folder=folder)) from None
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        raise UserError(unreadable(folder)) from error


def _repair(folder: Path, progress: Progress) -> Repaired:
    aside, target = folder / f".repair.{chance.token_hex(4)}.part", folder / FILE_NAME
    done = Repaired()
    try:
        with _new_file(aside, target) as connection:
            lost = _write(connection, folder, done, progress)
            attachment_care.settle(connection, folder)
        if lost:
            done.aside = _keep_lost(folder, lost)
        done.before = folder / f"replaced-{chance.token_hex(4)}.db"
        backup.keep_beside(target, done.before)
        os.replace(aside, target)  # noqa: PTH105 - atomic on every system
        force_folder(folder)
    finally:
        remove_aside(aside)
    return done


@contextmanager
def _new_file(aside: Path, target: Path) -> Iterator[Connection]:
    engine = make_engine(aside)
    try:
        prepare(engine, aside)
        with engine.connect() as plain, as_writer(plain) as connection:
            driver(connection).execute("ATTACH ? AS kept", (str(target),))
            with connection.begin():
                yield connection
            driver(connection).execute("DETACH kept")
            driver(connection).execute("PRAGMA journal_mode=DELETE")
    finally:
        engine.dispose()
    with aside.open("rb+") as written:
        os.fsync(written.fileno())


def _write(
    connection: Connection, folder: Path, done: Repaired, progress: Progress
) -> list[dict[str, object]]:
    raw = driver(connection)
    raw.execute("INSERT OR REPLACE INTO main.meta SELECT * FROM kept.meta WHERE key <> 'shows'")
    own_facts.restore(connection)
    who = _read_who(connection, folder)
    root = identity.fact(connection, "root_public")
    if root is None:
        raise UserError(unreadable(folder))
    erasing.claim(connection, local_state.known_erased(connection, folder))
    names = dict(_true_names(connection, who, root))
    found = {chain.n: chain for chain in chains.read(connection, progress, names)}
    for chain in found.values():
        _trust_signed(connection, chain, who.network, root, own=_device(chain) == who.device)
    replay(connection, found, progress)
    for chain in found.values():
        _keep_segments(connection, chain, who.network, root)
    own_state.copy_rest(connection)
    done.dropped += heard.let_go(connection, (who.network, root), who.device)
    done.dropped += own_state.copy_waiting(connection, who.network, root)
    done.dropped += own_state.copy_held(connection, who.network, root)
    done.dropped += moves.copy_sound(connection, who.device)
    done.dropped += own_state.copy_steps(connection)
    own_state.set_life(connection, who.writer)
    own_facts.restore_promoter(connection)
    done.dropped += own_facts.mend(connection)
    own = [chain for chain in found.values() if _device(chain) == who.device]
    again = frozenset(regaining.regain(connection, own))
    own_state.set_counters(connection)
    for chain in found.values():
        done.cut += _lost_runs(chain, again)
    done.regained = len(again)
    return list(_lost(connection, found, again))


def _read_who(connection: Connection, folder: Path) -> Who:
    own_state.restore_life(connection)
    try:
        who = identity.read_who(connection)
    except (ValueError, LookupError, TypeError):
        who = None
    if who is None:
        raise UserError(unreadable(folder))
    return who


def _true_names(
    connection: Connection, who: Who, root: str
) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the names that signatures give to streams; what nobody has signed is this device's."""
    raw = driver(connection)
    listed = raw.execute("SELECT n, writer, scope FROM kept.stream WHERE last <> 0").fetchall()
    taken = {(writer, scope) for _n, writer, scope in listed}
    for n, writer, scope in listed:
        signed = kept.signed_name(connection, n, who.network, root)
        if signed is not None:
            yield n, signed
        elif not kept.is_name(writer):
            life = int(who.writer.partition("~")[2]) if kept.is_name(who.writer) else 1
            while (f"{who.device}~{life}", scope) in taken:
                life += 1
            yield n, (f"{who.device}~{life}", str(scope))


def _device(chain: Chain) -> str:
    return chain.writer.partition("~")[0]


def _trust_signed(
    connection: Connection, chain: Chain, network: str, root: str, *, own: bool
) -> None:
    """End another's stream where its signatures end: nobody could be shown what is above."""
    if own:
        return
    covered = 0
    key = (chain.n, chain.writer, chain.scope)
    for first, last in kept.sound_headers(connection, key, network, root, side="kept"):
        if first <= covered + 1 and last <= chain.good:
            covered = max(covered, last)
    chain.good = min(chain.good, covered)


def _lost_runs(chain: Chain, again: Collection[int]) -> Iterator[tuple[str, str, int, int]]:
    first = None
    for number in range(chain.good + 1, chain.seen + 1):
        if dot(chain.n, number) not in again:
            first = first or number
        elif first is not None:
            yield chain.writer, chain.scope, first, number - 1
            first = None
    if first is not None:
        yield chain.writer, chain.scope, first, chain.seen


def _lost(
    connection: Connection, found: dict[int, Chain], again: Collection[int]
) -> Iterator[dict[str, object]]:
    for at, head, payload in (
        driver(connection)
        .execute(
            "SELECT dot, head, payload FROM kept.entry "
            "WHERE dot NOT IN (SELECT dot FROM main.entry)"
        )
        .fetchall()
    ):
        if at in again:
            continue
        chain = found.get(stream_of(at))
        yield {
            "stream": f"{chain.writer}/{chain.scope}" if chain else str(stream_of(at)),
            "number": number_of(at),
            "head": _text(head),
            "payload": _text(payload),
        }


def _text(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    return str(value)


def _keep_lost(folder: Path, lost: list[dict[str, object]]) -> Path:
    file = folder / TAKEN_OUT / f"taken-out-{chance.token_hex(4)}.jsonl"
    file.parent.mkdir(exist_ok=True)
    lines = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in lost)
    write_atomically(file, lines.encode())
    return file


def _keep_segments(connection: Connection, chain: Chain, network: str, root: str) -> None:
    """Keep sound signatures up to a gap; the device's own entries above are signed again."""
    raw = driver(connection)
    covered = 0
    key = (chain.n, chain.writer, chain.scope)
    for first, last in list(kept.sound_headers(connection, key, network, root, side="kept")):
        if first <= covered + 1 and last <= chain.good:
            raw.execute(
                "INSERT INTO main.segment SELECT * FROM kept.segment WHERE stream=? AND first=?",
                (chain.n, first),
            )
            covered = max(covered, last)
