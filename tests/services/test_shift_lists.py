from datetime import timedelta

from app.services import shift_lists, shifts

from .conftest import ANNA, JAN, NOW, PISZ

HOUR = timedelta(hours=1)


def test_a_shift_that_nobody_ended_is_listed_with_its_probable_end(db, save, time):
    planned = save(shifts.plan, PISZ, NOW - HOUR, NOW + 7 * HOUR).shift
    save(shifts.start, shift=planned.id)
    assert db.read(shift_lists.never_ended, PISZ) == []
    time(NOW + 24 * HOUR)
    (lost,) = db.read(shift_lists.never_ended, PISZ)
    assert (lost.shift.id, lost.proposed_end) == (planned.id, NOW + 7 * HOUR)
    assert lost.promoter_name


def test_one_swaps_with_coming_shifts_of_others_alone(db, save):
    mine = save(shifts.plan, PISZ, NOW + HOUR, NOW + 5 * HOUR, ANNA).shift
    save(shifts.plan, PISZ, NOW + 24 * HOUR, NOW + 28 * HOUR, ANNA)
    save(shifts.plan, PISZ, NOW - 5 * HOUR, NOW - HOUR, JAN)
    theirs = save(shifts.plan, PISZ, NOW + 24 * HOUR, NOW + 28 * HOUR, JAN).shift
    assert [one.shift.id for one in db.read(shift_lists.others, mine.id)] == [theirs.id]
