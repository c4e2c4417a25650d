import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.text import sort_key
from app.model.company import Company
from app.store import listing
from app.store.database import Database
from app.store.listing import Order, list_ids

from .conftest import FOUNDING

NAMES = st.lists(st.text("aąbcłlzźż AŁ1", min_size=1, max_size=8), max_size=12)


def fill(database, rows):
    changes = (("2816", ("company", row, {"kind": "company", **values})) for row, values in rows)
    database.write_bulk(changes, label="Fill")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    database = Database.create(tmp_path_factory.mktemp("listing") / "store", FOUNDING)
    yield database
    database.close()


@given(NAMES)
def test_order_is_the_polish_alphabets_both_ways(shared, names):
    fresh = [(f"{n:03}-{abs(hash(tuple(names)))}", name) for n, name in enumerate(names)]
    fill(shared, ((row, {"name": name, "town": fresh[0][0]}) for row, name in fresh))
    wanted = [row for row, name in sorted(fresh, key=lambda r: (sort_key(r[1]), r[0]))]
    only = {"town": (fresh[0][0],)} if fresh else {"town": ("nothing",)}
    assert shared.read(list_ids, Company, filters=only) == wanted
    back = shared.read(list_ids, Company, filters=only, order=Order(descending=True))
    assert back == wanted[::-1]


def test_a_rank_orders_and_what_has_none_comes_last(database):
    stages = {"a": "pact", "b": "new", "c": None, "d": "visited", "e": "new"}
    fill(database, ((row, {"name": row, "stage": stage}) for row, stage in stages.items()))
    ranks = {"new": 0, "visited": 1, "pact": 2}
    by_rank = database.read(list_ids, Company, order=Order("stage", ranks))
    assert by_rank == ["b", "e", "d", "a", "c"]
    back = database.read(list_ids, Company, order=Order("stage", ranks, descending=True))
    assert back == ["a", "d", "b", "e", "c"]


def test_a_plain_column_orders_by_its_own_values(database):
    fill(database, ((row, {"name": "x", "nip": nip}) for row, nip in ("a3", "b1", "c2")))
    assert database.read(list_ids, Company, order=Order("nip")) == ["b", "c", "a"]


def test_a_text_filters_and_an_order_go_together(database):
    rows = {"a": ("Tartak Łęg", "Pisz"), "b": ("Tartak Bór", "Pisz"), "c": ("Tartak", "Ełk")}
    fill(database, ((row, {"name": name, "town": town}) for row, (name, town) in rows.items()))
    assert database.read(list_ids, Company, "tart pisz") == ["b", "a"]
    assert database.read(list_ids, Company, "tart", {"town": ("Ełk", "x")}) == ["c"]
    assert database.read(list_ids, Company, "... -") == []
    assert database.read(list_ids, Company, limit=1) == ["c"]
    assert sorted(database.read(listing.distinct, Company, "town")) == ["Ełk", "Pisz"]


def test_a_text_brings_at_most_so_many(database, monkeypatch):
    fill(database, ((f"r{n}", {"name": f"Tartak {n}"}) for n in range(9)))
    monkeypatch.setattr(listing, "FOUND_AT_MOST", 4)
    assert len(database.read(list_ids, Company, "tartak")) == 4
    assert len(database.read(list_ids, Company)) == 9


def test_a_field_that_is_none_is_no_column(database):
    with pytest.raises(KeyError):
        database.read(list_ids, Company, filters={"name; DROP TABLE company": ("x",)})
    with pytest.raises(KeyError):
        database.read(list_ids, Company, order=Order("nothing"))
