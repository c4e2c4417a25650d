"""What can go wrong with the file, said in words that tell what to do."""

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as sqlcipher

from app.base.errors import UserError
from app.base.i18n import N_, _

_BUSY = N_("The records are busy in another program. Close it and do it again.")
_NO_DISK = N_("The disk could not be read or written. Check the disk or the stick and do it again.")
_TEXTS = {
    "disk is full": N_(
        "The disk is full, so nothing was saved. Make some room and do it again; "
        "everything saved before is safe."
    ),
    "readonly": N_(
        "The folder of the records cannot be written to. Check that the disk is not locked "
        "and that you may write there, then do it again."
    ),
    "unable to open": N_(
        "The file of the records cannot be opened. Check that the folder is there and that "
        "you may write in it."
    ),
    "locked": _BUSY,
    "locking protocol": _BUSY,  # what a share says whose locks others hold too long
    "not a database": N_(
        "The file of the records is damaged or is not one of Centrum CSR. "
        "Restore the latest backup from the folder “backups”."
    ),
    "image is malformed": N_(
        "The file of the records is damaged. Restore the latest backup from the folder “backups”."
    ),
    "disk I/O": _NO_DISK,
    "vtable constructor failed": _NO_DISK,  # the index is the first that a failing disk meets
}


_DAMAGED = ("not a database", "image is malformed")
_COPIES = "backups"


def unreadable(folder: Path) -> str:
    """Return what to do about a store that cannot be read, with its daily copies by name."""
    copies = sorted((folder / _COPIES).glob("????-??-??.db"), reverse=True)
    words = _("The file of the records in {folder} is damaged.").format(folder=folder)
    if not copies:
        return f"{words} " + _("There is no daily copy of it; ask the office for a restore file.")
    way = _("Go back to a daily copy: centrum-csr restore “{file}”. There are: {names}.")
    names = ", ".join(copy.name for copy in copies[:5])
    return f"{words} " + way.format(file=copies[0], names=names)


class _Explained(AbstractContextManager[None]):
    # Not a generator: every save goes in and out here, and a generator costs six times as much.
    __slots__ = ("_copy", "_folder")

    def __init__(self, folder: Path | None, copy: Path | None) -> None:
        self._folder = folder
        self._copy = copy

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, *trace: object
    ) -> None:
        if error is not None:
            explain(error, self._folder, copy=self._copy)


def gone_from(folder: Path) -> UserError:
    """Return what is said of a store whose file was moved, deleted or pulled out while open."""
    words = _(
        "The file of the records is not in {folder} any more, so nothing was saved. Bring the "
        "folder or the stick back and do it again."
    )
    return UserError(words.format(folder=folder))


def replaced_in(folder: Path) -> UserError:
    """Return what is said of a store whose file another has replaced while it was open."""
    words = _(
        "Another file stands in the place of the records in {folder}, so nothing was saved. "
        "A program that keeps folders alike may have put it there. Close this program and open "
        "it again; what you typed is kept as a draft."
    )
    return UserError(words.format(folder=folder))


def explained(
    folder: Path | None = None, *, copy: Path | None = None
) -> AbstractContextManager[None]:
    """Turn the driver's errors about the file into words for the user; see `explain`."""
    return _Explained(folder, copy)


def explain(error: BaseException, folder: Path | None = None, *, copy: Path | None = None) -> None:
    """Say in words for the user what an error says of the file.

    Args:
        error: any; what the driver did not say passes.
        folder: the store's, when its daily copies are to be named.
        copy: the file to be named when it is a copy of a store that is read.

    Raises:
        UserError: for a full, locked, missing or damaged file.
    """
    if not isinstance(error, DatabaseError | sqlcipher.DatabaseError):
        return
    said = str(getattr(error, "orig", None) or error)
    if any(part in said for part in _DAMAGED):
        _name_damaged(error, folder, copy)
    for part, text in _TEXTS.items():
        if part in said:
            raise UserError(_(text)) from error


def _name_damaged(error: Exception, folder: Path | None, copy: Path | None) -> None:
    if copy is not None:
        words = _("The copy {file} is damaged or is not one of Centrum CSR. Choose another.")
        raise UserError(words.format(file=copy)) from error
    if folder is not None:
        raise UserError(unreadable(folder)) from error
