import pytest

from app.base.errors import UserError
from app.services import materials, records, stock

from .conftest import ELK, LEAFLET, OLSZTYN, PISZ, REGION


@pytest.fixture
def left(db):
    return lambda centre=PISZ: db.read(stock.quantity, LEAFLET, centre)


@pytest.fixture
def office_save(office):
    return lambda deed, *args, **more: office.write(deed, *args, label="Test", **more).result


def test_each_deed_moves_the_stock_its_way(save, left):
    save(materials.receive, LEAFLET, PISZ, 100)
    save(materials.hand_out, LEAFLET, PISZ, 30)
    save(materials.give_back, LEAFLET, PISZ, 5)
    save(materials.lose, LEAFLET, PISZ, 7, reason="zalane")
    assert left() == 68


@pytest.mark.parametrize(
    ("counted", "kind", "moved"), [(95, "count", 5), (101, "count", 1), (0, "count", 100)]
)
def test_a_recount_writes_the_difference(save, left, counted, kind, moved):
    save(materials.receive, LEAFLET, PISZ, 100)
    move = save(materials.recount, LEAFLET, PISZ, counted, "spis")
    assert (move.kind, move.quantity, move.reason) == (kind, moved, "spis")
    assert left() == counted


def test_a_recount_that_fits_writes_nothing(save, left):
    save(materials.receive, LEAFLET, PISZ, 100)
    assert save(materials.recount, LEAFLET, PISZ, 100) is None
    with pytest.raises(UserError, match="below zero"):
        save(materials.recount, LEAFLET, PISZ, -1)


def test_what_another_laptop_hands_out_during_a_recount_still_counts(db, save, left):
    save(materials.receive, LEAFLET, PISZ, 100)
    save(materials.recount, LEAFLET, PISZ, 90)
    handed = {
        "material": LEAFLET,
        "from_centre": PISZ,
        "quantity": 4,
        "kind": "hand_out",
        "moved_at": "2026-11-23T09:00:00.000Z",
    }
    db.write_bulk([("2816", ("stock_move", "from-elsewhere", handed))], label="Other laptop")
    assert left() == 86


def test_a_correction_is_a_counter_move_and_both_stay(db, save, left):
    wrong = save(materials.receive, LEAFLET, PISZ, 1000)
    save(materials.correct, wrong.id, "o zero za dużo")
    assert left() == 0
    assert [m.kind for m in db.read(stock.moves)].count("correction") == 1
    assert len(db.read(stock.moves)) == 2


def test_a_transfer_within_a_county_is_one_move(office, office_save):
    office_save(materials.receive, LEAFLET, REGION, 50)
    moves = office_save(materials.transfer, LEAFLET, REGION, OLSZTYN, 20)
    assert [(m.from_centre, m.to_centre, m.scope) for m in moves] == [(REGION, OLSZTYN, "2814")]
    assert office.read(stock.quantity, LEAFLET, REGION) == 30
    assert office.read(stock.quantity, LEAFLET, OLSZTYN) == 20


def test_a_transfer_between_counties_is_a_half_in_each(office, office_save):
    halves = office_save(materials.transfer, LEAFLET, PISZ, ELK, 20, reason="na targi")
    assert [(m.from_centre, m.to_centre, m.scope, m.reason) for m in halves] == [
        (PISZ, None, "2816", "To: Centrum Ełk · na targi"),
        (None, ELK, "2805", "From: Centrum Pisz · na targi"),
    ]
    assert office.read(stock.quantity, LEAFLET, PISZ) == -20
    assert office.read(stock.quantity, LEAFLET, ELK) == 20
    office.undo()
    assert office.read(stock.quantity, LEAFLET, ELK) == 0


def test_a_promoter_cannot_write_another_countys_half(save, left):
    for ends in ((PISZ, ELK), (ELK, PISZ)):
        with pytest.raises(UserError, match="central office"):
            save(materials.transfer, LEAFLET, *ends, 5)
    assert left() == 0
    with pytest.raises(UserError, match="two different"):
        save(materials.transfer, LEAFLET, PISZ, PISZ, 5)


@pytest.mark.parametrize("copies", [0, -3])
def test_a_quantity_is_at_least_one(save, left, copies):
    with pytest.raises(records.InvalidRecordError, match="at least one"):
        save(materials.receive, LEAFLET, PISZ, copies)
    assert left() == 0


def test_a_centre_that_is_not_there_is_refused(save):
    with pytest.raises(UserError, match="not here any more"):
        save(materials.receive, LEAFLET, "nowhere", 5)


def test_the_catalogue_is_the_offices(db, save, office_save):
    with pytest.raises(UserError, match="Only the central office"):
        save(materials.save, code="X", name="Plakat", kind="poster")
    assert office_save(materials.save, code="X", name="Plakat", kind="poster").scope == "network"
    assert db.read(materials.ids, "ulot") == [LEAFLET]
