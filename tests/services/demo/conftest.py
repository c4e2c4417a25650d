"""One small made-up network, read back as records, for all tests of the demo."""

from collections import defaultdict
from datetime import date

import pytest

from app.model.entity import field_map
from app.model.every_entity import entity_named
from app.services.demo import rows

TODAY = date(2026, 11, 23)
SCALE = 0.3


@pytest.fixture(scope="package")
def today():
    return TODAY


@pytest.fixture(scope="package")
def stream():
    """All rows of a network at a third of its real size."""
    return list(rows(7, SCALE, TODAY))


@pytest.fixture(scope="package")
def records(stream):
    """The same rows as records, by entity."""
    found = defaultdict(list)
    for scope, name, row, raw in stream:
        entity = entity_named(name)
        fields = field_map(entity)
        values = {key: fields[key].from_raw(value) for key, value in raw.items()}
        found[name].append(entity(id=row, scope=scope, **values))
    return found
