"""A made-up row in its stored forms, as the journal takes it."""

from datetime import datetime
from typing import Any

from app.model.entity import Entity, entity_name, field_map
from app.model.field import Raw

Row = tuple[str, str, str, dict[str, Raw]]
"""A scope, an entity's name, a row's id and its fields in their stored forms."""


def raw_row(
    entity: type[Entity], scope: str, row: str, born: datetime, author: str | None, **values: Any
) -> Row:
    """Return a row from attribute values; what is `None` stays unsaid.

    Args:
        entity: what the row is.
        scope: where it lives.
        row: its id.
        born: when it was saved first.
        author: the promoter who saved it.
        **values: its fields.
    """
    fields = field_map(entity)
    raw = {name: fields[name].to_raw(value) for name, value in values.items() if value is not None}
    raw["created_at"] = fields["created_at"].to_raw(born)
    if author is not None:
        raw["created_by"] = author
    raw["deleted"] = 0
    return scope, entity_name(entity), row, raw
