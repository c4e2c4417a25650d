from datetime import date, timedelta
from datetime import time as hour

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.errors import UserError
from app.base.formats import parse_numbers
from app.model.attendance import Attendance
from app.model.session import EventSession
from app.services import attendance, events, registration

from .conftest import NOW

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 2)


@pytest.fixture
def training(save):
    """Save a training of two days of six hours with 22 lines and return its id."""
    plan = events.days(FIRST, LAST, hour(9), hour(15), "Dzień")
    event = save(events.create, "Szkolenie", "training", plan, lead_county="2816").id

    def fill(session):
        for n in range(1, 23):
            registration.register(session, event, {"first_name": f"U{n:02}"})

    save(fill)
    return event


@pytest.fixture
def days(db, training):
    return [part.id for part in db.read(events.sessions_of, training)]


def lines(db, training):
    return {line.number: line for line in db.read(attendance.sheet, training).lines}


def test_typing_the_paper_list_marks_its_lines_and_no_other(db, save, training, days):
    save(attendance.mark, days[0], parse_numbers("1-12,14,17-22"))
    present = [n for n, line in lines(db, training).items() if line.cells == (True, None)]
    assert present == [*range(1, 13), 14, *range(17, 23)]
    assert lines(db, training)[13].cells == (None, None)


def test_unknown_numbers_are_named_and_nothing_is_saved(db, save, training, days):
    with pytest.raises(UserError, match="23, 40"):
        save(attendance.mark, days[0], [1, 40, 23])
    assert all(line.cells == (None, None) for line in lines(db, training).values())


def test_the_rest_is_absent_with_one_call(db, save, training, days):
    save(attendance.mark, days[0], [1, 2])
    rest = save(attendance.mark_rest_absent, days[0])
    assert len(rest) == 20
    assert lines(db, training)[1].cells == (True, None)
    assert lines(db, training)[3].cells == (False, None)
    assert save(attendance.mark_rest_absent, days[0]) == []


def test_the_reserve_is_not_absent(save):
    plan = events.days(FIRST, FIRST, hour(9), hour(15), "Dzień")
    event = save(events.create, "Mały", "training", plan, lead_county="2816", capacity=1).id
    rows = [save(registration.register, event, {"first_name": name}) for name in "AB"]
    part = save(lambda s: events.sessions_of(s, event)[0].id)
    assert [row.id for row in save(attendance.mark_rest_absent, part)] == [rows[0].id]


def test_two_laptops_write_one_attendance(db, save, training, days):
    line = lines(db, training)[5]
    first = save(attendance.set_present, days[0], line.participation, True)
    again = save(attendance.mark, days[0], [5])
    assert again[0].id == line.participation
    assert first.id == Attendance.id_for(days[0], line.person)
    assert db.read(lambda s: s.query(Attendance).count()) == 1


def test_a_line_is_turned_over(db, save, training, days):
    line = lines(db, training)[7]
    for expected in (True, False, True):
        save(attendance.toggle, days[0], line.participation)
        assert lines(db, training)[7].cells == (expected, None)


def test_the_status_follows_the_marks(db, save, training, days):
    save(attendance.mark, days[0], [1, 2], present=False)
    assert lines(db, training)[1].status == "registered"
    save(attendance.mark, days[1], [1], present=False)
    save(attendance.mark, days[1], [2])
    assert (lines(db, training)[1].status, lines(db, training)[2].status) == ("absent", "present")
    save(attendance.mark, days[0], [1])
    assert lines(db, training)[1].status == "present"
    save(attendance.mark, days[0], [1], present=False)
    assert lines(db, training)[1].status == "absent"


def test_minutes_and_share_of_somebody_who_left_early(db, save, training, days):
    line = lines(db, training)[4]
    save(attendance.set_present, days[0], line.participation, True)
    save(attendance.set_present, days[1], line.participation, True, 216)
    now = lines(db, training)[4]
    assert (now.minutes, now.share, now.completed) == (576, 0.8, True)
    save(attendance.set_present, days[1], line.participation, True, 215)
    now = lines(db, training)[4]
    assert now.share == pytest.approx(0.7986, abs=1e-4)
    assert not now.completed
    assert db.read(attendance.completed, training) == []


@pytest.mark.parametrize("minutes", [-1, 361])
def test_nobody_stays_longer_than_the_session(db, save, training, days, minutes):
    line = lines(db, training)[1]
    with pytest.raises(UserError, match="360 minutes"):
        save(attendance.set_present, days[0], line.participation, True, minutes)


@pytest.mark.parametrize(
    ("minutes", "of", "enough"),
    [(80, 100, True), (799, 1000, False), (0, 0, False), (4, 5, True), (79, 100, False)],
)
def test_eighty_per_cent_is_exact(minutes, of, enough):
    assert attendance.completes(minutes, of) is enough


@given(st.lists(st.tuples(st.integers(1, 600), st.booleans()), max_size=8))
def test_the_share_is_that_of_the_hours(parts):
    total = sum(minutes for minutes, _ in parts)
    there = sum(minutes for minutes, present in parts if present)
    marks = [Attendance(present=present, minutes=None) for _, present in parts]
    counted = sum(
        attendance.mark_minutes(mark, minutes)
        for mark, (minutes, _) in zip(marks, parts, strict=True)
    )
    assert counted == there
    assert attendance.completes(counted, total) == (total > 0 and 10 * there >= 8 * total)


def test_a_session_over_the_clock_change_has_its_real_length():
    night = EventSession(starts=NOW.replace(month=10, day=24, hour=20, minute=0))
    night.ends = night.starts + timedelta(hours=9)
    assert attendance.length(night) == 540


def test_doubled_lines_are_shown_and_not_guessed(db, save, training, days):
    other = {"event": training, "person": "p-x", "role": "participant", "status": "registered"}
    db.write_bulk(
        [("2816", ("participation", "other", {**other, "line_number": 3}))], label="Other laptop"
    )
    assert db.read(attendance.sheet, training).doubled == (3,)
    with pytest.raises(UserError, match=r"Two people.*: 3\."):
        save(attendance.mark, days[0], [2, 3])


def test_a_guest_is_on_the_list_but_completes_nothing(db, save, training, days):
    save(registration.register, training, {"first_name": "Gość"}, role="guest")
    for part in days:
        save(attendance.mark, part, [22, 23])
    assert [line.number for line in db.read(attendance.completed, training)] == [22]


def test_a_trainer_has_no_line_and_an_empty_event_a_sheet(db, save):
    plan = events.days(FIRST, FIRST, hour(9), hour(15), "Dzień")
    event = save(events.create, "Pusty", "training", plan, lead_county="2816").id
    save(registration.register, event, {"first_name": "T"}, role="trainer")
    sheet = db.read(attendance.sheet, event)
    assert (sheet.lines, sheet.minutes, sheet.doubled) == ((), 360, ())
