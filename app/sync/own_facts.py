"""What a store says of itself, found again where the office or this computer signed it.

Nothing of it follows from the journal alone, but the list of devices and every signed segment
carry certificates, and those say who a computer is and what it may do.
"""

import json
from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Connection

from app.model import territory
from app.store import identity
from app.store.chains import Fault
from app.store.engine import driver
from app.store.who import Who
from app.sync import certificate as certificates
from app.sync import own_keys, sealing
from app.sync.certificate import OFFICE, Certificate
from app.sync.keys import DeviceKeys
from app.sync.refusal import Refused, damaged, refusing
from app.sync.secrets import Secrets, read_secrets


def restore(connection: Connection) -> None:
    """Say again what the certificate of this computer says, in a store made anew.

    Args:
        connection: has the old store attached as `kept`; the local facts were copied already.
    """
    root = identity.fact(connection, "root_public") or ""
    own = _read(identity.fact(connection, "certificate"), root)
    if own is None:
        own = _latest(one for one in _told(connection, root) if _is_own(connection, one))
        _keep(connection, "certificate", own)
    if _read(identity.fact(connection, "office_certificate"), root) is None:
        office = _latest(one for one in _told(connection, root) if one.role == OFFICE)
        _keep(connection, "office_certificate", office)
    if own is not None:
        _follow(connection, own)


def restore_promoter(connection: Connection) -> None:
    """Say again whom the office gave this computer to; the list of devices has been made anew."""
    listed = connection.exec_driver_sql(
        "SELECT promoter FROM device JOIN meta ON key='device' AND value=device.id "
        "WHERE NOT coalesce(deleted, 0) AND promoter IS NOT NULL"
    ).scalar()
    if listed is not None:
        identity.set_fact(connection, "promoter", str(listed))


def faults(connection: Connection, secrets: Secrets, who: Who) -> Iterator[Fault]:
    """Yield what cannot open or sign any more what came and was written before."""
    former = own_keys.former_secret(connection)
    if former and not _is_key(secrets, former):
        yield Fault(f"meta {own_keys.FORMER}", "is no key")
    kept = dict(_former(connection))
    for scope, text in kept.items():
        found = _read(text, secrets.root_public)
        if found is None:
            yield Fault(f"meta {sealing.FORMER}:{scope}", "is no certificate of the office")
        elif not _is_for(found, who, scope):
            where = f"meta {sealing.FORMER}:{scope}"
            yield Fault(where, "is not this computer's for that county")
    for scope in _lost(connection, secrets, who).keys() - kept:
        yield Fault(f"meta {sealing.FORMER}:{scope}", "is missing")


def mend(connection: Connection) -> Iterator[str]:
    """Find former certificates again in what was signed; let go of the rest, and yield it."""
    who = identity.read_who(connection)
    with suppress(Refused), refusing(damaged()):
        secrets = read_secrets(connection)
        if who is not None:
            yield from _mend(connection, secrets, who)


def _mend(connection: Connection, secrets: Secrets, who: Who) -> Iterator[str]:
    found = _lost(connection, secrets, who)
    for fault in list(faults(connection, secrets, who)):
        key = fault.where.removeprefix("meta ")
        certificate = found.get(key.partition(":")[2])
        if certificate is None:
            connection.exec_driver_sql("DELETE FROM meta WHERE key=?", (key,))
            yield fault.where
        _keep(connection, key, certificate)


def _lost(connection: Connection, secrets: Secrets, who: Who) -> dict[str, Certificate]:
    """Return by what certificate this computer signed in counties that it has no more."""
    found: dict[str, Certificate] = {}
    for scope, header in (
        driver(connection)
        .execute(
            "SELECT scope, header FROM stream JOIN segment ON segment.stream = n "
            "WHERE substr(writer, 1, instr(writer, '~') - 1) = ? ORDER BY n, first",
            (who.device,),
        )
        .fetchall()
    ):
        if not secrets.certificate.may_write(scope):
            certificate = _read(_certificate_in(header), secrets.root_public)
            if certificate is None or certificate.signer != secrets.keys.sign_public:
                continue
            if _is_for(certificate, who, scope):
                found[scope] = certificate
    return found


def _former(connection: Connection) -> list[tuple[str, str]]:
    begins = f"{sealing.FORMER}:"
    rows = driver(connection).execute(
        "SELECT substr(key, ?), value FROM meta WHERE key LIKE ? || '%'", (len(begins) + 1, begins)
    )
    return [(str(scope), str(text)) for scope, text in rows.fetchall()]


def _is_for(certificate: Certificate, who: Who, scope: str) -> bool:
    ours = (certificate.network, certificate.device) == (who.network, who.device)
    return ours and certificate.may_write(scope)


def _is_key(secrets: Secrets, former: str) -> bool:
    try:
        DeviceKeys.from_private(secrets.keys.sign_private, former)
    except Refused:
        return False
    return True


def _is_own(connection: Connection, certificate: Certificate) -> bool:
    facts = [identity.fact(connection, f"{name}_private") or "" for name in ("sign", "encrypt")]
    with suppress(Refused):
        return certificate.signer == DeviceKeys.from_private(*facts).sign_public
    return False


def _follow(connection: Connection, own: Certificate) -> None:
    facts = {"network": own.network, "device": own.device, "role": own.role}
    if own.role != OFFICE:
        facts["counties"] = json.dumps(own.counties)
    for key, value in facts.items():
        identity.set_fact(connection, key, value)
    if identity.fact(connection, "promoter") is None:
        identity.set_fact(connection, "promoter", "")
    county, counties = identity.fact(connection, "county"), own.counties
    if own.role == OFFICE:
        counties = tuple(filter(territory.is_county_scope, _written_in(connection, own.device)))
    if county not in counties and counties:
        identity.set_fact(connection, "county", counties[0])


def _written_in(connection: Connection, device: str) -> list[str]:
    rows = driver(connection).execute(
        "SELECT scope FROM kept.stream WHERE writer LIKE ? || '~%' ORDER BY last DESC", (device,)
    )
    return [str(scope) for (scope,) in rows.fetchall()]


def _told(connection: Connection, root: str) -> Iterator[Certificate]:
    """Yield the certificates that the old store's list of devices and segments carry."""
    raw = driver(connection)
    texts = {text for (text,) in raw.execute("SELECT certificate FROM kept.device").fetchall()}
    for (header,) in raw.execute("SELECT header FROM kept.segment").fetchall():
        texts.add(_certificate_in(header))
    for text in texts:
        found = _read(text, root)
        if found is not None:
            yield found


def _certificate_in(header: object) -> str | None:
    with suppress(Refused), refusing(damaged()):
        return json.dumps(json.loads(bytes(header))["certificate"])  # type: ignore[call-overload]
    return None


def _read(text: str | None, root: str) -> Certificate | None:
    """Return a certificate that the owner of the root key issued, of whatever network."""
    with suppress(Refused):
        found = certificates.parse_text(text)
        certificates.check(found, found.network, root)
        return found
    return None


def _latest(found: Iterator[Certificate]) -> Certificate | None:
    return max(found, key=lambda one: one.issued, default=None)


def _keep(connection: Connection, key: str, found: Certificate | None) -> None:
    if found is not None:
        identity.set_fact(connection, key, json.dumps(found.as_dict()))
