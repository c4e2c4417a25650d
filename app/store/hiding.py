"""Which live rows no list shows: their local sort key is empty, so hiding costs a list nothing."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection

from app.model.entity import entity_name, field_map
from app.model.every_entity import ENTITIES
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


@cache
def _people() -> frozenset[str]:
    """Return the entities whose very names are personal."""
    return frozenset(
        entity_name(entity)
        for entity in ENTITIES
        if entity.about.order and all(field_map(entity)[n].personal for n in entity.about.order)
    )
