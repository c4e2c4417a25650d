"""What is derived of a store's rows, by rules that have versions: faces, sort keys, search words.

Whoever changes a rule so that it makes something else of the same rows raises its number in
`RULES`. A store that another version of it was applied to last is derived anew when it is opened
(`app/store/upgrading.py`): checking replays the journal by the present rules, and lists and search
answer by them.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from app.model.entity import Entity, entity_name
from app.model.every_entity import ENTITIES
from app.store import hiding, joining, projection, search
from app.store.engine import driver
from app.store.heads import Heads

ROWS, FACES, SORT_KEYS, WORDS = "rows", "faces", "sort keys", "words"
RULES = {ROWS: "1", FACES: "1", SORT_KEYS: "2", WORDS: "1"}
"""Each rule's present version.

`ROWS`: what is shown of changes and what is asked (`merge`), with all that follows from it.
`FACES`: which company shows those that are joined to it (`joining`).
`SORT_KEYS`: which rows lists show, in which order (`projection`, `hiding`); 2 lists who was born
without a name.
`WORDS`: by which words the index finds a row (`search`).
"""


def others(applied: Mapping[str, str]) -> set[str]:
    """Return the rules of which another version, or none, was applied to a store."""
    return {rule for rule, version in RULES.items() if applied.get(rule) != version}


def derive_again(connection: Connection, rules: Collection[str]) -> None:
    """Apply rules to all that the tables hold; that of the rows themselves is not among them.

    Args:
        connection: inside a writing transaction.
        rules: names in `RULES`.
    """
    if FACES in rules:
        joining.settle_all(connection)
    if FACES in rules or SORT_KEYS in rules:
        for entity in ENTITIES:
            if entity.about.order:
                _sort_again(connection, entity)
    if FACES in rules or WORDS in rules:
        search.index_again(connection)


def _sort_again(connection: Connection, entity: type[Entity]) -> None:
    raw = driver(connection)
    table, order = entity_name(entity), [f'"{name}"' for name in entity.about.order]
    unlisted = hiding.hidden(raw, entity) | set(_not_arrived(raw, entity))
    found = raw.execute(f'SELECT id, sort_key, {", ".join(order)} FROM "{table}"')
    changed = [
        (key, row)
        for row, before, *values in found
        if (key := None if row in unlisted else projection.sort_key_of(values)) != before
    ]
    raw.executemany(f'UPDATE "{table}" SET sort_key=? WHERE id=?', changed)


def _not_arrived(raw: Any, entity: type[Entity]) -> Iterator[str]:
    """Yield the rows of which only edits have come, without what they are listed by."""
    listed_by = projection.listed_by(entity)
    empty = " AND ".join(f'"{name}" IS NULL' for name in listed_by)
    found = raw.execute(
        f'SELECT row, dots FROM "{entity_name(entity)}" JOIN head ON row = id WHERE {empty}'
    )
    for row, dots in found:
        try:
            heads = Heads.read(dots)
        except ValueError:
            continue  # the check tells of damage; a store must be open to be checked
        if all(heads.of(name) is None for name in listed_by):
            yield row
