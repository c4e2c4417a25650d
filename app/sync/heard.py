"""What others' files told this store, and its list of files: whether each line can be true.

Nothing of it follows from the journal, and nothing of it is lost for good: a line that cannot be
what a file told is let go of by a repair, and comes again with its device's next file.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection

from app.model.attachment import is_content_name
from app.store.chains import Fault
from app.store.engine import driver
from app.store.local_state import is_moment
from app.sync import certificate as certificates
from app.sync import device_keys
from app.sync.certificate import Certificate
from app.sync.refusal import Refused
from app.sync.segment import read_header
from app.sync.shape import read_scope, read_writer

Root = tuple[str, str]
"""The network's id and the office's root key."""


def faults(connection: Connection, root: Root, own: str) -> Iterator[Fault]:
    """Yield the lines that cannot be what a file told, and the devices whose keys are forgotten.

    Args:
        connection: a reading one.
        root: by which certificates are checked.
        own: this device's id.
    """
    for table, row in _wrong(connection, root):
        yield Fault(f"{table} {row[0]}", "is not what a file told")
    known = {one for (one,) in driver(connection).execute("SELECT device FROM device_key")}
    for device in {one.device for one in _renewed(connection, root)} - known - {own}:
        yield Fault(f"device_key {device}", "is missing")


def let_go(connection: Connection, root: Root, own: str) -> Iterator[str]:
    """Let go of the lines that cannot be what a file told; yield them in words.

    Which keys a device goes by is learnt again from what it signed.

    Args:
        connection: inside a writing transaction.
        root: by which certificates are checked.
        own: this device's id.
    """
    raw = driver(connection)
    for table, row in list(_wrong(connection, root)):
        same = " AND ".join(f"{name} IS ?" for name in _COLUMNS[table].split(", "))
        raw.execute(f"DELETE FROM {table} WHERE {same}", row)
        yield f"{table} {row[0]}"
    for certificate in list(_renewed(connection, root)):
        if certificate.device != own:
            device_keys.learn(connection, certificate)


def _wrong(connection: Connection, root: Root) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for table, columns in _COLUMNS.items():
        for row in driver(connection).execute(f"SELECT {columns} FROM {table}").fetchall():
            try:
                holds = _is_key(root, *row) if table == "device_key" else _HOLD[table](*row)
            except (ValueError, TypeError, AttributeError, LookupError, Refused):
                holds = False
            if not holds:
                yield table, row


def _renewed(connection: Connection, root: Root) -> Iterator[Certificate]:
    """Yield the certificates with which devices told of their new keys in what is kept of them."""
    for (header,) in (
        driver(connection)
        .execute("SELECT header FROM segment WHERE instr(header, ?)", (b'"succession"',))
        .fetchall()
    ):
        with suppress(ValueError, Refused):
            certificate = read_header(bytes(header)).certificate
            certificates.check(certificate, *root)
            yield certificate


def _is_receipt(device: object, writer: str, scope: str, last: object) -> bool:
    return _is_stream(device, writer, scope) and _are_numbers(last)


def _is_waiting(device: object, writer: str, scope: str, first: int, last: int) -> bool:
    return _is_stream(device, writer, scope) and _are_numbers(first, last) and first <= last


def _is_unequal(device: object, scope: str, since: object) -> bool:
    return bool(device) and bool(read_scope(scope)) and is_moment(since)


def _is_wanted(device: object, sha256: str, pieces: str) -> bool:
    spans = json.loads(pieces)
    ordered = all(_are_numbers(start, end) and start <= end for start, end in spans)
    return bool(device) and is_content_name(sha256) and ordered


def _is_arriving(sha256: str, size: object, row: object, since: object) -> bool:
    return is_content_name(sha256) and _are_numbers(size) and type(row) is str and is_moment(since)


def _is_file(_id: object, direction: str, at: object, detail: str) -> bool:
    known = direction in ("sent", "taken")
    return known and is_moment(at) and isinstance(json.loads(detail), dict)


def _is_key(root: Root, device: str, sign: str, kept: str) -> bool:
    found = certificates.read_text(kept, *root)
    return (found.device, found.signer) == (device, sign) and found.succession is not None


def _is_stream(device: object, writer: str, scope: str) -> bool:
    return bool(device) and bool(read_writer(writer)) and bool(read_scope(scope))


def _are_numbers(*values: object) -> bool:
    return all(type(value) is int and value >= 0 for value in values)


_COLUMNS = {
    "receipt": "device, writer, scope, last",
    "receipt_waiting": "device, writer, scope, first, last",
    "digest_fault": "device, scope, since",
    "attachment_wanted": "device, sha256, pieces",
    "attachment_arriving": "sha256, size, row, since",
    "exchange_file": "id, direction, at, detail",
    "device_key": "device, sign, certificate",
}
_HOLD: dict[str, Callable[..., bool]] = {
    "receipt": _is_receipt,
    "receipt_waiting": _is_waiting,
    "digest_fault": _is_unequal,
    "attachment_wanted": _is_wanted,
    "attachment_arriving": _is_arriving,
    "exchange_file": _is_file,
}
