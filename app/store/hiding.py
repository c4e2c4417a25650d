"""Which live rows no list shows: their local sort key is empty, so hiding costs a list nothing."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection

from app.model.entity import Entity, entity_name, field_map
from app.model.every_entity import ENTITIES
from app.store import faces
from app.store.engine import driver


def hide(connection: Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Take erased people among rows out of the lists; only figures are left of them.

    Args:
        connection: inside the transaction that wrote the rows and settled erasures.
        rows: as (entity, id).
    """
    for entity, row in rows:
        if entity in _people():
            driver(connection).execute(
                f'UPDATE "{entity}" SET sort_key=NULL WHERE id=? AND EXISTS '
                f'(SELECT 1 FROM erased WHERE erased.row="{entity}".id '
                f'AND erased.scope="{entity}".scope)',
                (row,),
            )


def hidden(raw: Any, entity: type[Entity]) -> set[str]:
    """Return the rows of an entity that stand in its table and that no list shows.

    Args:
        raw: the driver's connection.
        entity: people, of whom some are erased, companies, of which some are joined, or another.
    """
    name = entity_name(entity)
    rows: set[str] = set()
    if name in _people():
        rows |= {
            row
            for (row,) in raw.execute(
                f'SELECT id FROM "{name}" JOIN erased ON erased.row = id '
                f'AND erased.scope = "{name}".scope'
            )
        }
    if name == faces.ENTITY:
        rows |= {row for (row,) in raw.execute("SELECT row FROM face WHERE face <> row")}
    return rows


@cache
def _people() -> frozenset[str]:
    """Return the entities whose very names are personal."""
    return frozenset(
        entity_name(entity)
        for entity in ENTITIES
        if entity.about.order and all(field_map(entity)[n].personal for n in entity.about.order)
    )
