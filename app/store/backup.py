"""Copies of the store: every day by itself, when asked, and the way back."""

import os
import secrets
import shutil
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as sqlcipher

from app.base import clock
from app.base.atomic import force_folder
from app.base.errors import UserError
from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.base.reasons import reason_of
from app.store import attachment_care, attachment_copies, attachments, identity, place, sweeping
from app.store.copying import copy_whole, remove_aside, save_whole
from app.store.database import Database
from app.store.engine import FILE_NAME, as_writer, make_engine, open_raw
from app.store.faults import explained
from app.store.schema import prepare

FOLDER = "backups"
KEPT_DAYS = 7
KEPT_WEEKS = 4


def daily(database: Database) -> Path | None:
    """Make today's copy if there is none yet, and drop those that are too old.

    A copy older than an erasure is too old a week after it.

    Returns:
        The new copy, or `None` when today has one.
    """
    today = clock.today()
    file = _file_of(database, today)
    sweeping.expire(database)
    if sweeping.sweep(database):
        renew(database)
    if file.exists():
        return None
    file.parent.mkdir(exist_ok=True)
    save_records(database, file)
    _drop_old(file.parent, today)
    attachment_care.sweep(database)
    sweeping.discard_half_made(database.folder)
    return file


def renew(database: Database) -> None:
    """Make today's copy again if there is one: something was erased since it was made."""
    file = _file_of(database, clock.today())
    if file.exists():
        save_records(database, file)


def _file_of(database: Database, day: date) -> Path:
    return database.folder / FOLDER / f"{day.isoformat()}.db"


def save(database: Database, file: Path, progress: Progress = NO_PROGRESS) -> None:
    """Write a verified copy of the store to a file; an older file there is replaced.

    The contents of attachments go into a folder beside it (`app/store/attachment_copies.py`).

    Raises:
        UserError: when the place cannot be written, or the copy does not read back whole.
    """
    save_records(database, file)
    attachment_copies.save_beside(database, file, progress)


def save_records(database: Database, file: Path) -> None:
    """Write a verified copy of the records alone.

    Raises:
        UserError: when the place cannot be written, or the copy does not read back whole.
    """
    # Through a connection of its own, which ends with the copy and all that it kept of the file.
    with explained(), closing(open_raw(database.folder / FILE_NAME)) as connection:
        save_whole(connection, file, place.owner_of(database.folder))


def restore(file: Path, folder: Path) -> list[str]:
    """Make a folder's store from a copy; a store that stands there is kept beside it.

    The restored store goes on under new streams, so no change number is ever used twice, even
    if the lost store had sent later work: that comes back with the next import.

    Returns:
        The names of attached files whose content did not come along; they are asked for with
        the next export.

    Raises:
        UserError: when the copy is missing, damaged or no store, or the folder is in use.
    """
    if not file.is_file():
        raise UserError(_("There is no backup at {file}.").format(file=file))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "store.lock").acquire(timeout=0):
            return _restore(file, folder)
    except Timeout:
        busy = _("These records are open in another window. Close it first ({folder}).")
        raise UserError(busy.format(folder=folder)) from None
    except OSError as error:
        closed = _("The folder {folder} cannot be written to: {reason}.")
        raise UserError(closed.format(folder=folder, reason=reason_of(error))) from error


def _restore(file: Path, folder: Path) -> list[str]:
    aside = folder / f".restore.{secrets.token_hex(4)}.part"
    target = folder / FILE_NAME
    try:
        with explained(copy=file):
            source = sqlcipher.connect(str(file))
            try:
                copy_whole(source, aside)
            finally:
                source.close()
            engine = make_engine(aside)
            try:
                prepare(engine, aside)
                attachment_copies.bring_back(file, folder)
                lacking = _start_again(engine, file, folder)
            finally:
                engine.dispose()
        if target.exists():
            keep_beside(target, folder / f"replaced-{secrets.token_hex(4)}.db")
        os.replace(aside, target)  # noqa: PTH105 - atomic on every system
        force_folder(folder)
    finally:
        remove_aside(aside)
    return lacking


def _start_again(engine: Engine, file: Path, folder: Path) -> list[str]:
    with (
        engine.connect() as plain,
        as_writer(plain) as connection,
        connection.begin(),
    ):
        if identity.read_who(connection) is None:
            raise UserError(_("{file} is not a backup of Centrum CSR.").format(file=file))
        identity.start_incarnation(connection)
        # The steps were taken in the store that is gone; its numbers are not ours to take back.
        connection.exec_driver_sql("DELETE FROM undo_step")
        sweeping.erase_again(connection, folder)
        attachment_care.settle(connection, folder)
        missing = attachments.missing(connection)
        return sorted(attachments.names_of(connection, missing).values())


def keep_beside(target: Path, kept: Path) -> None:
    """Keep a store that is about to be replaced under another name, whole to the last change."""
    # The store stands in its place until the new one takes it in one step. Its write-ahead log
    # must not meet the new store; one that cannot be folded in stays with the replaced store.
    log, kept_log = _log_of(target), _log_of(kept)
    if log.exists():
        _copy_forced(log, kept_log)  # first, for the driver may empty it while it tries
    if _is_folded(target):
        kept_log.unlink(missing_ok=True)
    try:
        os.link(target, kept)
    except OSError:  # FAT and some shares know no links
        _copy_forced(target, kept)
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def _is_folded(file: Path) -> bool:
    try:
        connection = open_raw(file)
        try:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            connection.close()
    except sqlcipher.DatabaseError:
        return False
    return not busy


def _copy_forced(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as written:
        os.fsync(written.fileno())


def _drop_old(folder: Path, today: date) -> None:
    dated = sorted(_dated(folder), reverse=True)
    weeks: list[tuple[int, int]] = []
    for day, file in dated:
        if today - day < timedelta(days=KEPT_DAYS):
            continue
        week = day.isocalendar()[:2]
        if week in weeks or len(weeks) == KEPT_WEEKS:
            file.unlink(missing_ok=True)
        else:
            weeks.append(week)


def _dated(folder: Path) -> list[tuple[date, Path]]:
    found = []
    for file in folder.glob("????-??-??.db"):
        try:
            found.append((date.fromisoformat(file.stem), file))
        except ValueError:
            continue
    return found
