"""Whole, verified copies of a store's file, with what its write-ahead log still holds."""

import contextlib
import os
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from app.base.atomic import aside_of, force_folder, remove_left
from app.base.errors import UserError
from app.base.i18n import _
from app.base.reasons import reason_of
from app.store.faults import explained


def save_whole(source: Any, file: Path, owner: str) -> None:
    """Put a verified copy of an open store in its place; an older file there is replaced.

    What a death left of earlier ones in the same folder goes.

    Args:
        source: a driver's connection to the store.
        file: where the copy is to stand.
        owner: what `place.owner_of` says of the store's folder.

    Raises:
        UserError: when the place cannot be written, or the copy does not read back whole.
    """
    remove_left(file.parent, owner)
    aside = aside_of(file, owner)
    try:
        aside.touch(exist_ok=False)  # the driver would speak of the records, not of the place
        with explained():
            copy_whole(source, aside)
        os.replace(aside, file)  # noqa: PTH105 - atomic on every system
        force_folder(file.parent)
    except OSError as error:
        failed = _("The copy cannot be written to {file}: {reason}. Choose another place.")
        raise UserError(failed.format(file=file, reason=reason_of(error))) from error
    finally:
        remove_aside(aside)


def copy_whole(source: Any, file: Path) -> None:
    """Copy an open store into a file of its own and force it to the disk.

    Raises:
        UserError: when the copy does not read back whole.
    """
    target = sqlcipher.connect(str(file))
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
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def remove_aside(file: Path) -> None:
    """Remove a half-made copy and what the driver left beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):  # a stick that is gone took it along
            file.with_name(file.name + ending).unlink(missing_ok=True)
