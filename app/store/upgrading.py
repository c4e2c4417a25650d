"""What a version of the program shows of the journal, and catching up when a newer one shows more.

A store remembers, as the local fact `shows`, the entities and fields of the version that opened it
last and the rules by which it showed and derived them. A version that knows more, or has other
rules, derives what is concerned from the journal or the tables anew and remembers that, in one
transaction: killed in between it begins again the next time.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from app.model.entity import Entity, entity_name, fields_of
from app.model.every_entity import ENTITIES
from app.model.field import Field
from app.store import derived, identity, joining, search, unshown
from app.store.engine import as_writer, driver
from app.store.heads import Heads
from app.store.hiding import hide
from app.store.merge import Merged
from app.store.rederive import rederive

Shows = dict[str, dict[str, str]]
"""For each entity its fields with their rules, and under an empty name the entity's own; under
`RULES` those by which all that is shown is derived."""
RULES = ""
_FACT = "shows"


def remember_tables(engine: Engine) -> None:
    """Before a file is brought up: remember what its version showed, if that one did not.

    An older version shows what it has tables and columns for.
    """
    with _writing(engine) as connection:
        if identity.fact(connection, _FACT) is None:
            _remember(connection, _of_tables(connection))


def catch_up(engine: Engine) -> None:
    """Show what this version can show and the one that opened the file last could not."""
    now = shows()
    with engine.connect() as connection:
        before = _remembered(connection)
    if before == now:
        return
    with _writing(engine) as connection:
        if before is not None:
            _derive(connection, before, now)
        _remember(connection, now)


def shows() -> Shows:
    """Return what this version shows, and how."""
    return {RULES: derived.RULES} | {
        entity_name(entity): {"": _rules_of(entity)}
        | {field.name: _rule_of(field) for field in fields_of(entity)}
        for entity in ENTITIES
    }


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    with (
        engine.connect() as plain,
        as_writer(plain) as connection,
        connection.begin(),
    ):
        yield connection


def _rules_of(entity: type[Entity]) -> str:
    about = entity.about
    fixed = about.scope if isinstance(about.scope, str) else ""
    return json.dumps([fixed, about.append_only, about.order, about.searched])


def _rule_of(field: Field) -> str:
    return f"{field.kind.value} {field.merge}"


def _of_tables(connection: Connection) -> Shows:
    now = shows()
    found: Shows = {}
    for table in now:
        columns = connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()
        names = {"", *(column[1] for column in columns)}
        if columns:
            found[table] = {name: rule for name, rule in now[table].items() if name in names}
    return found


def _derive(connection: Connection, before: Shows, now: Shows) -> None:
    rules = derived.others(before.get(RULES, {}))
    before, now = ({key: one[key] for key in one if key != RULES} for one in (before, now))
    if derived.ROWS in rules:
        before = {}
    if before != now:
        _show(connection, before, now)
    derived.derive_again(connection, rules)


def _show(connection: Connection, before: Shows, now: Shows) -> None:
    rows = set(_concerned(connection, before, now))
    merged = Merged(rows=rederive(connection, rows))
    hide(connection, merged.rows)
    joining.settle(connection, merged)
    search.refresh(connection, merged.rows)
    unshown.look_again(connection, rows)


def _concerned(connection: Connection, before: Shows, now: Shows) -> Iterator[str]:
    """Yield the rows that this version shows otherwise, and those it still cannot show whole."""
    whole = {entity for entity in now if before.get(entity, {}).get("") != now[entity][""]}
    others = {
        entity: {name for name, rule in now[entity].items() if before[entity].get(name) != rule}
        for entity in now.keys() - whole
    }
    heads = driver(connection).execute("SELECT row, entity, dots FROM head").fetchall()
    for row, entity, dots in heads:
        fields = others.get(entity)
        if entity in whole or (fields and _names(dots) & fields) or unshown.is_newer(entity, dots):
            yield row
    for row, entity in driver(connection).execute("SELECT row, entity FROM quarantine").fetchall():
        if entity in whole:
            yield row


def _names(dots: str) -> frozenset[str]:
    return frozenset().union(*Heads.read(dots).groups.values())


def _remembered(connection: Connection) -> Shows | None:
    text = identity.fact(connection, _FACT)
    try:
        found = None if text is None else json.loads(text)
    except ValueError:
        return {}
    return found if found is None or _is_shows(found) else {}


def _is_shows(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(fields, dict) for fields in found.values())


def _remember(connection: Connection, what: Shows) -> None:
    identity.set_fact(connection, _FACT, json.dumps(what, sort_keys=True))
