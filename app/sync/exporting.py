"""Writing what another device lacks into exchange files."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from app import __version__
from app.base import clock
from app.base.atomic import remove_left
from app.base.errors import UserError
from app.base.i18n import _
from app.base.progress import NO_PROGRESS, Progress
from app.base.reasons import reason_of
from app.store import attachments, identity
from app.store.database import Database
from app.store.place import owner_of
from app.store.streams import named_knowledge
from app.sync import certificate as certificates
from app.sync import contents, digests, held, lacking, log, lost_counties, names, proofs, sharing
from app.sync.bundle import write_bundle
from app.sync.certificate import Certificate
from app.sync.lacking import Part
from app.sync.lost_counties import Erased
from app.sync.manifest import Heard, Manifest
from app.sync.marks import marks_of
from app.sync.receipts import beyond_gaps, double_lives, held_by, made
from app.sync.sealing import MOST_BYTES, cut_own, seal_own
from app.sync.secrets import Secrets, read_secrets
from app.sync.volumes import Volume, Volumes, refuse_small

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exported:
    """A written file.

    Attributes:
        changes: entries that the receiver has not confirmed.
        attachments: contents of attachments, whole or a piece of each.
        is_larger: it holds a segment of others that alone is larger than the limit.
    """

    path: Path
    device: str
    changes: int
    attachments: int
    is_larger: bool = False


def export(
    database: Database, device: str | None, folder: Path, progress: Progress = NO_PROGRESS
) -> Exported:
    """Write the records that a device has not confirmed to hold into one file.

    The contents of attachments follow with later files, which tell of them.

    Args:
        database: this store.
        device: the receiver's id; `None` is the office.
        folder: where the file is to stand; an existing file is never written over.
        progress: told after each segment.

    Raises:
        UserError: when the receiver is not known, or the folder cannot be written.
    """
    return export_files(database, device, folder, progress, with_contents=False)[0]


def export_files(
    database: Database,
    device: str | None,
    folder: Path,
    progress: Progress = NO_PROGRESS,
    *,
    max_size: int | None = None,
    with_contents: bool = True,
) -> list[Exported]:
    """Write all that a device has not confirmed to hold into new files.

    Each file stands alone: it can be taken in without the others, in any order.

    Args:
        database: this store.
        device: the receiver's id; `None` is the office.
        folder: where the files are to stand; an existing file is never written over.
        progress: told after each segment and content.
        max_size: bytes that a file may have; one file is written for nearly everything unless
            given.
        with_contents: the contents of attachments, too.

    Returns:
        What was written, at least one file: what the sender holds is a receipt.

    Raises:
        UserError: when the receiver is not known, the folder cannot be written, or the limit is
            too small for any file.
    """
    refuse_small(max_size)
    with database.writing() as connection:
        secrets = read_secrets(connection)
        receiver = _receiver(connection, secrets, device)
        most = MOST_BYTES if max_size is None else min(MOST_BYTES, max_size // 2)
        seal_own(connection, database.who, secrets, most)
        if max_size is not None:
            confirmed = held_by(connection, receiver.device)
            cut_own(connection, database.who, secrets, confirmed, most)
        number = _next_number(connection)
    writing = _Writing(database, secrets, receiver, folder, progress)
    return writing.write(number, max_size, with_contents=with_contents)


class _Writing:
    """One export to one receiver: file after file until everything is dealt out."""

    def __init__(
        self,
        database: Database,
        secrets: Secrets,
        receiver: Certificate,
        folder: Path,
        progress: Progress,
    ) -> None:
        self._database = database
        self._secrets = secrets
        self._receiver = receiver
        self._folder = folder
        self._progress = progress
        self._owner = owner_of(database.folder)
        self._written: list[Exported] = []

    def write(self, number: int, max_size: int | None, *, with_contents: bool) -> list[Exported]:
        store, sender = self._database.folder, self._secrets.certificate
        broken: set[str] = set()
        remove_left(self._folder, self._owner)
        with self._database.reading() as connection:
            chosen: list[contents.Chosen] = []
            if with_contents:
                confirmed = held_by(connection, self._receiver.device)
                scopes = sharing.passed_scopes(sender, self._receiver)
                listed = contents.choose(connection, self._receiver.device, scopes, confirmed)
                chosen, broken = contents.split_whole(store, listed)
            manifest = self._manifest(connection, number, max_size)
            lacked = lacking.parts(connection, sender, self._receiver)
            volumes = Volumes(lacked, chosen, manifest.to_bytes(), max_size)
            try:
                self._write_file(connection, manifest, volumes)
                while not volumes.is_done:
                    volumes.begin()
                    with self._database.writing() as numbering:
                        number = _next_number(numbering)
                    self._write_file(connection, replace(manifest, number=number), volumes)
            finally:
                self._keep_trace(broken)
        return self._written

    def _write_file(
        self, connection: Connection, manifest: Manifest, volumes: Volumes[Part]
    ) -> None:
        receiver, store = self._receiver, self._database.folder
        name = _name(connection, manifest.sender, receiver.device, manifest.number)
        path = _free_path(self._folder, name)

        def read(part: Part) -> bytes:
            return part.read(connection)

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_bundle(
                path,
                receiver.recipient,
                self._secrets.keys,
                manifest,
                self._told(volumes, volumes.segments(read)),
                self._told(volumes, volumes.attachments(store)),
                self._owner,
            )
        except OSError as error:
            failed = _("The file cannot be written to {folder}: {reason}. Choose another place.")
            raise UserError(failed.format(folder=self._folder, reason=reason_of(error))) from error
        self._written.append(_exported(path, receiver.device, volumes.volume))

    def _told(self, volumes: Volumes[Part], dealt: Iterator[T]) -> Iterator[T]:
        for one in dealt:
            yield one
            self._progress.step(volumes.done, volumes.total, _("Writing the file"))

    def _manifest(self, connection: Connection, number: int, max_size: int | None) -> Manifest:
        sender = self._secrets.certificate
        shared = sharing.receipt(sender, self._receiver, named_knowledge(connection))
        scopes = sharing.shared_scopes(sender, self._receiver)
        most = contents.MOST_WANTED if max_size is None else max_size // 4
        return Manifest(
            app=__version__,
            network=sender.network,
            certificate=sender,
            writer=self._database.who.writer,
            to=self._receiver.device,
            number=number,
            made=clock.now().isoformat(timespec="seconds"),
            knowledge=shared,
            digests=digests.told(connection, shared),
            wanted=contents.wanted(connection, self._database.folder, scopes, most),
            waiting=beyond_gaps(connection, scopes),
            marks=marks_of(connection, self._receiver.device, shared),
            doubled=double_lives(connection, self._receiver.device),
            signed=tuple(proofs.signed_by(connection, self._receiver.device, shared)),
            held=self._held_here(connection, scopes),
            erased=self._erased_elsewhere(connection),
            heard=_heard(connection, self._secrets.office.device, self._receiver.device),
        )

    def _held_here(self, connection: Connection, scopes: Collection[str] | None) -> tuple[str, ...]:
        if not self._database.who.is_office:
            return ()
        return tuple(held.sums(connection, scopes, self._receiver.device))

    def _erased_elsewhere(self, connection: Connection) -> Erased:
        is_office = self._database.who.is_office
        return lost_counties.told(connection, self._receiver.device) if is_office else {}

    def _keep_trace(self, broken: set[str]) -> None:
        with self._database.writing() as connection:
            for one in self._written:
                log.note_sent(connection, one.path, one.device, one.changes)
            # A content that is gone or changed on the disk is missing now, and asked for.
            attachments.unnote(connection, broken)


def _exported(path: Path, device: str, volume: Volume[Part]) -> Exported:
    changes = sum(part.lacking for part in volume.parts)
    return Exported(path, device, changes, len(volume.contents), volume.is_larger)


def _next_number(connection: Connection) -> int:
    number = int(identity.fact(connection, "file_number") or "0") + 1
    identity.set_fact(connection, "file_number", str(number))
    return number


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
    return certificates.read_text(kept, secrets.certificate.network, secrets.root_public)


def _heard(connection: Connection, office: str, receiver: str) -> Heard | None:
    at = made(connection, office)
    if at is None:
        return None
    told: dict[str, dict[str, int]] = {}
    for (writer, scope), last in held_by(connection, office).items():
        if writer.partition("~")[0] == receiver:
            told.setdefault(scope, {})[writer] = last
    return Heard(at.isoformat(), told)


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
