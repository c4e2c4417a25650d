"""What people do in a history: they write, delete, undo, redo, answer, and save forms late."""

from app.base.errors import UserError
from app.store import unshown
from tests.sync.histories import values
from tests.sync.histories.oracle import Name, Oracle
from tests.sync.histories.values import TYPED, UNKNOWN, VALUES
from tests.sync.living_network import LivingNetwork, Place

Row = tuple[str, str]
"""An entity's name and an id."""


class Working:
    """Deeds at one keyboard; the oracle hears of each."""

    network: LivingNetwork
    oracle: Oracle

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.forms: dict[str, tuple[Row, dict[int, int], frozenset[Name]]] = {}
        self.typed: dict[str, set[str]] = {}
        self._words = 0

    def here(self, place: Place) -> list[Row]:
        """Return the history's records that a place has."""
        return [row for row in self.rows if has(place, row)]

    def in_hand(self, place: Place) -> list[Row]:
        """Return those of the history's records that a place may change as far as it knows."""
        return [row for row in self.here(place) if place.db.who.may_write(_scope(place, row))]

    def write(self, place: Place, deed, seen: frozenset[Name] | None = None) -> list[Name]:
        """Let a place write; what is refused must change nothing."""
        before = self.oracle.held(place)
        try:
            deed()
        except UserError:
            assert self.oracle.held(place) == before, "what was refused was saved"
            return []
        return self.oracle.note(place, before if seen is None else seen)

    def value(self, row: Row, field: str, which: int) -> object:
        """Return one of a field's values; a text to be looked for later is noted."""
        known = VALUES[row[0]][field]
        value = known[which % len(known)]
        if value is not TYPED:
            return value
        self._words += 1
        word = f"wyraz{self._words:04}z"
        self.typed.setdefault(row[1], set()).add(word)
        return word

    def _add(self, place: Place, what: int, how: int) -> None:
        entity = ("company", "person", "company", "visit")[what % 4]
        companies = [row for kind, row in self.in_hand(place) if kind == "company"]
        if entity == "visit" and not companies:
            entity = "company"
        row = (entity, f"row-{len(self.rows):03}")
        given = {field: self.value(row, field, how + n) for n, field in enumerate(VALUES[entity])}
        if entity == "visit":
            given |= {"company": companies[how % len(companies)], "form": "phone"}
            given |= {"promoters": ("p",), "status": "cancelled"}
        else:
            given["county"] = _county(place, how)
        if entity == "company":
            given |= {"name": "Tartak", "headcount": 7, "do_not_contact": None}
        self.rows.append(row)
        assert self.write(place, lambda: place.add(row[1], entity, **given))

    def _twin(self, place: Place, what: int, how: int) -> None:
        """Let one id be given in several places, as a fact that two people type is."""
        row = ("company", f"twin-{what % 3}")
        if not has(place, row) and "2816" in _counties(place):
            if row not in self.rows:
                self.rows.append(row)
            given = {"name": self.value(row, "name", how), "county": "2816"}
            self.write(place, lambda: place.add(row[1], **given))

    def _edit(self, place: Place, row: Row, how: int) -> None:
        entity, key = row
        field = sorted(VALUES[entity])[how % len(VALUES[entity])]
        value = self.value(row, field, how // 2)
        before = place.value(key, field, entity)
        made = self.write(place, lambda: place.edit(key, entity=entity, **{field: value}))
        if key not in self.oracle.erased:
            assert place.value(key, field, entity) == values.kept(value)
            assert len(made) == (values.kept(value) != before)

    def _later(self, place: Place, row: Row, how: int) -> None:
        """Write a field that only a later version knows."""
        entity, key = row
        name = sorted(UNKNOWN)[how % 2]
        change = (entity, key, {name: UNKNOWN[name][how // 2 % len(UNKNOWN[name])]})
        scope = _scope(place, row)

        def deed() -> None:
            place.db.write_bulk([(scope, change)], label="Later")
            with place.db.writing() as connection:  # as an import of it does
                unshown.look_again(connection, [key])

        assert self.write(place, deed)

    def _quarrel(self, place: Place, row: Row, how: int) -> None:
        """Let everybody who has the record write another value at the same instant."""
        self.network.pass_time()
        for number, other in enumerate(self.network.places.values()):
            if has(other, row):
                self.write(other, self._said(other, row, f"{how % 4}{number % 3}"))

    def _said(self, place: Place, row: Row, text: str):
        entity, key = row
        field = {"company": "phone", "person": "phone", "visit": "note"}[entity]
        return lambda: place.edit(key, entity=entity, **{field: text})

    def _delete(self, place: Place, row: Row, how: int) -> None:
        self.write(place, lambda: place.delete(row[1], row[0]))
        assert place.value(row[1], "deleted", row[0])

    def _undo(self, place: Place, what: int, how: int) -> None:
        self.write(place, place.db.undo)

    def _redo(self, place: Place, what: int, how: int) -> None:
        self.write(place, place.db.redo)

    def _answer(self, place: Place, what: int, how: int) -> None:
        questions = sorted(place.conflicts())
        if questions:
            question = questions[what % len(questions)]
            answer = ("mine", "theirs", "base", "both")[how % 4]
            made = self.write(place, lambda: place.answer(question, answer))
            assert not made or question not in place.conflicts()

    def _open(self, place: Place, row: Row, how: int) -> None:
        self.forms[place.name] = (row, place.db.seen(), self.oracle.held(place))

    def _late(self, place: Place, row: Row, how: int) -> None:
        """Let a form be saved after an import that brought another's change of its field."""
        others = [one for one in self.network.places.values() if one is not place]
        other = others[how % len(others)]
        self._open(place, row, how)
        if has(other, row):
            self.write(other, self._said(other, row, f"70{how % 3}"))
        self._meet(other, 0, 1)
        self._meet(place, 0, 1)
        self._save(place, 0, how)

    def _save(self, place: Place, what: int, how: int) -> None:
        if place.name not in self.forms:
            return
        row, seen, names = self.forms.pop(place.name)
        entity, key = row
        if has(place, row):
            known = ("phone" if entity != "visit" else "note", *VALUES[entity])
            field = known[what % len(known)] if what % 2 else known[0]
            change = {field: self.value(row, field, how)}
            self.write(place, lambda: place.edit(key, seen=seen, entity=entity, **change), names)


def has(place: Place, row: Row) -> bool:
    """Tell whether a place has a record."""
    return bool(place.sql(f"SELECT 1 FROM {row[0]} WHERE id=?", row[1]))


def _scope(place: Place, row: Row) -> str:
    ((scope,),) = place.sql(f"SELECT scope FROM {row[0]} WHERE id=?", row[1])
    return str(scope)


def _counties(place: Place) -> tuple[str, ...]:
    own = place.db.who
    return ("2816", "2805") if own.is_office else own.counties


def _county(place: Place, how: int) -> str:
    counties = _counties(place)
    return counties[how % 5 == 4 and len(counties) > 1]
