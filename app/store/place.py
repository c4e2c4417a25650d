"""Where a store stands in its folder; light, for the window asks before it imports the store."""

import hashlib
import platform
from pathlib import Path

FILE_NAME = "centrum-csr.db"


def owner_of(folder: Path) -> str:
    """Return what marks files that are being written for a folder's store, wherever they stand.

    Whoever holds the store's lock is the only one who writes them. A store that was copied has
    another mark on another computer and in another folder, as it has another lock.
    """
    where = f"{platform.node()}\n{folder.resolve()}"
    return hashlib.sha256(where.encode(errors="surrogateescape")).hexdigest()[:16]
