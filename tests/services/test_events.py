from datetime import date, timedelta
from datetime import time as hour

import pytest

from app.base.errors import UserError
from app.model.event import Event
from app.services import events, records, registration
from app.services.events import EventView

from .conftest import NOW, PISZ


def make(save, first, last=None, **values):
    plan = events.days(first, last or first, hour(9), hour(15), "Dzień")
    title = values.pop("title", "Warsztat")
    kind = values.pop("kind", "workshop")
    return save(events.create, title, kind, plan, **{"lead_county": "2816", **values})


def test_an_event_lasts_from_its_first_session_to_its_last(db, save):
    event = make(save, date(2026, 12, 31), date(2027, 1, 2))
    parts = db.read(events.sessions_of, event.id)
    assert len(parts) == 3
    assert (event.starts, event.ends) == (parts[0].starts, parts[-1].ends)
    assert (event.counties, event.scope) == (("2816",), "2816")
    assert {part.scope for part in parts} == {"2816"}


def test_days_keep_their_wall_clock_over_the_clock_change(db, save):
    event = make(save, date(2026, 10, 24), date(2026, 10, 25))
    saturday, sunday = db.read(events.sessions_of, event.id)
    assert (saturday.starts.hour, sunday.starts.hour) == (7, 8)
    assert saturday.ends - saturday.starts == sunday.ends - sunday.starts


def test_an_event_needs_a_day(save):
    with pytest.raises(UserError, match="at least one day"):
        save(events.create, "Nic", "fair", [])
    with pytest.raises(records.InvalidRecordError, match="capacity"):
        make(save, date(2026, 12, 1), capacity=0)


def test_a_further_session_lengthens_the_event(db, save):
    event = make(save, date(2026, 12, 1))
    later = events.SessionPlan(event.ends, event.ends + timedelta(hours=2), "Dodatek")
    save(events.add_session, event.id, later)
    assert db.read(records.get, Event, event.id).ends == event.ends + timedelta(hours=2)


def test_each_view_shows_its_own_in_order(db, save):
    past = make(save, date(2026, 10, 1)).id
    now = make(save, date(2026, 11, 23)).id
    coming = make(save, date(2026, 12, 1)).id
    off = make(save, date(2026, 12, 5)).id
    save(events.set_status, off, "cancelled")
    assert db.read(events.ids, EventView.UPCOMING) == [now, coming]
    assert db.read(events.ids, EventView.PAST) == [past]
    assert db.read(events.ids, EventView.CANCELLED) == [off]
    assert db.read(events.ids) == [off, coming, now, past]


def test_a_list_is_narrowed_by_kind_county_and_text(db, save):
    fair = make(save, date(2026, 12, 1), title="Targi pracy", kind="fair", place="Łomża").id
    both = make(save, date(2026, 12, 2), counties=("2816", "2805")).id
    assert db.read(events.ids, kind="fair") == [fair]
    assert db.read(events.ids, county="2805") == [both]
    assert set(db.read(events.ids, county="2816")) == {fair, both}
    assert db.read(events.ids, text="lomza") == [fair]


def test_a_row_counts_who_takes_part(db, save):
    event = make(save, date(2026, 12, 1), capacity=2)
    for name in ("A", "B", "C"):
        save(registration.register, event.id, {"first_name": name})
    save(registration.walk_in, event.id, {"first_name": "D"})
    (row,) = db.read(events.page, [event.id, "gone"])
    assert (row.registered, row.reserve, row.present) == (3, 1, 1)
    assert (row.county, row.capacity) == ("piski", 2)


@pytest.mark.parametrize(("hours", "place"), [(0, 0), (20, 1), (30, 1), (99, 1)])
def test_the_session_now_is_the_running_the_next_or_the_last(db, save, time, hours, place):
    event = make(save, date(2026, 11, 23), date(2026, 11, 24))
    parts = db.read(events.sessions_of, event.id)
    time(NOW + timedelta(hours=hours))
    assert db.read(events.session_now, event.id).id == parts[place].id


def test_an_event_without_sessions_has_none_now(db, save):
    assert db.read(events.session_now, PISZ) is None
