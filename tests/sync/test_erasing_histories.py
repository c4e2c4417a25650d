"""Random histories with erasures: in the end nobody holds a word of the erased; the rest stays."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.base.errors import UserError
from app.model.erasure import Erasure
from app.services import care, erasure
from tests.sync.living_network import LivingNetwork, Place, living

PLACES = ("office", "P1", "P2")
_number = st.integers(0, 11)
_deeds = (
    "add",
    "edit",
    "edit",
    "edit",
    "erase",
    "hand",
    "hand",
    "take",
    "take",
    "copy",
    "put_back",
)
_steps = st.lists(
    st.tuples(st.sampled_from(_deeds), _number, _number, _number), min_size=15, max_size=40
)


class History:
    """Plays steps; each text that is typed is unlike all others."""

    def __init__(self, network: LivingNetwork) -> None:
        self.network = network
        self.rows: list[tuple[str, str]] = []
        self.said: dict[str, set[str]] = {}
        self.erased: set[str] = set()
        self.files: list[tuple[str, Path]] = []
        self.copies: dict[str, Path] = {}
        self.words = 0
        self.was_put_back = False

    def step(self, deed: str, who: int, what: int, how: int) -> None:
        self.network.pass_time(how % 3)
        place = self.network[PLACES[who % len(PLACES)]]
        if deed in ("edit", "erase"):
            known = [
                (e, r) for e, r in self.rows if place.sql(f'SELECT 1 FROM "{e}" WHERE id=?', r)
            ]
            if known:
                getattr(self, f"_{deed}")(place, *known[what % len(known)], how)
        else:
            getattr(self, f"_{deed}")(place, what, how)

    def _word(self) -> str:
        self.words += 1
        return f"wyraz{self.words:03}z"

    def _say(self, row: str, word: str) -> None:
        self.said.setdefault(row, set()).add(word)

    def _add(self, place: Place, what: int, how: int) -> None:
        entity, row = ("person", "company")[what % 2], f"row-{len(self.rows)}"
        name = "last_name" if entity == "person" else "name"
        word = self._word()
        place.add(row, entity=entity, county="2816", **{name: word})
        self._say(row, word)
        self.rows.append((entity, row))

    def _edit(self, place: Place, entity: str, row: str, how: int) -> None:
        names = ("last_name", "phone") if entity == "person" else ("name", "phone")
        word = self._word()
        try:
            place.edit(row, entity=entity, **{names[how % 2]: word})
            self._say(row, word)
        except UserError:
            assert row in self.erased

    def _erase(self, place: Place, entity: str, row: str, how: int) -> None:
        if how % 3:  # people are erased less often than they are written about
            return
        self.erased.add(row)
        if entity == "person":
            erasure.erase_person(place.db, row)
            return

        def deed(session) -> None:  # what an earlier version wrote stands in the clear like this
            key = Erasure.id_for("2816", entity, row)
            if session.get(Erasure, key) is None:
                session.add(
                    Erasure(id=key, scope="2816", entity=entity, row=row, names="name phone")
                )

        place.db.write(deed, label="Erased", undoable=False)
        erasure.finish(place.db)

    def _hand(self, place: Place, what: int, how: int) -> None:
        others = [name for name in PLACES if name != place.name]
        to = others[what % len(others)] if place.name == "office" else "office"
        self.files.append((to, place.export(to)))

    def _take(self, place: Place, what: int, how: int) -> None:
        mine = [file for to, file in self.files if to == place.name]
        if mine:
            assert not place.take(mine[what % len(mine)]).refused

    def _copy(self, place: Place, what: int, how: int) -> None:
        file = self.network.wire() / "copy.db"
        file.parent.mkdir(parents=True)
        care.save_copy(place.db, file)
        self.copies[place.name] = file

    def _put_back(self, place: Place, what: int, how: int) -> None:
        if place.name in self.copies:
            place.close()
            self.network.at(place)
            self.network.pass_time()
            care.restore(self.copies[place.name], place.folder)
            self.was_put_back = True


def _written(place: Place) -> str:
    """Return what the journal and all that is made of it say."""
    found = []
    for table in ("entry", "waiting", "person", "company", "sibling", "quarantine", "undo_step"):
        found += [repr(tuple(row)) for row in place.sql(f"SELECT * FROM {table}")]
    return "\n".join(found)


@given(steps=_steps)
def test_nothing_is_left_of_the_erased_and_nothing_of_others_is_lost(template, steps):
    with living(template, PLACES) as network:
        history = History(network)
        for step in steps:
            history.step(*step)
        for _ in range(3):
            network.round("P1", "P2")
        before = network["office"].dump(("2816",))
        for name in PLACES:
            place = network[name]
            assert place.dump(("2816",)) == before
            assert place.sql("SELECT * FROM waiting") == []
            written = _written(place)
            for row, words in history.said.items():
                left = {word for word in words if word in written}
                if row in history.erased:
                    assert left == set(), (name, row)
                elif not history.was_put_back:
                    assert left == words, (name, row)
        assert network[PLACES[len(steps) % 3]].faults() == []
