from datetime import date, timedelta
from datetime import time as hour

import pytest

from app.base.errors import UserError
from app.model.participation import Participation
from app.model.person import Person
from app.services import events, people, records, registration

DAY = date(2026, 12, 1)


@pytest.fixture
def workshop(save):
    plan = events.days(DAY, DAY, hour(9), hour(15), "Dzień")
    return save(events.create, "Warsztat", "workshop", plan, lead_county="2816", capacity=2).id


@pytest.fixture
def register(save, workshop):
    return lambda name, **more: save(registration.register, workshop, {"first_name": name}, **more)


def fresh(db, row):
    return db.read(lambda s: s.get(Participation, row.id))


def test_lines_count_from_one_and_the_third_of_two_waits(register):
    rows = [register(name) for name in "ABC"]
    assert [row.line_number for row in rows] == [1, 2, 3]
    assert [row.status for row in rows] == ["registered", "registered", "reserve"]


def test_the_121st_of_120_goes_to_the_reserve(save):
    plan = events.days(DAY, DAY, hour(9), hour(15), "Dzień")
    event = save(events.create, "Warsztat", "workshop", plan, lead_county="2816", capacity=120).id

    def fill(session):
        return [
            registration.register(session, event, {"first_name": f"U{n}"}).status
            for n in range(121)
        ]

    statuses = save(fill)
    assert statuses.count("registered") == 120
    assert statuses[-1] == "reserve"


def test_the_same_person_twice_is_one_registration(db, save, workshop, register):
    first = register("A", group="employer")
    again = save(registration.register, workshop, first.person, "union")
    assert (again.id, again.line_number, again.group) == (first.id, 1, "employer")
    assert db.read(registration.places_taken, workshop) == 1


def test_trainers_and_guests_take_no_place(db, workshop, register):
    trainer = register("T", role="trainer")
    guest = register("G", role="guest")
    assert (trainer.line_number, guest.line_number) == (None, 1)
    statuses = [register(name).status for name in "ABC"]
    assert statuses == ["registered", "registered", "reserve"]
    assert db.read(registration.places_taken, workshop) == 2


def test_a_walk_in_comes_over_the_capacity(db, save, workshop, register):
    reserve = [register(name) for name in "ABC"][-1]
    row = save(registration.walk_in, workshop, {"first_name": "W"}, "ngo")
    assert (row.status, row.walk_in, row.line_number, row.group) == ("present", True, 4, "ngo")
    save(registration.walk_in, workshop, reserve.person)
    assert fresh(db, reserve).status == "present"


def test_a_walk_in_without_consent_is_a_slip_less_name_only(db, save, workshop):
    row = save(registration.walk_in, workshop, {"first_name": "Ktoś"})
    person = db.read(records.get, Person, row.person)
    assert (person.slip_number, person.email, person.scope) == (None, None, "2816")


def test_who_withdraws_makes_room_for_the_first_of_the_reserve(db, save, workshop, register):
    a, _, c, d = [register(name) for name in "ABCD"]
    assert save(registration.withdraw, a.id).id == c.id
    assert fresh(db, c).status == "registered"
    assert fresh(db, d).status == "reserve"
    assert register("E").line_number == 5
    assert save(registration.withdraw, d.id) is None


def test_a_reserve_that_withdraws_moves_nobody(db, save, register):
    _, _, c, d = [register(name) for name in "ABCD"]
    assert save(registration.withdraw, c.id) is None
    assert fresh(db, d).status == "reserve"


def test_who_withdrew_may_come_back_under_the_same_number(save, workshop, register):
    a = register("A")
    save(registration.withdraw, a.id)
    back = save(registration.register, workshop, a.person)
    assert (back.id, back.line_number, back.status) == (a.id, 1, "registered")
    assert not back.deleted


def test_two_laptops_numbers_are_mended_the_earlier_keeps_its_own(db, save, workshop, register):
    a, b = register("A"), register("B")
    other = {"event": workshop, "person": "p-x", "role": "participant", "status": "registered"}
    other |= {"line_number": 1, "created_at": "2026-11-24T09:00:00.000Z"}
    db.write_bulk([("2816", ("participation", "other", other))], label="Other laptop")
    (mended,) = save(registration.mend_lines, workshop)
    assert (mended.id, mended.line_number) == ("other", 3)
    assert [fresh(db, row).line_number for row in (a, b)] == [1, 2]
    assert save(registration.mend_lines, workshop) == []


def test_a_cancelled_event_takes_nobody(save, workshop, register):
    save(events.set_status, workshop, "cancelled")
    with pytest.raises(UserError, match="Warsztat has been cancelled"):
        register("A")


def test_who_is_in_two_places_at_once_is_said(db, save, workshop, register):
    row = register("Jan")
    starts = db.read(events.sessions_of, workshop)[0].starts
    for shift, title in ((5, "Nakłada się"), (6, "Potem"), (-6, "Przedtem")):
        begins = starts + timedelta(hours=shift)
        part = events.SessionPlan(begins, begins + timedelta(hours=6), "x")
        other = save(events.create, title, "training", [part], lead_county="2816")
        save(registration.register, other.id, row.person)
    (overlap,) = db.read(registration.overlaps, workshop)
    assert (overlap.name, overlap.title) == ("Jan", "Nakłada się")
    save(events.set_status, overlap.event, "cancelled")
    assert db.read(registration.overlaps, workshop) == []


def test_the_group_is_the_persons_own_unless_said(save, workshop):
    mayor = save(people.add, first_name="Wójt", group="local_government")
    assert save(registration.register, workshop, mayor.id).group == "local_government"
