"""This device's own keys and certificate over time: new ones, and the office's word on them."""

import json
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection

from app.store import identity
from app.store.who import Who
from app.sync import certificate as certificates
from app.sync.certificate import Certificate
from app.sync.keys import DeviceKeys
from app.sync.refusal import Refused
from app.sync.sealing import keep_former, seal_own
from app.sync.secrets import Secrets, read_secrets
from app.sync.segment import read_header
from app.sync.succession import Succession, succeed

FORMER = "encrypt_private_former"
"""The local fact that keeps the invitation's age identity."""


def renewed(secrets: Secrets) -> dict[str, str]:
    """Return, as the store keeps them, new keys in place of the invitation's.

    They are made when the store is, before there is a copy of it that knows only the old ones;
    others hear of them with the first file that the device writes.
    """
    keys = DeviceKeys.generate()
    before = secrets.certificate
    said = succeed(before.network, before.device, secrets.keys, keys)
    after = replace(secrets, keys=keys, certificate=replace(before, succession=said))
    return after.as_facts() | {FORMER: secrets.keys.encrypt_private}


def former_secret(connection: Connection) -> str:
    """Return the invitation's age identity, or an empty text.

    It is kept: others seal to it until they have heard of the new one, which a promoter who
    meets nobody for a year has not. It opens what was sealed to it and nothing else.
    """
    return identity.fact(connection, FORMER) or ""


def adopt(connection: Connection, who: Who) -> bool:
    """Take over what the office's list of devices says of this device; return whether it is new.

    What was written in a county that is taken away, before this was known here, is signed with
    the older certificate first: the office decides on it.
    """
    secrets = read_secrets(connection)
    listed = _listed(connection, who, secrets)
    if listed is None or listed == secrets.certificate:
        return False
    seal_own(connection, who, secrets)
    lost = set(secrets.certificate.counties) - set(listed.counties)
    keep_former(connection, secrets, sorted(lost))
    identity.set_fact(connection, "certificate", json.dumps(listed.as_dict()))
    identity.set_fact(connection, "counties", json.dumps(listed.counties))
    if who.county not in listed.counties and listed.counties and not who.is_office:
        identity.set_fact(connection, "county", listed.counties[0])
    return True


def _listed(connection: Connection, who: Who, secrets: Secrets) -> Certificate | None:
    kept = connection.exec_driver_sql(
        "SELECT certificate FROM device WHERE id=?", (who.device,)
    ).scalar()
    if kept is None:
        return None
    found = certificates.read_text(kept, who.network, secrets.root_public)
    if found.sign == secrets.keys.sign_public:
        return found
    if found.sign == secrets.certificate.sign:  # the office has not heard of the new keys yet
        return replace(found, succession=secrets.certificate.succession)
    said = _own_succession(connection, who, secrets)
    if said is not None and said.holds(who.network, who.device, found.sign):
        return replace(found, succession=said)  # an office that was put back has forgotten them
    return None


def _own_succession(connection: Connection, who: Who, secrets: Secrets) -> Succession | None:
    """Return this device's own word on its present keys, as its first segments carry it."""
    for (header,) in connection.exec_driver_sql(
        "SELECT header FROM segment JOIN stream ON n = segment.stream "
        "WHERE substr(writer, 1, instr(writer, '~') - 1) = ? AND instr(header, ?)",
        (who.device, b'"succession"'),
    ).all():
        with suppress(ValueError, Refused):
            said = read_header(bytes(header)).certificate.succession
            if said is not None and said.sign == secrets.keys.sign_public:
                return said
    return None
