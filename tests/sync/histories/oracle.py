"""What is right, found by brute force: all changes with what their writers had seen, pairwise."""

from collections import defaultdict
from dataclasses import dataclass

from app.model.entity import field_map
from app.model.every_entity import entity_named
from app.store.entry import read_payload
from app.store.merge_rules import asks
from app.store.veil import personal_fields
from tests.sync.histories.values import TRACKED
from tests.sync.living_network import Place

Name = tuple[str, str, int]
"""A change's name in the whole network: writer, scope, number."""
Heads = dict[Name, object]
"""The changes to a field that no other has seen, with their values."""
_ENTRIES = (
    "SELECT s.writer, s.scope, e.dot & 4294967295, e.time, e.payload FROM entry e "
    "JOIN stream s ON s.n = e.dot >> 32"
)


@dataclass(frozen=True)
class Made:
    """A saved transaction as the test saw it being made."""

    time: int
    payload: bytes
    changes: list
    seen: frozenset[Name]


class Oracle:
    """Remembers every transaction of a history and says what each store must show."""

    def __init__(self) -> None:
        self.made: dict[Name, Made] = {}
        self.erased: set[str] = set()
        """The rows that anybody has erased."""

    def held(self, place: Place) -> frozenset[Name]:
        """Return the transactions whose content a store holds, byte for byte as they were made.

        Only what somebody has erased may be missing in them.
        """
        names = set()
        for writer, scope, number, _time, payload in place.sql(_ENTRIES):
            name = (writer, scope, number)
            names.add(name)
            made = self.made.get(name)
            if made is not None and made.payload != payload:
                rows = {row for _entity, row, _fields in made.changes}
                assert rows & self.erased, f"{name} is not what was written"
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
                self.made[name] = Made(time, payload, read_payload(payload)[1], seen | own)
                new.append(name)
        return new

    def heads(
        self, held: frozenset[Name], erased: dict[str, frozenset[str]]
    ) -> dict[tuple[str, str, str], Heads]:
        """Return, for each entity, row and field, the changes that no other to it has seen.

        Args:
            held: the transactions that a store holds.
            erased: the rows that it knows as erased, and which of their fields are empty then.
        """
        changes: dict[tuple[str, str, str], Heads] = defaultdict(dict)
        for name in held & self.made.keys():
            for entity, row, fields in self.made[name].changes:
                if entity not in TRACKED:  # the office's own lists, which no history touches
                    continue
                for field, value in ({"deleted": 0} | fields).items():
                    blank = field in erased.get(row, ())
                    changes[entity, row, field][name] = None if blank else value
        return {
            key: {
                one: value
                for one, value in values.items()
                if not any(one in self.made[other].seen for other in values)
            }
            for key, values in changes.items()
        }

    def shown(self, field: str, heads: Heads) -> object:
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

    def check(self, place: Place) -> None:
        """Compare a store's heads, shown values and questions with what they must be."""
        expected = self.heads(self.held(place), erased_in(place))
        found = _heads(place)
        questions = {}
        for (entity, row, field), heads in expected.items():
            at = (place.name, entity, row, field)
            assert found[row, field] == set(heads), at
            if field in field_map(entity_named(entity)):
                ((value,),) = place.sql(f'SELECT "{field}" FROM {entity} WHERE id=?', row)
                assert value == self.shown(field, heads), at
            # What a computer may not answer it does not ask.
            scopes = {scope for _writer, scope, _number in heads}
            may_answer = all(map(place.db.who.may_write, scopes))
            if len(set(heads.values())) > 1 and asks(entity, field) and may_answer:
                questions[f"{row}.{field}"] = frozenset(heads.values())
        assert place.shared_conflicts() == questions, place.name


def erased_in(place: Place) -> dict[str, frozenset[str]]:
    """Return the rows that a store knows as erased, with the fields that are empty for it."""
    return {
        row: personal_fields(entity).union(names.split())
        for row, entity, names in place.sql("SELECT row, entity, names FROM erased")
    }


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
