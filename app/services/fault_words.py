"""What a check found, for a person: which records, files and parts of the store, by name."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Text, select, type_coerce
from sqlalchemy.orm import Session

from app.base.formats import format_number
from app.base.i18n import _, ngettext
from app.model.entity import field_map
from app.model.every_entity import entities_by_name
from app.model.field import Kind
from app.store.chains import Fault

_NAMED = 5
"""How many records or files of one sort are named before the others are counted."""
_SHA256 = 64
_JOURNAL = frozenset({"journal", "segment", "waiting", "held", "stream"})
_FILE = "file"


def lines(session: Session, faults: Sequence[Fault]) -> list[str]:
    """Return a sentence for each sort of fault, the worst first."""
    connection = session.connection()
    sorts: dict[Callable[[Connection, list[Fault]], str], list[Fault]] = {
        sort: [] for sort in (_of_file, _of_journal, _of_records, _of_attachments, _of_rest)
    }
    for fault in faults:
        sorts[_sort_of(fault)].append(fault)
    return [words(connection, found) for words, found in sorts.items() if found]


def details(faults: Iterable[Fault]) -> str:
    """Return the faults as the command line tells them, for whoever is asked for help."""
    return "\n".join(f"{fault.where}: {fault.what}" for fault in faults)


def _sort_of(fault: Fault) -> Callable[[Connection, list[Fault]], str]:
    kind, _space, name = fault.where.partition(" ")
    if kind == _FILE:
        return _of_file
    if kind == "attachment" and len(name) == _SHA256:
        return _of_attachments
    if kind in entities_by_name():
        return _of_records
    return _of_journal if kind in _JOURNAL else _of_rest


def _of_file(_connection: Connection, _faults: list[Fault]) -> str:
    return _("The file of the records is damaged.")


def _of_journal(_connection: Connection, faults: list[Fault]) -> str:
    words = ngettext(
        "The journal of changes is damaged in {n} place.",
        "The journal of changes is damaged in {n} places.",
        len(faults),
    )
    return words.format(n=format_number(len(faults)))


def _of_records(connection: Connection, faults: list[Fault]) -> str:
    words = ngettext(
        "{n} record is not what was saved: {names}.",
        "{n} records are not what was saved: {names}.",
        len(faults),
    )
    named = [_record(connection, *fault.where.split(" ", 1)) for fault in faults[:_NAMED]]
    return words.format(n=format_number(len(faults)), names=_listed(named, len(faults)))


def _of_attachments(connection: Connection, faults: list[Fault]) -> str:
    words = ngettext(
        "{n} attached file is damaged or gone: {names}.",
        "{n} attached files are damaged or gone: {names}.",
        len(faults),
    )
    named = [_attached(connection, fault.where.split(" ", 1)[1]) for fault in faults[:_NAMED]]
    return words.format(n=format_number(len(faults)), names=_listed(named, len(faults)))


def _of_rest(_connection: Connection, faults: list[Fault]) -> str:
    words = ngettext(
        "{n} thing that the program notes for itself is damaged.",
        "{n} things that the program notes for itself are damaged.",
        len(faults),
    )
    return words.format(n=format_number(len(faults)))


def _record(connection: Connection, kind: str, row: str) -> str:
    """Return what a record is called, read past the model: its values may be no values."""
    entity = entities_by_name()[kind]
    fields = field_map(entity)
    linked = (Kind.REFERENCE, Kind.REFERENCES)
    table = entity.__table__
    columns = [table.c[name] for name in entity.about.title if fields[name].kind not in linked]
    query = select(*(type_coerce(one, Text) for one in columns)).where(table.c.id == row)
    found = connection.execute(query).first() if columns else None
    name = " ".join(str(value) for value in found or () if value)
    return f"{_(entity.about.label)}: {name}" if name else _(entity.about.label)


def _attached(connection: Connection, sha256: str) -> str:
    found = connection.exec_driver_sql(
        "SELECT name FROM attachment WHERE sha256=? AND name IS NOT NULL LIMIT 1", (sha256,)
    ).scalar()
    return str(found or sha256[:8])


def _listed(named: list[str], every: int) -> str:
    shown, more = ", ".join(named), every - len(named)
    if more <= 0:
        return shown
    return _("{names} and {n} more").format(names=shown, n=format_number(more))
