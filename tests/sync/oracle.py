"""What is right, found by brute force: all changes with what their writers had seen, pairwise."""

import json
from collections import defaultdict
from dataclasses import dataclass

from app.store.merge import asks
from tests.sync.living_network import Place

Name = tuple[str, str, int]
"""A change's name in the whole network: writer, scope, number."""
_ENTRIES = (
    "SELECT s.writer, s.scope, e.dot & 4294967295, e.time, e.payload FROM entry e "
    "JOIN stream s ON s.n = e.dot >> 32"
)


@dataclass(frozen=True)
class Made:
    """A saved transaction as the test saw it being made."""

    time: int
    payload: bytes
    seen: frozenset[Name]


class Oracle:
    """Remembers every transaction of a history and says what each store must show."""

    def __init__(self) -> None:
        self.made: dict[Name, Made] = {}

    def held(self, place: Place) -> frozenset[Name]:
        """Return the transactions whose content a store holds, byte for byte as they were made."""
        names = set()
        for writer, scope, number, _time, payload in place.sql(_ENTRIES):
            name = (writer, scope, number)
            names.add(name)
            if name in self.made:
                assert self.made[name].payload == payload, f"{name} is not what was written"
        return frozenset(names)

    def note(self, place: Place, seen: frozenset[Name]) -> list[Name]:
        """Remember what a place has written since the last time, and what it had seen."""
        writer = place.db.who.writer
        new = []
        for name_writer, scope, number, time, payload in place.sql(
            _ENTRIES + " WHERE s.writer = ? ORDER BY e.dot", writer
        ):
            name = (name_writer, scope, number)
            if name not in self.made:
                own = {one for one in self.made if one[:2] == name[:2]}
                self.made[name] = Made(time, payload, seen | own)
                new.append(name)
        return new

    def heads(self, held: frozenset[Name]) -> dict[tuple[str, str], dict[Name, object]]:
        """Return, for each row and field, the changes that no other change to it has seen."""
        changes: dict[tuple[str, str], dict[Name, object]] = defaultdict(dict)
        for name in held & self.made.keys():
            for entity, row, fields in json.loads(self.made[name].payload)[1:]:
                if entity != "company":  # the office's own list, which no history touches
                    continue
                for field, value in ({"deleted": 0} | fields).items():
                    changes[row, field][name] = value
        return {
            key: {
                one: value
                for one, value in values.items()
                if not any(one in self.made[other].seen for other in values)
            }
            for key, values in changes.items()
        }

    def shown(self, field: str, heads: dict[Name, object]) -> object:
        """Return the value that everybody must see."""
        winner = max(
            heads,
            key=lambda name: (
                field == "deleted" and heads[name] == 0,
                self.made[name].time,
                name[0],
            ),
        )
        return heads[winner]

    def conflicts(self, held: frozenset[Name]) -> dict[str, frozenset[object]]:
        """Return the questions that must be open, and their values."""
        return {
            f"{row}.{field}": frozenset(heads.values())
            for (row, field), heads in self.heads(held).items()
            if len(set(heads.values())) > 1 and asks("company", field)
        }

    def check(self, place: Place) -> None:
        """Compare a store's heads and shown values with what they must be."""
        expected = self.heads(self.held(place))
        found = _heads(place)
        for (row, field), heads in expected.items():
            assert found[row, field] == set(heads), (place.name, row, field)
            ((value,),) = place.sql(f'SELECT "{field}" FROM company WHERE id=?', row)
            assert value == self.shown(field, heads), (place.name, row, field)
        assert place.conflicts() == self.conflicts(self.held(place)), place.name


def _heads(place: Place) -> dict[tuple[str, str], set[Name]]:
    names = {
        n: (writer, scope) for n, writer, scope in place.sql("SELECT n,writer,scope FROM stream")
    }

    def name(dot: int) -> Name:
        return (*names[dot >> 32], dot & 0xFFFFFFFF)

    found: dict[tuple[str, str], set[Name]] = defaultdict(set)
    for row, dots in place.sql("SELECT row, dots FROM head"):
        shown = (group.split(":") for group in dots.split(";"))
        for field, dot in ((name, int(at)) for at, names in shown for name in names.split()):
            found[row, field].add(name(dot))
    for row, field, dot in place.sql("SELECT row, field, dot FROM sibling"):
        found[row, field].add(name(dot))
    return found
