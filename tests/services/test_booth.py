from datetime import UTC, date, datetime, timedelta
from datetime import time as hour

import pytest

from app.base.errors import UserError
from app.model.material import Material
from app.services import booth, events, materials, stock

from .conftest import BROCHURE, ELK, LEAFLET, NOW, PISZ


@pytest.fixture
def fair(save):
    plan = events.days(date(2026, 11, 23), date(2026, 11, 24), hour(9), hour(17), "Targi")
    return save(events.create, "Targi", "fair", plan, lead_county="2816").id


def tile(db, fair, material):
    return next(t for t in db.read(booth.tiles, fair) if t.material == material)


def test_a_press_is_one_copy_of_the_promoters_centre(db, save, fair):
    save(materials.receive, LEAFLET, PISZ, 21)
    move = save(booth.press, fair, LEAFLET)
    assert (move.quantity, move.from_centre, move.event) == (1, PISZ, fair)
    seen = tile(db, fair, LEAFLET)
    assert (seen.left, seen.handed_out, seen.is_low) == (20, 1, False)
    save(booth.press, fair, LEAFLET)
    assert tile(db, fair, LEAFLET).is_low


def test_undo_takes_one_press_after_the_other_back(db, save, fair):
    save(booth.press, fair, LEAFLET)
    save(booth.talk, fair)
    db.undo()
    assert db.read(booth.counters, fair) == booth.Counters(1, 0, 0)
    db.undo()
    assert db.read(booth.counters, fair) == booth.Counters(0, 0, 0)
    assert db.read(booth.last_actions, fair) == []


def test_the_events_own_centre_gives_the_stock(office):
    plan = events.days(date(2026, 11, 23), date(2026, 11, 23), hour(9), hour(17), "Targi")
    event = office.write(events.create, "Ełk", "fair", plan, centre=ELK, label="Add").result
    office.write(booth.press, event.id, LEAFLET, label="Press")
    assert event.scope == "2805"
    assert office.read(stock.quantity, LEAFLET, ELK) == -1


def test_tiles_keep_their_digits_while_the_stock_changes(db, save, fair):
    order = [t.material for t in db.read(booth.tiles, fair)]
    assert order == [LEAFLET, BROCHURE]
    save(materials.receive, LEAFLET, PISZ, 1)
    save(booth.press, fair, LEAFLET)
    assert [t.material for t in db.read(booth.tiles, fair)] == order
    chosen = db.read(booth.tiles, fair, None, [BROCHURE, "gone", LEAFLET])
    assert [(t.digit, t.material) for t in chosen] == [(1, BROCHURE), (2, LEAFLET)]


def test_pressing_what_was_never_booked_in_moves_no_digit(db, save, fair):
    order = [t.material for t in db.read(booth.tiles, fair)]
    save(booth.press, fair, order[-1])
    assert [t.material for t in db.read(booth.tiles, fair)] == order


def test_what_the_centre_has_comes_before_the_rest_and_nine_fit(db, save, fair):
    rows = (
        ("network", ("material", f"m{n}", {"code": f"A{n:02}", "name": f"M{n}", "kind": "other"}))
        for n in range(12)
    )
    db.write_bulk(rows, label="Catalogue")
    save(materials.receive, BROCHURE, PISZ, 5)
    shown = db.read(booth.tiles, fair)
    assert [t.digit for t in shown] == list(range(1, 10))
    assert shown[0].material == BROCHURE
    assert shown[1].material == "m0"
    assert db.read(lambda s: s.query(Material).count()) == 14


def test_a_slip_is_a_person_a_participation_and_a_count(db, fair):
    written = db.write(booth.slip, fair, " 000123 ", label="Slip")
    taken = written.result
    assert written.changes.kinds == {"person", "participation", "tally"}
    assert (taken.person.slip_number, taken.person.county) == ("000123", "2816")
    assert (taken.participation.walk_in, taken.participation.status) == (True, "present")
    assert taken.same_number == ()
    assert db.read(booth.counters, fair).contacts == 1
    assert [action.kind for action in db.read(booth.last_actions, fair)] == ["contact"]


def test_a_number_used_before_is_kept_and_said(save, fair):
    save(booth.slip, fair, "000123")
    again = save(booth.slip, fair, "000123")
    assert again.same_number == ("000123",)
    assert save(booth.slip, fair, "000124").same_number == ()
    with pytest.raises(UserError, match="number of the slip"):
        save(booth.slip, fair, "  ")


def test_the_last_five_actions_the_latest_first(db, save, fair, time):
    deeds = [
        (booth.press, LEAFLET),
        (booth.talk,),
        (booth.slip, "7"),
        (booth.press, BROCHURE),
        (booth.talk,),
        (booth.press, LEAFLET),
    ]
    for minute, (deed, *args) in enumerate(deeds):
        time(NOW + timedelta(minutes=minute))
        save(deed, fair, *args)
    actions = db.read(booth.last_actions, fair)
    assert [a.kind for a in actions] == ["hand_out", "talk", "hand_out", "contact", "talk"]
    assert [a.text for a in actions][2:4] == ["Broszura × 1", "Slip 7"]


def test_ones_own_last_press_stands_first_though_another_clock_is_ahead(db, save, fair, time):
    time(NOW + timedelta(hours=3))
    for deed in ((booth.press, BROCHURE), (booth.talk,), (booth.slip, "9")):
        save(deed[0], fair, *deed[1:])
    time(NOW)
    save(booth.press, fair, LEAFLET)
    (only,) = db.read(booth.last_actions, fair)
    assert only.text == "Ulotka CSR × 1"
    assert [h.handed_out for h in db.read(booth.hourly, fair)] == [1], "and no hour to come"
    time(NOW + timedelta(hours=4))
    assert len(db.read(booth.last_actions, fair)) == 4


def test_hours_are_counted_by_the_clock_in_poland_with_empty_ones(db, save, fair, time):
    for moment, deed in (
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), (booth.talk,)),
        (datetime(2026, 11, 23, 8, 5, tzinfo=UTC), (booth.press, LEAFLET)),
        (datetime(2026, 11, 23, 8, 55, tzinfo=UTC), (booth.talk,)),
        (datetime(2026, 11, 23, 10, 0, tzinfo=UTC), (booth.slip, "1")),
    ):
        time(moment)
        save(deed[0], fair, *deed[1:])
    hours = db.read(booth.hourly, fair)
    assert [(h.starts.hour, h.handed_out, h.talks, h.contacts) for h in hours] == [
        (9, 1, 1, 0),
        (10, 0, 0, 0),
        (11, 0, 0, 1),
    ]
    assert db.read(booth.hourly, fair, date(2026, 11, 21)) == []
    time(datetime(2026, 11, 23, 12, 30, tzinfo=UTC))
    assert [h.starts.hour for h in db.read(booth.hourly, fair)] == [9, 10, 11, 12, 13], "till now"
    assert [h.starts.hour for h in db.read(booth.hourly, fair, date(2026, 11, 22))] == [23]
    assert db.read(booth.counters, fair, date(2026, 11, 22)) == booth.Counters(0, 1, 0)


def test_several_laptops_at_one_fair_add_up(db, save, fair):
    save(booth.press, fair, LEAFLET)
    other = {"material": LEAFLET, "from_centre": PISZ, "quantity": 1, "kind": "hand_out"}
    other |= {"event": fair, "moved_at": "2026-11-23T09:00:00.000Z"}
    talk = {"event": fair, "kind": "talk", "amount": 2, "counted_at": "2026-11-23T09:00:00.000Z"}
    rows = [("2816", ("stock_move", "o1", other)), ("2816", ("tally", "o2", talk))]
    db.write_bulk(rows, label="Other laptop")
    assert db.read(booth.counters, fair) == booth.Counters(2, 2, 0)


def test_a_booth_needs_its_event(save):
    with pytest.raises(UserError, match="not here any more"):
        save(booth.press, "gone", LEAFLET)
    with pytest.raises(UserError, match="not here any more"):
        save(booth.slip, "gone", "1")


def test_several_copies_may_go_at_once(db, save, fair):
    save(booth.press, fair, LEAFLET, PISZ, 3)
    assert db.read(stock.quantity, LEAFLET, PISZ) == -3


def test_a_scanned_slip_is_the_one_that_was_typed(db, save, fair):
    save(booth.slip, fair, "104217")
    for scanned in ("#104217", "3&àé'&è".replace("é'&è", "'é&è")):
        assert save(booth.slip, fair, scanned).same_number
