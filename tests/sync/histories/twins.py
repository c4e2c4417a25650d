"""Histories of copied stores and of backups put back by hand: all agree, nothing is lost."""

import shutil
from collections import Counter
from itertools import count
from pathlib import Path

from hypothesis import note

from app.base.errors import UserError
from app.services import exchange
from app.store import attachments
from app.store.veil import read
from app.sync import held
from app.sync.volumes import LEAST
from tests.sync import attached
from tests.sync.living_network import LivingNetwork, Place, living, seed_of

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
    "answer": 2,
    "delete": 1,
    "attach": 1,
    "parts": 1,
    "restart": 1,
}
"""Every deed and how often it is chosen."""
FIELDS = ("phone", "www", "town")
_ENOUGH = 6
"""Rounds after which nobody may be refused, nor lack anything."""
_BYTES = LEAST * 3 // 4
"""Two contents of this size do not fit into one file of the least size."""


class Twins:
    """Plays a history on computers of which some work under one name."""

    def __init__(self, network: LivingNetwork) -> None:
        self.network = network
        self.places: list[Place] = list(network.places.values())
        self.kept: dict[int, Path] = {}
        self.forms: dict[int, tuple[str, dict[int, int]]] = {}
        self.files: list[tuple[str, Path]] = []
        self.saved: set[str] = set()
        self.put_back: set[str] = set()
        """What was said in a store over which an older one was put."""
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

    def _delete(self, who: int, what: int, how: int) -> None:
        row = self._row(self.places[who], what)
        if row is not None:
            self.places[who].delete(row)

    def _answer(self, who: int, what: int, how: int) -> None:
        """Answer a question with a new word, or with one of those that are asked about."""
        place = self.places[who]
        questions = sorted(place.conflicts())
        if questions:
            question = questions[what % len(questions)]
            is_text = question.rpartition(".")[2] in FIELDS
            word = next(self.words) if is_text and how % 2 else "theirs"
            place.answer(question, word)
            self.saved |= {word} - {"theirs"}

    def _attach(self, who: int, what: int, how: int) -> None:
        place = self.places[who]
        row = self._row(place, what)
        if row is not None and not place.value(row, "deleted"):
            attached.attach(place, attached.noise(_BYTES, how % 3), row)

    def _restart(self, who: int, what: int, how: int) -> None:
        self.places[who].close()

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

    def _parts(self, who: int, what: int, how: int) -> None:
        """Send files of the least size; any of them may be lost or come in any order."""
        place = self.places[who]
        to = "office" if place.name != "office" else NAMES[1 + what % 3]
        device = None if to == "office" else self.network.devices[to]
        files = exchange.export(place.db, self.network.wire(), device, max_size=LEAST)
        self.files += [(to, file.path) for file in reversed(files)]

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
            others = set().union(*(self.words_of(one) for one in self.places))
            self.put_back |= before - self.words_of(place)
            self.saved -= before - others
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
        """Exchange until nobody refuses anything any more and all hold the same."""
        office = self.network["office"]
        laptops = [place for place in self.places if place is not office]
        for _ in range(_ENOUGH):
            told = []
            for place in laptops:
                self.network.pass_time()
                told.append(office.take(place.export()))
            for place in laptops:
                self.network.pass_time()
                told.append(place.take(office.export(place.name)))
            refused = [report.files[0].reason for report in told if report.refused]
            if not refused and self._is_at_rest():
                return
        raise AssertionError(refused or "somebody lacks something")

    def _is_at_rest(self) -> bool:
        streams = "SELECT writer, scope, last, hash FROM stream WHERE scope<>'2805' ORDER BY 1, 2"
        there = self._contents()
        streams_of_all = {tuple(place.sql(streams)) for place in self.places}
        waiting = any(place.sql("SELECT 1 FROM waiting") for place in self.places)
        lacking = any(_lacking(place) & there for place in self.places)
        return len(streams_of_all) == 1 and not waiting and not lacking

    def _contents(self) -> frozenset[str]:
        """Return the contents that anybody has."""
        return frozenset[str]().union(*(_held(place) for place in self.places))

    def all_agree(self) -> None:
        office = self.network["office"]
        lost = self.saved - self.words_of(office)
        # Whose own store has it no more cannot say it again: whoever heard it keeps it and tells.
        assert lost <= self.put_back
        assert lost <= {word for place in self.places for word in _kept_aside(place, lost)}
        for place in self.places:
            assert place.sql("SELECT * FROM waiting") == []
            for entity in ("company", "attachment"):
                assert place.table(entity, ("2816",)) == office.table(entity, ("2816",))
            assert place.shared_conflicts() == office.shared_conflicts()
            assert self.words_of(place) == self.words_of(office)


def _kept_aside(place: Place, words: set[str]) -> set[str]:
    """Return those of some words that a store keeps of a history which lost its name."""
    kept = place.sql("SELECT bytes FROM held WHERE reason=?", held.HISTORY)
    found = {word for word in words for (data,) in kept if word.encode() in data}
    assert not found or exchange.status(place.db).histories
    return found


def _held(place: Place) -> set[str]:
    with place.db.reading() as connection:
        return set(attachments.held(connection))


def _lacking(place: Place) -> set[str]:
    with place.db.reading() as connection:
        return attachments.missing(connection)


def play_twins(template: Path, steps, tally: Counter[str] | None = None) -> None:
    """Play a history on stores of which some are copied or put back, and compare them.

    Args:
        template: the folder of stores to begin with.
        steps: each a deed and three numbers.
        tally: counts what was done.
    """
    note(f"CSR_NETWORK_SEED={seed_of(template)}")
    with living(template, NAMES) as network:
        twins = Twins(network)
        try:
            for step in steps:
                twins.step(*step)
            twins.everybody_meets()
            twins.all_agree()
            checked = twins.places[len(steps) % len(twins.places)]
            assert checked.faults() == []
        finally:
            for place in twins.places:
                place.close()
    if tally is not None:
        tally.update(f"{deed}" for deed, *_numbers in steps)
        tally.update({"histories": 1, "with copied stores": 1})
