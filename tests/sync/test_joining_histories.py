"""Random histories of joining and parting: every store shows the faces that its edges say."""

from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.errors import UserError
from app.base.text import fold, sort_key
from app.model.merge_edge import MergeEdge
from app.services import companies, exchange, merging
from app.store import faces
from tests.sync.living_network import LivingNetwork, Place, living

PLACES = ("office", "P1", "P3", "P4")
"""The office, a laptop of Pisz, one of Ełk, and one of both."""
COUNTIES = {"office": ("2816", "2805"), "P1": ("2816",), "P3": ("2805",), "P4": ("2816", "2805")}
_number = st.integers(0, 11)
_deeds = (
    "add", "join", "join", "join", "join", "part", "apart", "edit", "delete", "undo",
    "hand", "hand", "take", "take",
)  # fmt: skip
_steps = st.lists(
    st.tuples(st.sampled_from(_deeds), _number, _number, _number), min_size=15, max_size=40
)


class History:
    """Plays steps; what a store refuses is no step."""

    def __init__(self, network: LivingNetwork) -> None:
        self.network = network
        self.rows = 0
        self.files: list[tuple[str, Path]] = []

    def step(self, deed: str, who: int, what: int, how: int) -> None:
        self.network.pass_time(how % 3)
        place = self.network[PLACES[who % len(PLACES)]]
        with suppress(UserError):
            getattr(self, f"_{deed}")(place, what, how)

    def _rows(self, place: Place) -> list[str]:
        return [row for (row,) in place.sql("SELECT id FROM company ORDER BY id")]

    def _pick(self, place: Place, number: int) -> str:
        rows = self._rows(place)
        if not rows:
            raise UserError("nothing here")
        return rows[number % len(rows)]

    def _joined(self, place: Place, number: int) -> str:
        rows = [row for (row,) in place.sql("SELECT row FROM face ORDER BY row")]
        return rows[number % len(rows)] if rows else self._pick(place, number)

    def _add(self, place: Place, what: int, how: int) -> None:
        counties = COUNTIES[place.name]
        self.rows += 1
        # Ids in no order: which one is the earliest is not who came first.
        row = f"row-{self.rows * 7 % 11:02}-{self.rows}"
        place.add(row, county=counties[what % len(counties)], name=f"Firma{self.rows}")

    def _join(self, place: Place, what: int, how: int) -> None:
        pair = self._pick(place, what), self._pick(place, how)
        place.db.write(merging.join, *pair, label="Joined")

    def _apart(self, place: Place, what: int, how: int) -> None:
        pair = self._pick(place, what), self._pick(place, how)
        place.db.write(merging.keep_apart, *pair, label="Apart")

    def _part(self, place: Place, what: int, how: int) -> None:
        row = self._joined(place, what)
        left = place.db.write(merging.part, row, label="Parted").result
        assert place.db.read(faces.members, row) == (row,)
        assert row not in {place.db.read(faces.face_of, other) for other in left}

    def _edit(self, place: Place, what: int, how: int) -> None:
        place.edit(self._joined(place, what), name=f"Nowa{how}", phone=str(how))

    def _delete(self, place: Place, what: int, how: int) -> None:
        place.delete(self._joined(place, what))

    def _undo(self, place: Place, what: int, how: int) -> None:
        place.db.undo()

    def _hand(self, place: Place, what: int, how: int) -> None:
        others = [name for name in PLACES if name != place.name]
        to = others[what % len(others)] if place.name == "office" else "office"
        self.files.append((to, place.export(to)))

    def _take(self, place: Place, what: int, how: int) -> None:
        mine = [file for to, file in self.files if to == place.name]
        if mine:
            assert not place.take(mine[what % len(mine)]).refused


def expected_faces(place: Place) -> dict[str, str]:
    """Find by brute force which company shows which: join until nothing changes any more."""
    group = {}
    edges = place.sql("SELECT one, other FROM merge_edge WHERE verdict='same' AND NOT deleted")
    for row in {row for edge in edges for row in edge}:
        group[row] = {row}
    for _ in edges:
        for one, other in edges:
            both = group[one] | group[other]
            for row in both:
                group[row] = both
    live = {row for (row,) in place.sql("SELECT id FROM company WHERE NOT deleted")}
    return {row: min(members & live or members) for row, members in group.items()}


def check(place: Place) -> None:
    """Compare all that a store shows of joined companies with what brute force says."""
    faces = expected_faces(place)
    assert dict(place.sql("SELECT row, face FROM face")) == faces
    here = place.sql("SELECT id, name, deleted, sort_key FROM company")
    shown = [row for row, _name, gone, _key in here if not gone and faces.get(row, row) == row]
    assert sorted(place.db.read(companies.ids)) == sorted(shown)
    for row, name, _gone, key in here:
        assert key == (sort_key(name) if faces.get(row, row) == row else None)
    for row, name, gone, _key in here:
        found = place.db.read(companies.ids, name)
        assert gone or faces.get(row, row) in found
        assert found == [one for one in found if one in shown]
        words = {one: set() for one in found}
        for other, text, dead, _ in here:
            if not dead:
                words.setdefault(faces.get(other, other), set()).add(fold(text))
        assert all(any(word.startswith(fold(name)) for word in words[one]) for one in found)
    assert exchange.status(place.db).records["company"] == len(shown)


@settings(max_examples=max(15, settings.default.max_examples // 2))
@given(_steps)
def test_every_store_shows_the_faces_that_its_edges_say(template, steps):
    with living(template, PLACES) as network:
        history = History(network)
        for place in PLACES:
            for number in range(3):
                history.step("add", PLACES.index(place), number, number)
        network.round("P1", "P3", "P4")
        for one in steps:
            history.step(*one)
        for name in PLACES:
            check(network[name])
        for _ in range(2):
            network.round("P1", "P3", "P4")
        for name in PLACES:
            check(network[name])
            assert network[name].faults() == []
        office = network["office"]
        for name in ("P1", "P3"):
            scopes = COUNTIES[name]
            assert network[name].dump(scopes) == office.dump(scopes)
        same = "SELECT row, face FROM face ORDER BY row"
        assert network["P4"].sql(same) == office.sql(same)
        _part_all(office)
        assert office.sql(same) == []
        check(office)


def _part_all(place: Place) -> None:
    while True:
        rows = place.sql("SELECT row FROM face")
        if not rows:
            return
        place.db.write(merging.part, rows[0][0], label="Parted")


def test_one_pair_has_one_judgement_whoever_names_it_first():
    assert MergeEdge.id_for("a", "b") == MergeEdge.id_for("b", "a")
