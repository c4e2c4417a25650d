"""Random histories of copied stores and backups put back by hand: all agree, nothing is lost."""

import shutil
from itertools import count
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.errors import UserError
from app.store.veil import read
from tests.sync.living_network import LivingNetwork, Place, living

NAMES = ("office", "P1", "P2", "P4")
DEEDS = {
    "edit": 9,
    "add": 3,
    "form": 2,
    "undo": 1,
    "meet": 7,
    "peer": 3,
    "send": 3,
    "bring": 3,
    "copy": 2,
    "keep": 2,
    "put_back": 2,
}
FIELDS = ("phone", "www", "town")
_number = st.integers(0, 11)
_deeds = st.sampled_from([deed for deed, often in DEEDS.items() for _ in range(often)])
_steps = st.lists(st.tuples(_deeds, _number, _number, _number), min_size=12, max_size=45)


class Twins:
    """Plays a history on computers of which some work under one name."""

    def __init__(self, network: LivingNetwork) -> None:
        self.network = network
        self.places: list[Place] = list(network.places.values())
        self.kept: dict[int, Path] = {}
        self.forms: dict[int, tuple[str, dict[int, int]]] = {}
        self.files: list[tuple[str, Path]] = []
        self.saved: set[str] = set()
        self.rows: list[str] = []
        self.words = (f"word-{number}." for number in count())

    def step(self, deed: str, who: int, what: int, how: int) -> None:
        self.network.pass_time()
        getattr(self, f"_{deed}")(who % len(self.places), what, how)

    def _row(self, place: Place, what: int) -> str | None:
        here = [row for (row,) in place.sql("SELECT id FROM company ORDER BY id")]
        return here[what % len(here)] if here else None

    def _edit(self, who: int, what: int, how: int, seen=None, row=None) -> None:
        place = self.places[who]
        row = row or self._row(place, what)
        if row is not None:
            word = next(self.words)
            try:
                place.edit(row, seen=seen, **{FIELDS[how % 3]: word})
            except UserError:
                return
            self.saved.add(word)

    def _add(self, who: int, what: int, how: int) -> None:
        word = next(self.words)
        self.rows.append(f"row-{len(self.rows):02}")
        self.places[who].add(self.rows[-1], name=word)
        self.saved.add(word)

    def _form(self, who: int, what: int, how: int) -> None:
        """Open a form, or save the one that is open."""
        place = self.places[who]
        if who in self.forms:
            row, seen = self.forms.pop(who)
            if place.sql("SELECT 1 FROM company WHERE id=?", row):
                self._edit(who, what, how, seen, row)
        elif (row := self._row(place, what)) is not None:
            self.forms[who] = (row, place.db.seen())

    def _undo(self, who: int, what: int, how: int) -> None:
        try:
            self.places[who].db.undo()
        except UserError:
            return

    # -- exchange -----------------------------------------------------------------------------

    def _meet(self, who: int, what: int, how: int) -> None:
        place, office = self.places[who], self.network["office"]
        if place is not office:
            if how % 4:
                office.take(place.export())
            if how % 3:
                place.take(office.export(place.name))

    def _peer(self, who: int, what: int, how: int) -> None:
        place, other = self.places[who], self.places[what % len(self.places)]
        if other.name != place.name:
            other.take(place.export(other.name))

    def _send(self, who: int, what: int, how: int) -> None:
        place, other = self.places[who], self.places[what % len(self.places)]
        if other.name != place.name:
            self.files.append((other.name, place.export(other.name)))

    def _bring(self, who: int, what: int, how: int) -> None:
        place = self.places[who]
        mine = [file for to, file in self.files if to == place.name]
        if mine:
            place.take(mine[what % len(mine)])

    # -- mishaps ------------------------------------------------------------------------------

    def _copy(self, who: int, what: int, how: int) -> None:
        """Let a laptop's store be copied to one computer more."""
        place = self.places[who]
        if place.name != "office" and len(self.places) < 7:
            self.places.append(Place(self.network, place.name, self._copied(place)))

    def _keep(self, who: int, what: int, how: int) -> None:
        self.kept[who] = self._copied(self.places[who])

    def _copied(self, place: Place) -> Path:
        place.close()
        folder = self.network.wire()
        shutil.copytree(place.folder, folder)
        return folder

    def _put_back(self, who: int, what: int, how: int) -> None:
        """Put an older store back by hand; what nobody else holds is lost by a person's deed."""
        if who in self.kept:
            place = self.places[who]
            before = self.words_of(place)
            place.close()
            shutil.rmtree(place.folder)
            shutil.copytree(self.kept[who], place.folder)
            held = set().union(*(self.words_of(one) for one in self.places))
            self.saved -= before - held
            self.forms.pop(who, None)

    def words_of(self, place: Place) -> set[str]:
        """Return every value that a store's journal holds."""
        return {
            str(value)
            for (payload,) in place.sql("SELECT payload FROM entry")
            for entity, _row, fields in read(payload)[1]
            if entity == "company"
            for value in fields.values()
            if str(value).startswith("word-")
        }

    # -- the end ------------------------------------------------------------------------------

    def everybody_meets(self) -> None:
        office = self.network["office"]
        laptops = [place for place in self.places if place is not office]
        for number in range(6):
            for place in laptops:
                self.network.pass_time()
                told = office.take(place.export())
                assert number < 5 or not told.refused, told.files[0].reason
            for place in laptops:
                self.network.pass_time()
                told = place.take(office.export(place.name))
                assert number < 5 or not told.refused, told.files[0].reason

    def all_agree(self) -> None:
        office = self.network["office"]
        assert self.saved <= self.words_of(office)
        for place in self.places:
            assert place.sql("SELECT * FROM waiting") == []
            assert place.dump(("2816",), "company") == office.dump(("2816",), "company")
            assert place.shared_conflicts() == office.shared_conflicts()
            assert self.words_of(place) == self.words_of(office)


@settings(max_examples=max(12, settings.default.max_examples // 3))
@given(steps=_steps)
def test_copies_and_backups_put_back_by_hand_agree_in_the_end(template, steps):
    with living(template, NAMES) as network:
        twins = Twins(network)
        for step in steps:
            twins.step(*step)
        twins.everybody_meets()
        twins.all_agree()
        checked = twins.places[len(steps) % len(twins.places)]
        assert checked.faults() == []
        for place in twins.places:
            place.close()
