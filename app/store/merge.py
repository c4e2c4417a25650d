"""The causal merge: one door for what is saved here and for what other stores send.

Each field of a row has heads: the changes that no other change to it has seen. One head is the
value. Several heads with different values are a conflict: the one with the greatest (clock,
writer) is shown, the others are kept as siblings until a person answers. The result depends on
the set of changes alone, not on the order or the number of times that they arrive.

Every change to a row also says that the row lives (`deleted` = 0), so a row that one person
deleted and another edited unseen meets in that field, stays visible and is asked about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.model.entity import field_map
from app.model.every_entity import entities_by_name
from app.model.field import Raw
from app.store import projection
from app.store.engine import driver
from app.store.entry import Change, read_payload
from app.store.heads import Heads, names_of
from app.store.streams import Contexts, SeenHeads
from app.store.written import WrittenValues

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Incoming:
    """One entry's changes under the name by which this store knows it."""

    dot: int
    scope: str
    changes: Sequence[Change]


@dataclass(slots=True)
class Merged:
    """What a merge did.

    Attributes:
        rows: the rows whose shown values may have changed, as (entity, id).
        conflicts: the fields that came to hold an open conflict.
        disturbed: the fields that changes met unseen, whatever is shown of them now.
        set_aside: how many fields of changes were put into quarantine.
        blanked: whether values of erased rows were among the changes.
    """

    rows: set[tuple[str, str]] = field(default_factory=set)
    conflicts: set[tuple[str, str]] = field(default_factory=set)
    disturbed: set[tuple[str, str]] = field(default_factory=set)
    set_aside: int = 0
    blanked: bool = False


@dataclass(slots=True)
class _Row:
    """A row's heads while a batch is merged."""

    entity: str
    scope: str
    heads: Heads
    siblings: dict[str, dict[int, Raw]]
    changed: dict[str, Raw] = field(default_factory=dict)

    @property
    def home(self) -> tuple[str, str]:
        """Return where the row lives; of two the least is everybody's."""
        return self.scope, self.entity

    @property
    def named(self) -> str:
        """Return the home in words, for what is set aside."""
        return f"the id belongs to {self.entity} in {self.scope}"


class Merge:
    """Merges a batch of entries; lives for one transaction."""

    def __init__(self, connection: Connection, *, already_projected: bool = False) -> None:
        """Merge through a connection whose transaction the caller owns.

        Args:
            connection: inside a writing transaction.
            already_projected: the tables hold the incoming values (a save through the ORM);
                only where another value wins is a table written.
        """
        self._connection = connection
        self._projected = already_projected
        self._contexts = Contexts(connection)
        self._rows: dict[str, _Row] = {}
        self._disturbed: set[tuple[str, str]] = set()
        self._quarantine: list[tuple[int, str, str, str, Raw, str]] = []
        self._values = WrittenValues(connection)
        self._seen = SeenHeads(0, self._contexts)

    def take(self, batch: Sequence[Incoming]) -> Merged:
        """Merge entries whose streams the journal already holds, and write what came of it."""
        self._load({row for entry in batch for _, row, _ in entry.changes})
        for entry in batch:
            for entity, row, fields in entry.changes:
                self._take_change(entry, entity, row, fields)
        return self._write()

    def _load(self, ids: set[str]) -> None:
        raw = driver(self._connection)
        for part in _chunks(sorted(ids)):
            marks = ",".join("?" * len(part))
            heads = raw.execute(
                f"SELECT row, entity, scope, dots FROM head WHERE row IN ({marks})", part
            )
            for row, entity, scope, dots in heads:
                self._rows[row] = _Row(entity, scope, Heads.read(dots), {})
            siblings = raw.execute(
                f"SELECT row, field, dot, value FROM sibling WHERE row IN ({marks})", part
            )
            for row, name, at, value in siblings:
                self._rows[row].siblings.setdefault(name, {})[at] = value

    def _take_change(self, entry: Incoming, entity: str, row: str, fields: dict[str, Raw]) -> None:
        held = self._rows.get(row)
        home = (entry.scope, entity)
        if not may_live(entity, entry.scope):
            self._set_aside(entry.dot, row, entity, fields, f"{entity} is not kept in this scope")
            return
        if held is None:
            held = self._rows[row] = _Row(entity, entry.scope, Heads(), {})
        elif home > held.home or (home != held.home and self._projected):
            self._set_aside(entry.dot, row, entity, fields, held.named)
            return
        elif home < held.home:
            self._move(row, held, _Row(entity, entry.scope, Heads(), {}))
            return
        self._take_fields(entry.dot, row, held, fields)

    def _take_fields(self, at: int, row: str, held: _Row, fields: dict[str, Raw]) -> None:
        if "deleted" not in fields:
            fields = {**fields, "deleted": 0}
        known = self._seen_heads(at)
        if not held.siblings and all(known[head] for head in held.heads.groups):
            held.heads.show(at, names_of(tuple(fields)))
            held.changed.update(fields)
            return
        for name, value in fields.items():
            head = held.heads.of(name)
            if name not in held.siblings and (head is None or known[head]):
                held.heads.show(at, frozenset((name,)))
                held.changed[name] = value
            else:
                self._take_unseen(at, row, held, name, value)

    def _set_aside(
        self, at: int, row: str, entity: str, fields: dict[str, Raw], reason: str
    ) -> None:
        self._quarantine += [
            (at, row, entity, name, value, reason) for name, value in fields.items()
        ]

    def _move(self, row: str, old: _Row, new: _Row) -> None:
        """Give a row that was born twice under one id the home that every store gives it.

        The least (scope, entity) is the home, whatever arrived first; the other's changes are
        set aside. The journal holds the whole batch already, so the row is read from it anew.
        """
        projection.remove(self._connection, old.entity, row)
        for table in ("sibling", "quarantine"):
            self._connection.exec_driver_sql(f"DELETE FROM {table} WHERE row=?", (row,))
        self._quarantine = [kept for kept in self._quarantine if kept[1] != row]
        self._disturbed = {(other, name) for other, name in self._disturbed if other != row}
        self._rows[row] = new
        changes = self._connection.exec_driver_sql(
            "SELECT touch.dot, stream.scope, entry.payload FROM touch "
            "JOIN entry ON entry.dot = touch.dot JOIN stream ON stream.n = touch.dot >> 32 "
            "WHERE touch.row=? ORDER BY touch.dot",
            (row,),
        ).all()
        for at, scope, payload in changes:
            entity, fields = next(
                (e, f) for e, other, f in read_payload(payload)[1] if other == row
            )
            if (scope, entity) == new.home:
                self._take_fields(at, row, new, fields)
            else:
                lives = may_live(entity, scope)
                reason = new.named if lives else f"{entity} is not kept in this scope"
                self._set_aside(at, row, entity, fields, reason)

    def _seen_heads(self, at: int) -> SeenHeads:
        # The fields of a row mostly share their head, and so do the rows of an entry.
        if self._seen.at != at:
            self._seen = SeenHeads(at, self._contexts)
        return self._seen

    def _take_unseen(self, at: int, row: str, held: _Row, name: str, value: Raw) -> None:
        saw = self._contexts.saw
        shown = held.heads.of(name)
        if shown is None:  # pragma: no cover - a field with siblings has a shown head
            raise RuntimeError(f"{row} {name} has no shown head")
        others = held.siblings.get(name, {})
        if saw(shown, at) or any(saw(other, at) for other in others):
            return
        if self._was_replaced(at, row, held, name):
            return
        shown_value = self._value(row, held, name)
        heads = {
            dot: known for dot, known in ({shown: shown_value} | others).items() if not saw(at, dot)
        }
        heads[at] = value
        winner = max(heads, key=lambda dot: self._rank(name, dot, heads[dot]))
        held.heads.show(winner, frozenset((name,)))
        if winner != shown or self._projected:
            held.changed[name] = heads.pop(winner)
        else:
            heads.pop(winner)
        held.siblings[name] = heads
        self._disturbed.add((row, name))

    def _was_replaced(self, at: int, row: str, held: _Row, name: str) -> bool:
        # What replaced it may itself have been replaced by somebody who had not seen both: where
        # changes come without those before them, the heads alone do not tell.
        return any(
            other != at
            and self._contexts.saw(other, at)
            and self._values.sets(other, row, held.home, name)
            for other in self._values.touching(row)
        )

    def _value(self, row: str, held: _Row, name: str) -> Raw:
        if name in held.changed:
            return held.changed[name]
        shown = held.heads.of(name)
        return None if shown is None else self._values.of(shown, row, name)

    def _rank(self, name: str, dot: int, value: Raw) -> tuple[bool, int, str]:
        # A row deleted by one and edited by another unseen stays visible.
        lives = name == "deleted" and value == 0
        return (lives, *self._values.clock(dot))

    def _write(self) -> Merged:
        merged = Merged(disturbed=self._disturbed, set_aside=len(self._quarantine))
        if self._quarantine:
            self._connection.exec_driver_sql(
                "INSERT OR IGNORE INTO quarantine(dot, row, entity, field, value, reason) "
                "VALUES(?,?,?,?,?,?)",
                self._quarantine,
            )
        touched = {row: held for row, held in self._rows.items() if held.changed}
        self._write_siblings(merged)
        heads = [
            (
                row,
                held.entity,
                held.scope,
                held.heads.text(),
            )
            for row, held in self._rows.items()
            if held.changed or held.siblings
        ]
        if heads:
            driver(self._connection).executemany(
                "INSERT INTO head(row, entity, scope, dots) VALUES(?,?,?,?) "
                "ON CONFLICT(row) DO UPDATE SET entity=excluded.entity, scope=excluded.scope, "
                "dots=excluded.dots",
                heads,
            )
        if not self._projected:
            projection.write(
                self._connection,
                ((held.entity, row, held.scope, held.changed) for row, held in touched.items()),
            )
        elif self._disturbed:
            rows = {row for row, _ in self._disturbed}
            projection.write(
                self._connection,
                ((h.entity, row, h.scope, h.changed) for row, h in touched.items() if row in rows),
            )
        merged.rows = {(held.entity, row) for row, held in touched.items()}
        return merged

    def _write_siblings(self, merged: Merged) -> None:
        if not self._disturbed:
            return
        rows: list[tuple[str, str, int, str, Raw, bool]] = []
        for row, name in self._disturbed:
            held = self._rows[row]
            others = held.siblings[name]
            shown = self._value(row, held, name)
            asked = asks(held.entity, name)
            for dot, value in others.items():
                differs = asked and value != shown
                rows.append((row, name, dot, held.entity, value, differs))
                if differs:
                    merged.conflicts.add((row, name))
        self._connection.exec_driver_sql(
            "DELETE FROM sibling WHERE row=? AND field=?", list(self._disturbed)
        )
        if rows:
            self._connection.exec_driver_sql(
                "INSERT INTO sibling(row, field, dot, entity, value, differs) VALUES(?,?,?,?,?,?)",
                rows,
            )


def asks(entity: str, name: str) -> bool:
    """Tell whether two unseen values of a field are worth a person's question."""
    known = entities_by_name().get(entity)
    if known is None or (known.about.append_only and name != "deleted"):
        return False
    described = field_map(known).get(name)
    return described is not None and described.merge == "ask"


def may_live(entity: str, scope: str) -> bool:
    """Tell whether rows of an entity are kept in a scope.

    Reference data (the list of devices above all) is the office's to write: the same rows in a
    county's scope, which promoters write, would be another list.
    """
    known = entities_by_name().get(entity)
    return known is None or not isinstance(known.about.scope, str) or known.about.scope == scope


def _chunks(ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(ids), _CHUNK):
        yield tuple(ids[start : start + _CHUNK])
