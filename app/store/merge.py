"""The causal merge: one door for what is saved here and for what other stores send.

Each field of a row has heads: the changes that no other change to it has seen. One head is the
value. Several heads with different values are a conflict: the one with the greatest (clock,
writer) is shown, the others are kept as siblings until a person answers. The result depends on
the set of changes alone, not on the order or the number of times that they arrive.

Every change to a row also says that the row lives (`deleted` = 0), so a row that one person
deleted and another edited unseen meets in that field, stays visible and is asked about.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection

from app.model.field import Raw
from app.store import bulk, projection, standing
from app.store.engine import driver
from app.store.entry import Change, read_payload
from app.store.heads import Heads, dots_in, text_after, text_of_first
from app.store.merge_rules import asks, may_live
from app.store.standing import Row
from app.store.streams import Contexts, SawAll
from app.store.written import WrittenValues


class Incoming(NamedTuple):
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
        set_aside: how many fields of changes, or rows born under a taken id, found no place.
        blanked: whether values of erased rows were among the changes.
    """

    rows: set[tuple[str, str]] = field(default_factory=set)
    conflicts: set[tuple[str, str]] = field(default_factory=set)
    disturbed: set[tuple[str, str]] = field(default_factory=set)
    set_aside: int = 0
    blanked: bool = False

    def add(self, later: "Merged") -> None:
        """Count what the merge of later entries did too."""
        self.rows |= later.rows
        self.conflicts = self.conflicts - later.disturbed | later.conflicts
        self.disturbed |= later.disturbed
        self.set_aside += later.set_aside
        self.blanked |= later.blanked


class Merge:
    """Merges a batch of entries; lives for one transaction."""

    def __init__(
        self, connection: Connection, *, already_projected: bool = False, born: Collection[str] = ()
    ) -> None:
        """Merge through a connection whose transaction the caller owns.

        Args:
            connection: inside a writing transaction.
            already_projected: the tables hold the incoming values (a save through the ORM);
                only where another value wins is a table written.
            born: the rows that this save has added to the tables; nobody can have changed them.
        """
        self._connection = connection
        self._projected = already_projected
        self._born = born
        self._contexts = Contexts(connection)
        self._values = WrittenValues(connection)
        self._rows: dict[str, Row] = {}
        self._unseen: dict[str, list[tuple[int, dict[str, Raw]]]] = {}
        self._disturbed: set[tuple[str, str]] = set()
        self._quarantine: list[tuple[int, str, str, str, Raw, str]] = []
        self._saw_all: SawAll | None = None
        self._had_siblings: set[tuple[str, str]] = set()

    def take(self, batch: Sequence[Incoming]) -> Merged:
        """Merge entries whose streams the journal already holds, and write what came of it."""
        # In their order: the pages of the tables are then gone through once.
        ids = sorted({row for entry in batch for _, row, _ in entry.changes}.difference(self._born))
        self._rows = standing.rows(driver(self._connection), ids) if ids else {}
        self._had_siblings = {
            (row, name) for row, held in self._rows.items() for name in held.siblings
        }
        for entry in batch:
            self._take_entry(entry)
        self._take_all_unseen()
        return self._write()

    def _take_entry(self, entry: Incoming) -> None:
        at, scope, rows = entry.dot, entry.scope, self._rows
        for entity, row, fields in entry.changes:
            held = rows.get(row)
            if held is None or held.entity != entity or held.scope != scope:
                held = self._housed(entry, entity, row, fields)
            if held is not None:
                self._take_fields(at, row, held, fields)

    def _housed(self, entry: Incoming, entity: str, row: str, fields: dict[str, Raw]) -> Row | None:
        """Return the row that a change belongs to, or `None` when there is no more to do."""
        held = self._rows.get(row)
        home = (entry.scope, entity)
        if not may_live(entity, entry.scope):
            self._set_aside(entry.dot, row, entity, fields, f"{entity} is not kept in this scope")
            return None
        if held is None:
            held = self._rows[row] = Row(entity, entry.scope)
        elif home > held.home or self._projected:
            self._set_aside(entry.dot, row, entity, fields, held.named)
            return None
        else:
            self._move(row, held, Row(entity, entry.scope))
            return None
        return held

    def _take_fields(self, at: int, row: str, held: Row, fields: dict[str, Raw]) -> None:
        if not self._saw_what_is_shown(at, held) or row in self._unseen:
            # The rows do not touch each other: these come last, so that all that has to be
            # looked up for them is looked up at once.
            self._unseen.setdefault(row, []).append((at, fields))
            return
        names = tuple(fields)
        held.dots = text_after(held.dots, at, names) if held.dots else text_of_first(at, names)
        held.changed = {**held.changed, **_living(fields)} if held.changed else _living(fields)

    def _saw_what_is_shown(self, at: int, held: Row) -> bool:
        if not held.dots:
            return True
        saw_all = self._saw_all
        if saw_all is None or saw_all.at != at:
            saw_all = self._saw_all = SawAll(at, self._contexts)
        return not held.siblings and saw_all[held.dots]

    def _take_all_unseen(self) -> None:
        if not self._unseen:
            return
        dots = {at for changes in self._unseen.values() for at, _fields in changes}
        for row in self._unseen:
            dots.update(dots_in(self._rows[row].dots), *self._rows[row].siblings.values())
        self._values.look_up(self._unseen, dots)
        for row, changes in self._unseen.items():
            for at, fields in changes:
                self._take_each_field(at, row, self._rows[row], _living(fields))

    def _take_each_field(self, at: int, row: str, held: Row, fields: dict[str, Raw]) -> None:
        heads = Heads.read(held.dots)
        held.changed = dict(held.changed)  # so far it may be the change's own
        meeting = held.siblings.keys() | heads.unseen(lambda head: self._contexts.saw(at, head))
        free = frozenset(fields.keys() - meeting)
        if free:
            heads.show(at, free)
        for name, value in fields.items():
            if name in free:
                held.changed[name] = value
            else:
                self._take_unseen(at, row, held, heads, name, value)
        held.dots = heads.text()

    def _set_aside(
        self, at: int, row: str, entity: str, fields: dict[str, Raw], reason: str
    ) -> None:
        self._quarantine += [
            (at, row, entity, name, value, reason) for name, value in fields.items()
        ]

    def _move(self, row: str, old: Row, new: Row) -> None:
        """Give a row that was born twice under one id the home that every store gives it.

        The least (scope, entity) is the home, whatever arrived first; the other's changes are
        set aside. The journal holds the whole batch already, so the row is read from it anew.
        """
        projection.remove(self._connection, old.entity, row)
        for table in ("sibling", "quarantine"):
            self._connection.exec_driver_sql(f"DELETE FROM {table} WHERE row=?", (row,))
        self._quarantine = [kept for kept in self._quarantine if kept[1] != row]
        self._unseen.pop(row, None)
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

    def _take_unseen(
        self, at: int, row: str, held: Row, heads: Heads, name: str, value: Raw
    ) -> None:
        saw = self._contexts.saw
        shown = heads.of(name)
        if shown is None:  # pragma: no cover - a field with siblings has a shown head
            raise RuntimeError(f"{row} {name} has no shown head")
        others = held.siblings.get(name, {})
        known = {shown, *others}
        left = {dot for dot in known if not saw(at, dot)}
        is_seen = any(saw(dot, at) for dot in known) or self._was_replaced(at, row, held, name)
        if is_seen and (left == known or not left):
            return
        # One that is seen itself still ends what it has seen: whoever saw it may not know that.
        shown_value = self._value(row, held, heads, name)
        values = {dot: one for dot, one in ({shown: shown_value} | others).items() if dot in left}
        if not is_seen:
            values[at] = value
        winner = max(values, key=lambda dot: self._rank(name, dot, values[dot]))
        heads.show(winner, frozenset((name,)))
        won = values.pop(winner)
        if winner != shown or self._projected:
            held.changed[name] = won
        held.siblings[name] = values
        self._disturbed.add((row, name))

    def _was_replaced(self, at: int, row: str, held: Row, name: str) -> bool:
        # What replaced it may itself have been replaced by somebody who had not seen both: where
        # changes come without those before them, the heads alone do not tell.
        return any(
            other != at
            and self._contexts.saw(other, at)
            and self._values.sets(other, row, held.home, name)
            for other in self._values.touching(row)
        )

    def _value(self, row: str, held: Row, heads: Heads, name: str) -> Raw:
        if name in held.changed:
            return held.changed[name]
        shown = heads.of(name)
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
        self._write_siblings(merged)
        touched = {row: held for row, held in self._rows.items() if held.changed}
        merged.set_aside += standing.write_heads(driver(self._connection), self._rows, self._born)
        shown = touched
        if self._projected:
            rows = {row for row, _ in self._disturbed}
            shown = {row: held for row, held in touched.items() if row in rows}
        if shown:
            projection.write(self._connection, shown)
        merged.rows = {(held.entity, row) for row, held in touched.items()}
        return merged

    def _write_siblings(self, merged: Merged) -> None:
        if not self._disturbed:
            return
        rows: list[tuple[str, str, int, str, Raw, bool]] = []
        for row, name in self._disturbed:
            held = self._rows[row]
            others = held.siblings[name]
            shown = self._value(row, held, Heads.read(held.dots), name)
            asked = asks(held.entity, name)
            for dot, value in others.items():
                differs = asked and value != shown
                rows.append((row, name, dot, held.entity, value, differs))
                if differs:
                    merged.conflicts.add((row, name))
        raw = driver(self._connection)
        raw.executemany(
            "DELETE FROM sibling WHERE row=? AND field=?",
            list(self._disturbed & self._had_siblings),
        )
        bulk.insert(raw, "INSERT INTO sibling(row, field, dot, entity, value, differs)", rows)


def _living(fields: dict[str, Raw]) -> dict[str, Raw]:
    """Return what a change sets: if it says nothing else, that its row lives."""
    return fields if "deleted" in fields else {**fields, "deleted": 0}
