"""Checking in by code: only the right event's, only whole codes, whatever the keyboard types."""

from datetime import date
from datetime import time as hour

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base.errors import UserError
from app.services import attendance, check_in, events, registration
from app.services.check_in import code_of, read_code

FRENCH = str.maketrans("1234567890", "&é\"'(-è_çà")
CZECH = str.maketrans("1234567890", "+ěščřžýáíé")


@pytest.fixture
def training(save):
    plan = events.days(date(2026, 11, 23), date(2026, 11, 23), hour(9), hour(15), "Dzień")
    event = save(events.create, "Szkolenie", "training", plan, lead_county="2816").id
    save(registration.register, event, {"first_name": "Олена"})
    save(registration.register, event, {"slip_number": "104217"})
    return event


@pytest.fixture
def part(db, training):
    return db.read(events.sessions_of, training)[0].id


def test_a_badge_checks_in_once_and_then_says_so(db, save, training, part):
    line = db.read(attendance.sheet, training).lines[0]
    found = save(check_in.check_in, part, code_of(line.participation))
    assert (found.name, found.number, found.already) == ("Олена", 1, False)
    assert db.read(attendance.sheet, training).lines[0].cells == (True,)
    assert save(check_in.check_in, part, code_of(line.participation)).already


def test_a_slips_number_checks_in(db, save, training, part):
    assert save(check_in.check_in, part, " 104217\n").number == 2
    with pytest.raises(UserError, match="slip number 999999"):
        save(check_in.check_in, part, "999999")


def test_a_badly_read_or_foreign_code_is_refused(save, part):
    foreign = code_of("somebody-else")
    with pytest.raises(UserError, match="another event"):
        save(check_in.check_in, part, foreign)
    wrong = foreign[:-1] + str((int(foreign[-1]) + 1) % 10)
    with pytest.raises(UserError, match="not read well"):
        save(check_in.check_in, part, wrong)


@given(st.uuids().map(str), st.sampled_from([FRENCH, CZECH, {}]))
def test_a_code_survives_another_keyboard(participation, layout):
    code = code_of(participation)
    assert len(code) == 12
    assert read_code(code.translate(layout)) == code


@given(st.uuids().map(str), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(participation, place, by):
    from stdnum import damm

    code = code_of(participation)
    wrong = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]
    assert damm.is_valid(code)
    assert not damm.is_valid(wrong)


@pytest.mark.parametrize("typed", ["", "abc", "12a4", "１２"])
def test_what_is_no_code_is_said(typed):
    with pytest.raises(UserError, match="no badge's code"):
        read_code(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("#104217", "104217"),
        ("§104217", "104217"),
        ("3" + "104217".translate(FRENCH), "104217"),
        ("3" + "104217".translate(CZECH), "104217"),
        ("£ 104 217\n", "104217"),
        ("304217", "304217"),
        ("A-17", "A-17"),
        ("#", "#"),
        ("", ""),
    ],
)
def test_a_slips_code_begins_with_a_key_that_another_layout_changes(typed, meant):
    assert check_in.digits_of(typed) == meant


@pytest.mark.parametrize(
    ("scanned", "number"),
    [
        ("#482913", "482913"),
        ("482913", "482913"),
        ("§4829136", "4829136"),
        ("3'_é&à(é", "4821052"),
        ("3'_é&à(", "482105"),
        ("48291", None),
        ("123456789012", None),
        ("48291x", None),
    ],
)
def test_a_slip_is_told_from_a_badge(scanned, number):
    assert check_in.scanned_slip(scanned) == number
