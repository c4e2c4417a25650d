"""A store that holds some of everything, and every way to damage one of its rows."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.model.merge_edge import MergeEdge
from app.services import devices, erasure
from app.store import attachment_pieces, attachments, identity, streams
from app.store.attachment_pieces import Arriving
from app.store.attachments import Content
from app.store.engine import FILE_NAME
from app.sync import contents, digests, lacking
from tests.sync import forging

_PHOTO = b"the bytes of a photo"


def fill(network) -> Path:
    """Let everything happen in the office's store; close it and return its folder."""
    office, first, second = network["office"], network["P1"], network["P2"]
    for number in (1, 2, 3):
        first.add(row=f"firma-{number}", name=f"Tartak {number}", phone="87 423 00 00")
    first.add(row="osoba-1", entity="person", first_name="Ewa", last_name="Wójcik", county="2816")
    content = attachments.content_of(BytesIO(_PHOTO))
    photo = {"sha256": content.sha256, "name": "tartak.jpg", "size": content.size}
    first.add(row="zdjecie", entity="attachment", company="firma-1", **photo)
    network.round("P1", "P2")
    attachments.put(office.folder, content, [_PHOTO])
    with office.db.writing() as connection:
        attachments.note(connection, content)
    first.edit("firma-1", phone="1")
    second.edit("firma-1", phone="2")
    edge = {"one": "firma-2", "other": "firma-3", "verdict": "same"}
    first.db.write_bulk(
        [("2816", ("merge_edge", MergeEdge.id_for("firma-2", "firma-3"), edge))], label="Joined"
    )
    first.db.write_bulk([("2816", ("poll", "ankieta", {"answer": "yes"}))], label="Newer")
    second.db.write_bulk(
        [("2816", ("person", "firma-1", {"last_name": "Nowak"}))], label="Taken id"
    )
    network.round("P1", "P2")
    erasure.erase_person(office.db, "osoba-1")
    office.edit("firma-2", town="Pisz")
    office.export("P1")
    office.edit("firma-2", town="Orzysz")
    with office.db.writing() as connection:
        identity.start_incarnation(connection)
    office.db.identity_changed()
    office.edit("firma-3", town="Pisz")
    _put_back_by_hand(network, first)
    _keep_one_waiting(second, office)
    office.take(second.export())
    _hear_of(office, second)
    _keep_one_waiting(office, second)
    devices.revoke(office.db, first.device)
    first.edit("firma-1", phone="3")
    assert office.take(first.export()).files[0].taken.held
    with office.db.writing() as connection:
        digests.note(connection, first.device, ["2805", "2816"])
        contents.note_wanted(connection, first.device, {content.sha256: ((0, 5), (7, 9))})
    office.close()
    return office.folder


def _put_back_by_hand(network, laptop) -> None:
    """Let the office's own changes go on under another name: an older copy of it was put back."""
    office = network["office"]
    office.close()
    kept = copied(office.folder, office.folder.with_name("kept"))
    office.edit("firma-2", town="Ruciane")
    laptop.take(office.export(laptop.name))
    office.close()
    copied(kept, office.folder)
    office.edit("firma-2", town="Mikołajki")
    writer = office.db.who.writer
    for _ in range(2):
        office.take(laptop.export())
        laptop.take(office.export(laptop.name))
    assert office.db.who.writer != writer


def _hear_of(office, laptop) -> None:
    """Let a device's files tell what is rare: two computers, another history, half a photo."""
    half = Content("0" * 63 + "1", 2_000)
    attachment_pieces.keep(office.folder, half, 0, [bytes(1_000)], 1_000)
    file = laptop.export()
    twice = forging.resealed(file, laptop, office, made="2026-12-01T00:00:00+00:00")
    assert not office.take(file, twice).refused
    with office.db.writing() as connection:
        attachment_pieces.note(connection, Arriving(half, "zdjecie-2"))


def _keep_one_waiting(receiver, sender) -> None:
    sender.edit("firma-3", name="Lost on the way")
    with sender.db.reading() as connection:
        held = {
            (writer, scope): last
            for scope, writers in streams.named_knowledge(connection).items()
            for writer, last in writers.items()
        }
    sender.export(receiver.name)
    sender.edit("firma-3", name="Comes before")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lacking, "held_by", lambda connection, device: dict(held))
        assert receiver.take(sender.export(receiver.name)).files[0].result == "waiting"


@dataclass(frozen=True)
class Damage:
    """One way to damage a table.

    Attributes:
        name: the table and what is done to it.
        statements: SQL.
    """

    name: str
    statements: tuple[str, ...]


def damages(folder: Path, table: str, *, ends: int) -> Iterator[Damage]:
    """Yield for each column another value and swapped values, and a row gone: last and first."""
    raw = sqlcipher.connect(str(folder / FILE_NAME))
    try:
        columns = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]
        key = "_rowid_" if _has_rowid(raw, table) else None
        for way in ("DESC", "ASC")[:ends]:
            where = _where(raw, table, key, way)
            for column in columns:
                yield Damage(f"{table}.{column} changed", (_changed(table, column, where),))
            yield Damage(f"{table} row gone", (f'DELETE FROM "{table}" WHERE {where}',))
        for column in columns:
            yield from _swapped(raw, table, column)
    finally:
        raw.close()


def break_by(folder: Path, damage: Damage) -> bool:
    """Do the damage to a closed store; tell whether it changed anything."""
    raw = sqlcipher.connect(str(folder / FILE_NAME), isolation_level=None)
    try:
        before = raw.total_changes
        for statement in damage.statements:
            try:
                raw.execute(statement)
            except sqlcipher.IntegrityError:
                return False
        return raw.total_changes > before
    finally:
        raw.close()


def copied(folder: Path, target: Path) -> Path:
    """Return a copy of a closed store."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    return target


def _has_rowid(raw, table: str) -> bool:
    try:
        raw.execute(f'SELECT _rowid_ FROM "{table}" LIMIT 0')
    except sqlcipher.OperationalError:
        return False
    return True


def _where(raw, table: str, key: str | None, way: str) -> str:
    if key:
        return f'_rowid_ = (SELECT _rowid_ FROM "{table}" ORDER BY 1 {way} LIMIT 1)'
    keys = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")') if row[5]]
    names = ", ".join(f'"{name}"' for name in keys)
    order = ", ".join(f'"{name}" {way}' for name in keys)
    return f'({names}) IN (SELECT {names} FROM "{table}" ORDER BY {order} LIMIT 1)'


def _changed(table: str, column: str, where: str) -> str:
    return (
        f'UPDATE "{table}" SET "{column}" = CASE typeof("{column}") '
        f"WHEN 'integer' THEN \"{column}\" + 1 WHEN 'text' THEN \"{column}\" || 'x' "
        f"WHEN 'blob' THEN CAST(substr(\"{column}\", 1, length(\"{column}\") / 2) || x'00' || "
        f'substr("{column}", length("{column}") / 2 + 2) AS BLOB) ELSE \'x\' END WHERE {where}'
    )


def _swapped(raw, table: str, column: str) -> Iterator[Damage]:
    if raw.execute(f'SELECT count(DISTINCT "{column}") FROM "{table}"').fetchone()[0] < 2:
        return
    info = raw.execute(f'PRAGMA table_info("{table}")').fetchall()
    if any(row[1] == column and row[5] for row in info):
        return
    least, most = (
        f'(SELECT min("{column}") FROM "{table}")',
        f'(SELECT max("{column}") FROM "{table}")',
    )
    yield Damage(
        f"{table}.{column} swapped",
        (
            f"CREATE TEMP TABLE both AS SELECT {least} AS least, {most} AS most",
            (
                f'UPDATE "{table}" SET "{column}" = CASE "{column}" WHEN (SELECT least FROM both) '
                f"THEN (SELECT most FROM both) ELSE (SELECT least FROM both) END "
                f'WHERE "{column}" IN (SELECT least FROM both UNION SELECT most FROM both)'
            ),
        ),
    )
