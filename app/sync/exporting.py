"""Writing what another device lacks into one exchange file."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app import __version__
from app.base import clock
from app.base.errors import UserError
from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.base.reasons import reason_of
from app.store import identity
from app.store.database import Database
from app.store.streams import named_knowledge
from app.sync import certificate as certificates
from app.sync import log, names, sharing
from app.sync.bundle import write_bundle
from app.sync.certificate import Certificate
from app.sync.manifest import Manifest
from app.sync.receipts import held_by
from app.sync.sealing import kept_segments, seal_own, segment_bytes
from app.sync.secrets import Secrets, read_secrets


@dataclass(frozen=True, slots=True)
class Exported:
    """A written file.

    Attributes:
        changes: entries that the receiver has not confirmed.
    """

    path: Path
    device: str
    changes: int
    attachments: int


@dataclass(frozen=True, slots=True)
class _Part:
    stream: int
    first: int
    last: int
    header: bytes
    lacking: int


def export(
    database: Database, device: str | None, folder: Path, progress: Progress = NO_PROGRESS
) -> Exported:
    """Write what a device has not confirmed to hold into a new file.

    Args:
        database: this store.
        device: the receiver's id; `None` is the office.
        folder: where the file is to stand; an existing file is never written over.
        progress: told after each segment.

    Raises:
        UserError: when the receiver is not known, or the folder cannot be written.
    """
    who = database.who
    with database.writing() as connection:
        secrets = read_secrets(connection)
        seal_own(connection, who, secrets)
        number = int(identity.fact(connection, "file_number") or "0") + 1
        identity.set_fact(connection, "file_number", str(number))
    with database.reading() as connection:
        receiver = _receiver(connection, secrets, device)
        parts = list(_lacking(connection, secrets.certificate, receiver))
        path = _free_path(folder, _name(connection, who.device, receiver.device, number))
        manifest = _manifest(connection, who.writer, secrets, receiver, number)

        def segments() -> Iterator[bytes]:
            for done, part in enumerate(parts, 1):
                yield segment_bytes(connection, part.stream, part.first, part.last, part.header)
                progress.step(done, len(parts), _("Writing the file"))

        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_bundle(path, receiver.recipient, secrets.keys, manifest, segments())
        except OSError as error:
            failed = _("The file cannot be written to {folder}: {reason}. Choose another place.")
            raise UserError(failed.format(folder=folder, reason=reason_of(error))) from error
    changes = sum(part.lacking for part in parts)
    with database.writing() as connection:
        log.note_sent(connection, path, receiver.device, changes)
    return Exported(path, receiver.device, changes, 0)


def active_devices(database: Database) -> list[str]:
    """Return the ids of all other devices of the network that are not revoked."""
    with database.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT id FROM device WHERE scope='network' AND NOT coalesce(deleted, 0) "
            "AND revoked_since IS NULL AND certificate IS NOT NULL AND id <> ? ORDER BY id",
            (database.who.device,),
        )
        return [device for (device,) in found]


def _receiver(connection: Connection, secrets: Secrets, device: str | None) -> Certificate:
    if device is None or device == secrets.office.device:
        return secrets.office
    kept = connection.exec_driver_sql(
        "SELECT certificate FROM device WHERE id=? AND NOT coalesce(deleted, 0) "
        "AND revoked_since IS NULL",
        (device,),
    ).scalar()
    if kept is None:
        raise UserError(_("The network has no active device {device}.").format(device=device))
    return certificates.read(json.loads(kept), secrets.certificate.network, secrets.root_public)


def _lacking(connection: Connection, sender: Certificate, receiver: Certificate) -> Iterator[_Part]:
    confirmed = held_by(connection, receiver.device)
    streams = connection.exec_driver_sql(
        # Reference data first: it names the devices and places that the rest speaks of.
        "SELECT n, writer, scope FROM stream WHERE last > 0 ORDER BY scope <> 'network', scope, n"
    ).all()
    for n, writer, scope in streams:
        if not sharing.may_pass(sender, receiver, writer, scope):
            continue
        above = confirmed.get((writer, scope), 0)
        for first, last, header in kept_segments(connection, n, above):
            yield _Part(n, first, last, header, last - max(first - 1, above))


def _manifest(
    connection: Connection, writer: str, secrets: Secrets, receiver: Certificate, number: int
) -> Manifest:
    shared = sharing.receipt(secrets.certificate, receiver, named_knowledge(connection))
    return Manifest(
        app=__version__,
        network=secrets.certificate.network,
        certificate=secrets.certificate,
        writer=writer,
        to=receiver.device,
        number=number,
        made=clock.now().isoformat(timespec="seconds"),
        knowledge=shared,
        digests={scope: digest(connection, scope) for scope in shared},
    )


def digest(connection: Connection, scope: str) -> str:
    """Return a hash over how far, and with which history, each stream of a scope is held."""
    tips = connection.exec_driver_sql(
        "SELECT writer, last, hash FROM stream WHERE scope=? AND last > 0 ORDER BY writer",
        (scope,),
    )
    sum_ = hashlib.sha256()
    for writer, last, hash_ in tips:
        sum_.update(f"{writer} {last} {bytes(hash_).hex()}\n".encode())
    return sum_.hexdigest()


def _name(connection: Connection, sender: str, receiver: str, number: int) -> str:
    known = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT id, name FROM device")}
    return names.exchange_name(
        known.get(sender) or sender, known.get(receiver) or receiver, clock.today(), number
    )


def _free_path(folder: Path, name: str) -> Path:
    path = folder / name
    count = 1
    while path.exists():
        count += 1
        path = folder / name.replace(".csrx", f"_{count}.csrx")
    return path
