"""By which keys the other devices go now: whoever holds an old key cannot write in their name."""

import json
from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Connection

from app.base.i18n import _
from app.store.entry import read_payload
from app.sync import certificate as certificates
from app.sync.certificate import Certificate
from app.sync.refusal import Refused


def refuse_replaced(connection: Connection, certificate: Certificate) -> None:
    """Refuse what was signed by a key that is not its device's any more.

    Raises:
        Refused: when the device has replaced the key, or the office knows another one.
    """
    for known in _known(connection, certificate.device):
        if certificate.signer != known.signer and not _follows(connection, certificate, known):
            text = _(
                "The computer {device} has other keys by now. If two computers joined with one "
                "invitation, the second one needs an invitation of its own."
            )
            raise Refused(text.format(device=certificate.device[:8]))


def learn(connection: Connection, certificate: Certificate) -> None:
    """Remember a device's new keys from the first thing that they signed."""
    if certificate.succession is not None:
        connection.exec_driver_sql(
            "INSERT INTO device_key(device, sign, certificate) VALUES(?,?,?) "
            "ON CONFLICT(device) DO UPDATE SET certificate=excluded.certificate "
            "WHERE sign=excluded.sign",
            (certificate.device, certificate.signer, json.dumps(certificate.as_dict())),
        )


def uncertified(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Yield devices whose new keys the list does not name yet, as (device, sign, encrypt)."""
    rows = connection.exec_driver_sql(
        "SELECT device.certificate, device_key.certificate FROM device_key "
        "JOIN device ON device.id = device_key.device "
        "WHERE device.certificate IS NOT NULL AND NOT coalesce(deleted, 0)"
    ).all()
    for listed, learnt in rows:
        with suppress(Refused):  # damaged: the check of the store names it
            heard = certificates.parse_text(learnt)
            if certificates.parse_text(listed).sign == heard.sign:
                yield heard.device, heard.signer, heard.recipient


def _known(connection: Connection, device: str) -> Iterator[Certificate]:
    for query in (
        "SELECT certificate FROM device WHERE id=?",
        "SELECT certificate FROM device_key WHERE device=?",
    ):
        kept = connection.exec_driver_sql(query, (device,)).scalar()
        if kept is not None:
            yield certificates.parse_text(kept)


def _follows(connection: Connection, certificate: Certificate, known: Certificate) -> bool:
    # New keys signed by the known one, or the office's later word.
    if certificate.succession is not None and certificate.sign == known.signer:
        return True
    if certificate.sign == known.sign:
        return False
    return certificate.issued > min(known.issued, _first_issued(connection, known))


def _first_issued(connection: Connection, known: Certificate) -> str:
    """Return when the office first certified a device's key, as far as its list tells.

    An office that was put back may certify a key anew that had been replaced before.
    """
    found = connection.exec_driver_sql(
        "SELECT payload FROM touch JOIN entry ON entry.dot = touch.dot WHERE row=?",
        (known.device,),
    ).all()
    issued = [known.issued]
    for (payload,) in found:
        for _entity, row, fields in read_payload(bytes(payload))[1]:
            if row == known.device and isinstance(text := fields.get("certificate"), str):
                with suppress(Refused):
                    told = certificates.parse_text(text)
                    issued += [told.issued] if told.sign == known.sign else []
    return min(issued)
