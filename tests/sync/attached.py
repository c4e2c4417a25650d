"""Attached files in the tests of the exchange: made up, attached, looked for."""

import hashlib
import random

from app.services import exchange
from app.store import attachments
from app.store.attachments import Content, path_of
from tests.sync.living_network import Place

SMALL = 300_000
"""Bytes of a file in the tests of files of a limited size."""


def noise(size: int, seed: int = 1) -> bytes:
    """Return bytes that no packing makes smaller."""
    return random.Random(seed).randbytes(size)


def content(data: bytes) -> Content:
    return Content(hashlib.sha256(data).hexdigest(), len(data))


def keep(place: Place, data: bytes) -> Content:
    """Put a content in its place."""
    kept = content(data)
    attachments.put(place.db.folder, kept, [data])
    with place.db.writing() as connection:
        attachments.note(connection, kept)
    return kept


def attach(place: Place, data: bytes, company: str = "firma", **values: object) -> str:
    """Attach a file to a company; return the record's id."""
    kept = keep(place, data)
    given = {"sha256": kept.sha256, "size": kept.size, "name": "foto.jpg", "company": company}
    return place.add(entity="attachment", **(given | values))


def holds(place: Place, data: bytes) -> bool:
    """Tell whether a content stands whole in its place, and the store says so."""
    wanted = content(data)
    with place.db.reading() as connection:
        noted = attachments.find(connection, wanted.sha256)
    whole = attachments.is_whole(place.db.folder, wanted)
    assert whole == (noted == wanted)
    return whole


def lose(place: Place, data: bytes) -> None:
    """Let a content be gone from the disk, and the store know it."""
    gone = content(data)
    path_of(place.db.folder, gone.sha256).unlink()
    with place.db.writing() as connection:
        attachments.unnote(connection, [gone.sha256])


def leftovers(place: Place) -> list[str]:
    """Return what still waits aside for its other pieces or its record."""
    folder = place.db.folder / "arriving"
    return sorted(path.name for path in folder.glob("*/*")) if folder.is_dir() else []


def split(place, to="office", max_size=SMALL):
    """Write files of a limited size; none is larger but by its own word."""
    device = None if to == "office" else place.network.devices[to]
    files = exchange.export(place.db, place.network.wire(), device, max_size=max_size)
    for place_, file in enumerate(files, 1):
        assert file.path.stat().st_size <= max_size or file.is_larger
        assert (file.place, file.of) == (place_, len(files))
    return files
