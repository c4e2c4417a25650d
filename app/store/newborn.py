"""A new store is made aside and put in its place whole, so that no half-made one is ever found."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.base.atomic import force_folder
from app.base.errors import UserError
from app.base.i18n import _
from app.base.reasons import reason_of
from app.store.attachments import FOLDER as CONTENTS
from app.store.engine import FILE_NAME

_ASIDE = ".being-made-"


@contextmanager
def being_made(folder: Path) -> Iterator[Path]:
    """Lend a folder aside; the closed store that stands there in the end moves to `folder`.

    Its attached files move before it.

    Raises:
        UserError: when the folder holds a store already or cannot be written.
    """
    refuse_existing(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{_ASIDE}*"):
            shutil.rmtree(left, ignore_errors=True)
        aside = folder / f"{_ASIDE}{secrets.token_hex(4)}"
        aside.mkdir()
    except OSError as error:
        closed = _("The folder {folder} cannot be written to: {reason}.")
        raise UserError(closed.format(folder=folder, reason=reason_of(error))) from error
    try:
        yield aside
        refuse_existing(folder)
        _move_contents(aside, folder)
        os.replace(aside / FILE_NAME, folder / FILE_NAME)  # noqa: PTH105 - atomic on every system
        force_folder(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _move_contents(aside: Path, folder: Path) -> None:
    """Put attached files in their places, before the store that says that they are there."""
    for path in sorted((aside / CONTENTS).glob("??/*")):
        target = folder / CONTENTS / path.parent.name
        target.mkdir(parents=True, exist_ok=True)
        os.replace(path, target / path.name)  # noqa: PTH105 - atomic on every system
        force_folder(target)


def refuse_existing(folder: Path) -> None:
    """Refuse a folder that holds a store.

    Raises:
        UserError: when it does.
    """
    if (folder / FILE_NAME).exists():
        existing = _("There are records in {folder} already. Choose another folder.")
        raise UserError(existing.format(folder=folder))
