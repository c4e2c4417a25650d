"""Playing a random history on real stores, and what must hold on the way and at its end."""

from collections import Counter
from pathlib import Path

from hypothesis import note
from hypothesis import strategies as st

from app.store.history import history as history_of
from app.sync.digests import digest
from tests.sync.histories.attaching import Attaching
from tests.sync.histories.erasures import Erasures
from tests.sync.histories.exchanging import Exchanging
from tests.sync.histories.granting import Granting
from tests.sync.histories.joinings import Joinings
from tests.sync.histories.mishaps import Mishaps
from tests.sync.histories.oracle import Name, Oracle, erased_in
from tests.sync.histories.revoking import Revoking
from tests.sync.histories.values import TRACKED, VALUES
from tests.sync.histories.working import Working
from tests.sync.living_network import LivingNetwork, Place, living, seed_of

DEEDS = {
    "edit": 10,
    "add": 3,
    "twin": 2,
    "later": 1,
    "delete": 2,
    "undo": 2,
    "redo": 1,
    "quarrel": 3,
    "late": 3,
    "answer": 3,
    "open": 3,
    "save": 4,
    "export": 7,
    "import": 9,
    "meet": 6,
    "clock": 2,
    "restart": 1,
    "backup": 2,
    "restore": 2,
    "erase": 1,
    "join": 2,
    "part": 1,
    "apart": 1,
    "revoke": 1,
    "attach": 1,
    "parts": 2,
    "lose": 1,
    "decide": 1,
    "grant": 2,
}
"""Every deed and how often it is chosen."""
_OF_A_RECORD = (
    *("edit", "later", "delete", "open", "quarrel", "late", "erase"),
    *("join", "part", "apart", "attach"),
)
_number = st.integers(0, 11)


def steps_of(deeds: dict[str, int], least: int = 25, most: int = 55) -> st.SearchStrategy:
    """Return histories of some deeds: each step a deed and three numbers that say who and what."""
    names = [deed for deed, often in deeds.items() for _ in range(often)]
    step = st.tuples(st.sampled_from(names), _number, _number, _number)
    return st.lists(step, min_size=least, max_size=most)


class History(Working, Exchanging, Mishaps, Erasures, Joinings, Revoking, Granting, Attaching):
    """Plays steps on a network and tells the oracle of each."""

    def __init__(self, network: LivingNetwork) -> None:
        self.network = network
        self.oracle = Oracle()
        Working.__init__(self)
        Exchanging.__init__(self)
        Mishaps.__init__(self)
        Revoking.__init__(self)
        Granting.__init__(self)
        for place in network.places.values():
            self.oracle.note(place, frozenset())

    def step(self, deed: str, who: int, what: int, how: int) -> None:
        """Do one deed."""
        if what % 3 == 0:  # otherwise two people do it at the same instant
            self.network.pass_time()
        names = tuple(self.network.places)
        place = self.network[names[who % len(names)]]
        if deed not in _OF_A_RECORD:
            getattr(self, f"_{deed}")(place, what, how)
        elif rows := self.in_hand(place):
            getattr(self, f"_{deed}")(place, rows[what % len(rows)], how)

    def all_hold_all(self) -> None:
        """Check that nobody lacks anything that anybody holds and that is theirs to hold."""
        held = {name: self.oracle.held(place) for name, place in self.network.places.items()}
        everything = frozenset[Name]().union(*held.values())
        everything -= self.turned_down(everything)
        erased = frozenset().union(
            *(erased_in(self.network[name]) for name in held if held[name] <= everything)
        )
        for place in self.taking_part():
            theirs = {one for one in everything if one[1] in place.scopes}
            assert held[place.name] == theirs, f"{place.name} lacks something"
            here = {row for _entity, row in self.here(place)}
            assert erased & here <= set(erased_in(place)), f"{place.name} keeps what was erased"
            self.contents_are_there(place)

    def all_show_the_same(self, closely: Place) -> None:
        """Compare every store with the oracle and with the office, one as closely as can be."""
        office = self.network["office"]
        for place in self.network.places.values():
            self.oracle.check(place)
        for place in self.taking_part():
            self.nothing_is_left_of_the_erased(place)
            self.the_faces_are_right(place)
            for entity in TRACKED:
                assert place.table(entity, place.scopes) == office.table(entity, place.scopes)
            assert place.sql("SELECT * FROM quarantine") == []
            assert place.sql("SELECT * FROM waiting") == []
            assert place.sql("SELECT * FROM held") == []
            assert _digests(place) == _digests(office, place.scopes), place.name
        if closely in self.taking_part():
            told = [closely.dump(closely.scopes, entity) for entity in VALUES]
            assert told == [office.dump(closely.scopes, entity) for entity in VALUES]
        assert closely.faults() == []

    def the_history_tells_all(self, place: Place) -> None:
        """Look every value that was ever saved up in its record's history."""
        erased = erased_in(place)
        told: dict[str, list[dict]] = {}
        for name in self.oracle.held(place) & self.oracle.made.keys():
            for entity, row, fields in self.oracle.made[name].changes:
                if entity in VALUES and row not in erased:
                    if row not in told:
                        told[row] = [step.fields for step in place.db.read(history_of, row)]
                    assert fields in told[row], (place.name, row, fields)


def _digests(place: Place, scopes: tuple[str, ...] = ()) -> list[str]:
    with place.db.reading() as connection:
        return [digest(connection, scope) for scope in scopes or place.scopes]


def play(
    template: Path, names: tuple[str, ...], steps, tally: Counter[str] | None = None
) -> History:
    """Play a history and compare every store with the oracle, on the way and at the end.

    Args:
        template: the folder of stores to begin with.
        names: the stores that take part.
        steps: each a deed and three numbers.
        tally: counts what was done.
    """
    note(f"CSR_NETWORK_SEED={seed_of(template)}")
    with living(template, names) as network:
        history = History(network)
        for number, step in enumerate(steps):
            history.step(*step)
            if number % 10 == 9:
                history.oracle.check(network[names[number // 10 % len(names)]])
        history.broken_contents_are_seen()
        history.everybody_meets()
        history.all_hold_all()
        history.all_show_the_same(network[names[len(steps) % len(names)]])
        history.the_history_tells_all(network[names[len(steps) // 2 % len(names)]])
        if tally is not None:
            tally.update(f"{deed}" for deed, *_numbers in steps)
            tally.update({"histories": 1, "exchanges": history.exchanges})
            tally.update({"entries": len(history.oracle.made)})
    return history
