"""What entities say of themselves that the merge goes by."""

from functools import lru_cache

from app.model.entity import field_map
from app.model.every_entity import entities_by_name


@lru_cache(4096)
def asks(entity: str, name: str) -> bool:
    """Tell whether two unseen values of a field are worth a person's question."""
    known = entities_by_name().get(entity)
    if known is None or (known.about.append_only and name != "deleted"):
        return False
    described = field_map(known).get(name)
    return described is not None and described.merge == "ask"


@lru_cache(4096)
def may_live(entity: str, scope: str) -> bool:
    """Tell whether rows of an entity are kept in a scope.

    Reference data (the list of devices above all) is the office's to write: the same rows in a
    county's scope, which promoters write, would be another list.
    """
    known = entities_by_name().get(entity)
    return known is None or not isinstance(known.about.scope, str) or known.about.scope == scope
