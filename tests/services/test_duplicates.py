import random
from itertools import combinations

import pytest
from sqlalchemy import select

from app.base.errors import Cancelled
from app.model.company import Company
from app.services import blocking, companies, duplicates, merging
from app.services.likeness import Reason, compare, features
from app.store import sharing

NIP = "5260250274"


def added(save, row, name, **more):
    return save(companies.save, id=row, name=name, **{"county": "2816", **more}).id


@pytest.fixture
def twice(save):
    """Return the ids of a company that was typed twice, beside others."""
    one = added(save, "firma-1", "Warsztat „Dwa Młoty” sp. z o.o.", nip=NIP, town="Pisz")
    other = added(save, "firma-2", "Zakład Dwa Młoty", nip=NIP, town="Ełk")
    added(save, "firma-3", "Piekarnia", town="Pisz")
    return one, other


def found(db):
    return [(one.one, one.other) for one in db.read(duplicates.find)]


def test_a_company_typed_twice_is_found_with_reasons_and_a_score(db, twice):
    (one,) = db.read(duplicates.pairs)
    assert (one.one, one.other) == twice
    assert Reason.NIP in one.reasons
    assert 60 <= one.score < 100
    assert one.other_name == "Zakład Dwa Młoty · Ełk"
    assert duplicates.reason_words(one.reasons).startswith("the same NIP")


def test_what_was_judged_is_not_asked_again_until_it_is_taken_back(db, save, twice):
    save(merging.keep_apart, *twice)
    assert found(db) == []
    db.undo()
    assert found(db) == [twice]
    save(merging.join, *twice)
    assert found(db) == []
    save(merging.part, twice[1])
    assert found(db) == [twice]


def test_a_judgement_on_one_of_several_that_are_joined_holds_for_all(db, save, twice):
    added(save, "firma-4", "Młoty", nip=NIP, town="Iława")
    save(merging.keep_apart, "firma-2", "firma-4")
    save(merging.join, *twice)
    assert found(db) == []


def test_joined_companies_are_compared_by_what_any_of_them_has(db, save):
    added(save, "firma-1", "Tartak", town="Pisz")
    added(save, "firma-2", "Tartak Pisz", nip=NIP, town="Pisz")
    added(save, "firma-3", "Inna", nip=NIP)
    save(merging.join, "firma-1", "firma-2")
    assert found(db) == [("firma-1", "firma-3")]


def test_a_deleted_company_is_nobodys_duplicate(db, save, twice):
    save(lambda s: setattr(s.get(Company, twice[0]), "deleted", True))
    assert found(db) == []


def test_a_stop_stops_it(db, twice):
    class Stopped:
        def step(self, done, total, text=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        db.read(duplicates.find, Stopped())


def test_blocks_lose_no_pair_of_a_small_store():
    dice = random.Random(5)
    words = ("tartak", "kowalski", "mazury", "piekarnia", "usługi", "nowak")
    rows = [
        features(
            (
                str(n),
                " ".join(dice.sample(words, 2)),
                dice.choice((NIP, None, "5252248481")),
                None,
                None,
                None,
                dice.choice((None, "501501501", "502502502")),
                dice.choice(("Pisz", "Ełk", None)),
                dice.choice((None, "Szkolna 1", "ul. Szkolna 1", "Leśna 2")),
            )
        )
        for n in range(60)
    ]
    every = {frozenset((a.id, b.id)) for a, b in combinations(rows, 2) if compare(a, b) is not None}
    few = [rows[start : start + 12] for start in range(0, 60, 12)]
    for part in few:
        asked = {
            frozenset((a.id, b.id))
            for block in blocking.blocks(part)
            for a, b in blocking.pairs(block)
        }
        inside = {pair for pair in every if pair <= {one.id for one in part}}
        assert inside <= asked


@pytest.mark.parametrize("few", [True, False])
def test_arrived_companies_are_compared_with_the_rest(db, save, twice, monkeypatch, few):
    if not few:
        monkeypatch.setattr(duplicates, "ONE_BY_ONE", 0)
    before = db.seen()
    new = [
        added(save, "firma-5", "Kowal", nip=NIP),
        added(save, "firma-6", "PIEKARNIA", town="Pisz"),
        added(save, "firma-7", "Nikt taki"),
    ]
    pairs = db.read(duplicates.among_arrived, new, before)
    assert {(one.one, one.other) for one in pairs} == {
        ("firma-1", "firma-5"),
        ("firma-2", "firma-5"),
        ("firma-3", "firma-6"),
    }
    everything = db.read(lambda s: s.scalars(select(Company.id)).all())
    assert len(db.read(duplicates.among_arrived, everything, before)) == 3
    assert db.read(duplicates.among_arrived, everything, db.seen()) == []


def test_who_changed_in_nothing_that_is_compared_forms_no_new_pair(db, save, twice):
    before = db.seen()
    save(companies.advance, twice[0], "visited")
    assert db.read(duplicates.among_arrived, twice, before) == []
    row = db.read(lambda s: s.get(Company, "firma-3"))
    save(companies.save, row, nip=NIP)
    assert len(db.read(duplicates.among_arrived, [*twice, "firma-3"], before)) == 2


@pytest.mark.parametrize("few", [True, False])
def test_a_pair_that_was_alike_before_is_not_counted_again(db, save, twice, monkeypatch, few):
    if not few:
        monkeypatch.setattr(duplicates, "ONE_BY_ONE", 0)
    before = db.seen()
    for row in twice:
        save(companies.save, db.read(lambda s, row=row: s.get(Company, row)), phone="501501501")
    assert db.read(duplicates.among_arrived, twice, before) == []
    assert found(db) == [twice]


def test_a_pair_is_new_when_what_spoke_against_it_is_gone(db, save):
    alike = {"town": "Pisz", "phone": "501501501", "address": "Leśna 2"}
    added(save, "firma-1", "Tartak Kowal", nip=NIP, **alike)
    row = added(save, "firma-2", "Tartak Kowal", nip="5252248481", **alike)
    assert found(db) == []
    before = db.seen()
    save(companies.save, db.read(lambda s: s.get(Company, row)), nip=NIP)
    assert len(db.read(duplicates.among_arrived, [row], before)) == 1


def test_only_what_changed_is_looked_up(db, save, monkeypatch):
    monkeypatch.setattr(duplicates, "ONE_BY_ONE", 0)
    added(save, "firma-1", "Kowal", regon="12345678512347")
    added(save, "firma-2", "Młynarz", krs="0000012345", email="x@example.com")
    before = db.seen()
    added(save, "firma-3", "Bednarz", regon="123456785")

    def came(_rows):
        return {"firma-3": frozenset({"phone"})}

    assert db.read(lambda s: sharing.groups(s, ["firma-3"], came)) == []
    (pair,) = db.read(duplicates.among_arrived, ["firma-3"], before)
    assert pair.reasons == (Reason.BRANCH,)


def test_few_values_and_all_of_an_index_tell_the_same_groups(db, save, monkeypatch):
    dice = random.Random(5)
    values = {
        "nip": (None, NIP, "5252248481"),
        "regon": (None, "123456785", "12345678512347"),
        "phone": (None, "501501501", "502502502"),
        "email": (None, "x@example.com"),
    }
    for number in range(40):
        some = {name: dice.choice(of) for name, of in values.items()}
        added(save, f"firma-{number:02d}", f"Kowal {dice.randrange(15)}", **some)
    save(lambda s: setattr(s.get(Company, "firma-07"), "deleted", True))
    for _round in range(10):
        came = {
            f"firma-{number:02d}": frozenset(dice.sample([*values, "name", "town"], 3))
            for number in dice.sample(range(40), 8)
        }
        told = []
        for most in (0, 10):
            monkeypatch.setattr(sharing, "_MOST", most)
            groups = db.read(sharing.groups, came, lambda some: {row: came[row] for row in some})  # noqa: B023
            told.append({frozenset(group) for group in groups if not came.keys().isdisjoint(group)})
        assert told[0] == told[1]
        assert told[0]


@pytest.mark.parametrize("name", ["nip", "regon", "krs", "email", "phone", "name"])
def test_what_arrived_is_looked_up_by_an_index(db, name):
    with db.reading() as connection:
        told = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sharing.statement(name)}", ("[]",))
        plan = [row[3] for row in told]
    assert not [step for step in plan if step.startswith("SCAN company")]
    index = {"name": "sort_key"}.get(name, name)
    assert sum(f"company_by_{index} " in step for step in plan) == 2


@pytest.mark.parametrize("name", ["nip", "regon", "krs", "email", "phone", "name"])
def test_all_that_is_shared_is_read_from_an_index(db, name):
    with db.reading() as connection:
        told = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sharing.statement_for_all(name)}")
        plan = [row[3] for row in told]
    index = {"name": "sort_key"}.get(name, name)
    assert any(f"COVERING INDEX company_by_{index} " in step for step in plan)
    assert not [step for step in plan if step.startswith("SCAN company")]
