from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.model.centre import Centre
from app.model.entity import Entity
from app.model.material import Material
from app.model.promoter import Promoter
from app.model.stock_move import StockMove
from app.services import materials, stock

from .conftest import BROCHURE, ELK, LEAFLET, NOW, PISZ, REGION

ENDS = st.sampled_from([None, PISZ, ELK, REGION])
MOVES = st.lists(
    st.tuples(ENDS, ENDS, st.integers(1, 50), st.integers(0, 5)).filter(lambda m: m[0] != m[1]),
    max_size=25,
)


@given(MOVES)
def test_stock_is_always_the_sum_of_the_moves(moves):
    engine = create_engine("sqlite://")
    tables = [kind.__table__ for kind in (StockMove, Material, Centre, Promoter)]
    Entity.metadata.create_all(engine, tables)
    expected = dict.fromkeys([PISZ, ELK, REGION], 0)
    with Session(engine) as session:
        session.add(Material(id=LEAFLET, code="A", name="Ulotka", kind="leaflet", deleted=False))
        for place in expected:
            session.add(Centre(id=place, code=place, name=place, deleted=False))
        for source, target, copies, day in moves:
            session.add(
                StockMove(
                    id=new_id(),
                    material=LEAFLET,
                    from_centre=source,
                    to_centre=target,
                    quantity=copies,
                    kind="transfer",
                    moved_at=NOW - timedelta(days=day),
                    created_at=NOW,
                    deleted=False,
                )
            )
            for place, sign in ((source, -1), (target, 1)):
                if place:
                    expected[place] += sign * copies
        session.flush()
        for place, copies in expected.items():
            assert stock.quantity(session, LEAFLET, place) == copies
            (row,) = stock.stock(session, place)
            assert row.quantity == copies
            entries = stock.ledger(session, LEAFLET, place)
            assert (entries[0].balance if entries else 0) == copies
            assert sum(entry.change for entry in entries) == copies
        seen = {row.centre: row.quantity for row in stock.stock(session)}
        assert seen == {p: expected[p] for p in seen}
        assert set(seen) == {p for m in moves for p in m[:2] if p}
    engine.dispose()


def test_a_centres_stock_shows_the_whole_catalogue(db, save):
    save(materials.receive, LEAFLET, PISZ, 5)
    rows = [(r.material, r.quantity, r.centre_name) for r in db.read(stock.stock, PISZ)]
    assert rows == [(BROCHURE, 0, "Centrum Pisz"), (LEAFLET, 5, "Centrum Pisz")]
    assert [(r.material, r.centre) for r in db.read(stock.stock)] == [(LEAFLET, PISZ)]


@pytest.mark.parametrize(
    ("copies", "low", "negative"), [(20, False, False), (19, True, False), (-1, True, True)]
)
def test_below_minimum_and_below_zero_are_flagged(copies, low, negative):
    row = stock.StockRow("m", "A", "Ulotka", "leaflet", PISZ, "Pisz", copies, 20)
    assert (row.is_low, row.is_negative) == (low, negative)


def test_what_is_short_comes_scarcest_first(db, save):
    save(materials.hand_out, BROCHURE, PISZ, 30)
    save(materials.receive, LEAFLET, PISZ, 15)
    assert [row.material for row in db.read(stock.short, PISZ)] == [BROCHURE, LEAFLET]
    save(materials.receive, LEAFLET, PISZ, 5)
    assert [row.material for row in db.read(stock.short, PISZ)] == [BROCHURE]


def test_fifty_of_twenty_handed_out_until_a_delivery_dated_earlier_comes(db, save):
    save(materials.receive, LEAFLET, PISZ, 20, when=NOW - timedelta(days=5))
    save(materials.hand_out, LEAFLET, PISZ, 50, when=NOW - timedelta(days=1))
    assert db.read(stock.quantity, LEAFLET, PISZ) == -30
    save(materials.receive, LEAFLET, PISZ, 100, when=NOW - timedelta(days=3))
    entries = db.read(stock.ledger, LEAFLET, PISZ)
    assert [entry.balance for entry in entries] == [70, 120, 20]


def test_moves_read_from_the_side_of_the_centre(db, save):
    save(materials.receive, LEAFLET, PISZ, 20, when=NOW - timedelta(days=1))
    save(materials.hand_out, LEAFLET, PISZ, 3)
    assert [m.change for m in db.read(stock.moves, LEAFLET, PISZ)] == [-3, 20]
    assert [m.change for m in db.read(stock.moves)] == [3, 20]
    assert len(db.read(stock.moves, limit=1)) == 1
    (latest,) = db.read(stock.moves, limit=1)
    assert (latest.from_name, latest.to_name) == ("Centrum Pisz", "")
    assert (latest.material_name, latest.promoter_name) == ("Ulotka CSR", "Anna Łoś")


def test_a_long_ledger_shows_its_end_with_the_true_balance(db, save):
    for minute in range(5):
        save(materials.receive, LEAFLET, PISZ, 10, when=NOW - timedelta(minutes=minute))
    assert [entry.balance for entry in db.read(stock.ledger, LEAFLET, PISZ, 2)] == [50, 40]


def test_an_undone_move_counts_nowhere(db, save):
    save(materials.receive, LEAFLET, PISZ, 10)
    save(materials.hand_out, LEAFLET, PISZ, 3)
    db.undo()
    assert db.read(stock.quantity, LEAFLET, PISZ) == 10
    assert [row.quantity for row in db.read(stock.stock)] == [10]
    assert [entry.balance for entry in db.read(stock.ledger, LEAFLET, PISZ)] == [10]
    assert [move.change for move in db.read(stock.moves, centre=PISZ)] == [10]
