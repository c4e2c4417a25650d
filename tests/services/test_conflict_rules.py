"""One rule for many conflicts: one step, one undo, and what does not fit is left."""

import pytest

from app.base.errors import Cancelled
from app.services import conflict_rules, exchange
from app.services.conflict_rules import Rule
from app.store.database import Database

from .conftest import NOW
from .network import Network, at_hour, change, value_of

CARPENTER, BAKER = "Stolarz", "Piekarz"


@pytest.fixture
def network(tmp_path, time):
    made = Network(tmp_path)
    yield made
    made.close()


@pytest.fixture
def apart(network):
    """Two companies: of one the office changed the phone later, of the other the promoter."""
    ids = {name: network.company(name, phone="1", town="Pisz") for name in (CARPENTER, BAKER)}
    exchange.take_in(network.office, [network.hand_over("first")])
    for hour, name, database, phone in (
        (1, CARPENTER, network.promoter, "promoter early"),
        (2, CARPENTER, network.office, "office late"),
        (3, BAKER, network.office, "office early"),
        (4, BAKER, network.promoter, "promoter late"),
    ):
        at_hour(NOW, hour)
        change(database, ids[name], phone=phone)
    change(network.promoter, ids[BAKER], town="Orzysz")
    change(network.office, ids[BAKER], town="Ruciane-Nida")
    report = exchange.take_in(network.office, [network.hand_over("second")])
    return ids, report


def phones(database: Database, ids: dict[str, str]) -> list[object]:
    return [value_of(database, ids[name], "phone") for name in (CARPENTER, BAKER)]


def settle(database, rule, progress=None, field=""):
    asked = database.read(conflict_rules.questions)
    ids = [one.id for one in asked if field in ("", one.field)]
    more = {"progress": progress} if progress else {}
    return database.write(conflict_rules.settle_all, ids, rule, label="Rule", **more).result


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (Rule.MINE, ["office late", "office early"]),
        (Rule.THEIRS, ["promoter early", "promoter late"]),
        (Rule.NEWEST, ["office late", "promoter late"]),
    ],
)
def test_a_rule_answers_all_that_are_listed_and_one_undo_puts_all_back(network, apart, rule, kept):
    ids, _report = apart
    before = phones(network.office, ids)
    settled = settle(network.office, rule, field="phone")
    assert (settled.answered, settled.left) == (2, ())
    assert phones(network.office, ids) == kept
    (town,) = network.office.read(conflict_rules.questions)
    assert (town.entity, town.field) == ("company", "town"), "no other field is answered"
    network.office.undo()
    assert phones(network.office, ids) == before


def test_fields_are_named_with_how_many_conflicts_they_have(network, apart):
    asked = network.office.read(conflict_rules.questions)
    assert conflict_rules.fields_of(asked) == [
        ("company.phone", "Company: phone (2)"),
        ("company.town", "Company: town (1)"),
    ]


def test_what_the_record_refuses_is_left_for_a_person(network, apart, monkeypatch):
    from app.model.company import Company
    from app.model.entity import Problem

    ids, _report = apart

    def check(self):
        if self.phone == "promoter early":
            yield Problem("phone", "Too short.")

    monkeypatch.setattr(Company, "check", check)
    settled = settle(network.office, Rule.THEIRS, field="phone")
    assert (settled.answered, settled.left) == (1, (f"{ids[CARPENTER]}.phone",))
    assert phones(network.office, ids) == ["office late", "promoter late"]


def test_a_stop_answers_nothing(network, apart):
    class Stop:
        def step(self, done, total, text=""):
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        settle(network.office, Rule.THEIRS, Stop())
    assert len(network.office.read(conflict_rules.questions)) == 3
