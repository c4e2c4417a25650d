"""Copies of the store: every day by itself, when asked, and the way back."""

import contextlib
import os
import secrets
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as sqlcipher

from app.base import clock
from app.base.atomic import force_folder
from app.base.errors import UserError
from app.base.i18n import _
from app.store import identity
from app.store.database import Database
from app.store.engine import FILE_NAME, WRITING, make_engine, open_raw
from app.store.faults import explained
from app.store.schema import prepare

FOLDER = "backups"
KEPT_DAYS = 7
KEPT_WEEKS = 4


def daily(database: Database) -> Path | None:
    """Make today's copy if there is none yet, and drop those that are too old.

    Returns:
        The new copy, or `None` when today has one.
    """
    today = clock.today()
    file = database.folder / FOLDER / f"{today.isoformat()}.db"
    if file.exists():
        return None
    file.parent.mkdir(exist_ok=True)
    save(database, file)
    _drop_old(file.parent, today)
    return file


def save(database: Database, file: Path) -> None:
    """Write a verified copy of the store to a file; an older file there is replaced.

    Raises:
        UserError: when the place cannot be written, or the copy does not read back whole.
    """
    aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        with explained(), database.engine.connect() as connection:
            _copy(connection.connection.driver_connection, aside)
        os.replace(aside, file)  # noqa: PTH105 - atomic on every system
        force_folder(file.parent)
    except OSError as error:
        failed = _("The copy cannot be written to {file}: {reason}. Choose another place.")
        raise UserError(failed.format(file=file, reason=error.strerror)) from error
    finally:
        _remove(aside)


def restore(file: Path, folder: Path) -> None:
    """Make a folder's store from a copy; a store that stands there is kept beside it.

    The restored store goes on under new streams, so no change number is ever used twice, even
    if the lost store had sent later work: that comes back with the next import.

    Raises:
        UserError: when the copy is missing, damaged or no store, or the folder is in use.
    """
    if not file.is_file():
        raise UserError(_("There is no backup at {file}.").format(file=file))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "store.lock").acquire(timeout=0):
            _restore(file, folder)
    except Timeout:
        busy = _("These records are open in another window. Close it first ({folder}).")
        raise UserError(busy.format(folder=folder)) from None
    except OSError as error:
        closed = _("The folder {folder} cannot be written to: {reason}.")
        raise UserError(closed.format(folder=folder, reason=error.strerror)) from error


def _restore(file: Path, folder: Path) -> None:
    aside = folder / f".restore.{secrets.token_hex(4)}.part"
    target = folder / FILE_NAME
    try:
        with explained():
            source = sqlcipher.connect(str(file))
            try:
                _copy(source, aside)
            finally:
                source.close()
            engine = make_engine(aside)
            try:
                prepare(engine, aside)
                _start_again(engine, file)
            finally:
                engine.dispose()
        if target.exists():
            _fold_wal(target)
            os.replace(target, folder / f"replaced-{secrets.token_hex(4)}.db")  # noqa: PTH105
        os.replace(aside, target)  # noqa: PTH105 - atomic on every system
        force_folder(folder)
    finally:
        _remove(aside)


def _start_again(engine: Engine, file: Path) -> None:
    with (
        engine.connect() as plain,
        plain.execution_options(**WRITING) as connection,
        connection.begin(),
    ):
        if identity.read_who(connection) is None:
            raise UserError(_("{file} is not a backup of Centrum CSR.").format(file=file))
        identity.start_incarnation(connection)
        # The steps were taken in the store that is gone; its numbers are not ours to take back.
        connection.exec_driver_sql("DELETE FROM undo_step")


def _copy(source: Any, aside: Path) -> None:
    target = sqlcipher.connect(str(aside))
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        said = target.execute("PRAGMA integrity_check(1)").fetchone()[0]
    finally:
        target.close()
    if said != "ok":
        raise UserError(
            _("The copy is damaged ({reason}) and was not kept.").format(reason=str(said))
        )
    with aside.open("rb+") as written:
        os.fsync(written.fileno())


def _fold_wal(file: Path) -> None:
    # A replaced store must be whole in one file; its write-ahead log would stay behind.
    try:
        connection = open_raw(file)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    except sqlcipher.DatabaseError:
        pass  # damaged: it is kept as it is, its log beside it goes with the new file's birth
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _remove(aside: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):  # a stick that is gone took it along
            aside.with_name(aside.name + ending).unlink(missing_ok=True)


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
