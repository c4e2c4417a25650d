"""Certificates: who gets one, numbers that no two computers share, one printed again."""

from datetime import date, datetime, timedelta
from datetime import time as hour

import pytest

from app.base.errors import UserError
from app.model.certificate import Certificate
from app.services import attendance, certificates, events, people, records, registration
from app.store import identity
from app.store.database import Database
from app.store.identity import Founding

from .conftest import ANNA, NOW, make_store

DAY = date(2026, 11, 20)


@pytest.fixture
def training(save):
    """Save a training of 1,000 minutes with three people; the third has no name."""
    starts = datetime.combine(DAY, hour(6), tzinfo=NOW.tzinfo)
    parts = [
        events.SessionPlan(starts, starts + timedelta(minutes=799), "A"),
        events.SessionPlan(starts + timedelta(minutes=799), starts + timedelta(minutes=800), "B"),
        events.SessionPlan(starts + timedelta(minutes=800), starts + timedelta(minutes=1000), "C"),
    ]
    event = save(events.create, "Szkolenie", "training", parts, lead_county="2816").id
    for person in ({"first_name": "Олена"}, {"last_name": "Żak"}, {"slip_number": "123456"}):
        save(registration.register, event, person)
    return event


@pytest.fixture
def there(db, save, training):
    """Return a function that marks a line as present in the first sessions."""

    def mark(line, sessions):
        for part in db.read(events.sessions_of, training)[:sessions]:
            save(attendance.mark, part.id, [line])

    return mark


def line_of(db, training, number):
    lines = db.read(attendance.sheet, training).lines
    return next(line for line in lines if line.number == number)


def test_80_percent_is_enough_and_79_9_is_refused_in_words(db, save, training, there):
    there(1, 1)
    there(2, 2)
    with pytest.raises(UserError, match="Олена was there for 79\u00a0% of the hours"):
        save(certificates.issue_to, line_of(db, training, 1).participation)
    given = save(certificates.issue, training)
    assert [one.participation for one in given] == [line_of(db, training, 2).participation]


def test_before_the_last_day_there_is_no_certificate(save, time, training, there, db):
    there(2, 3)
    time(NOW.replace(day=DAY.day - 1))
    with pytest.raises(UserError, match="lasts until"):
        save(certificates.issue, training)
    with pytest.raises(UserError, match="lasts until"):
        save(certificates.issue_to, line_of(db, training, 2).participation)
    time(NOW.replace(day=DAY.day))
    assert len(save(certificates.issue, training)) == 1, "handed out when the last hour ends"


def test_without_a_name_there_is_no_certificate(db, save, training, there):
    there(3, 3)
    assert db.read(certificates.earned, training) == []
    with pytest.raises(UserError, match="Nobody is waiting"):
        save(certificates.issue, training)
    with pytest.raises(UserError, match="first and last name"):
        save(certificates.issue_to, line_of(db, training, 3).participation)


def test_a_trainer_gets_no_certificate(db, save, training):
    trainer = save(registration.register, training, {"last_name": "Lis"}, role="trainer")
    with pytest.raises(UserError, match="participants only"):
        save(certificates.issue_to, trainer.id)


def test_numbers_count_on_and_name_centre_and_year(db, save, training, there):
    there(1, 3)
    there(2, 3)
    numbers = sorted(one.number for one in save(certificates.issue, training))
    assert [number.split("/")[:2] for number in numbers] == [["PI", "2026"]] * 2
    assert [number.split("/")[3] for number in numbers] == ["001", "002"]
    assert [line.number for line in db.read(certificates.of_event, training)] == numbers
    assert len(db.read(certificates.of_year, 2026)) == 2
    assert db.read(certificates.of_year, 2025) == []


def test_a_number_that_was_undone_is_not_given_again(db, save, training, there):
    there(2, 3)
    first = save(certificates.issue, training)[0]
    save(lambda session: records.delete(session, records.get(session, Certificate, first.id)))
    assert save(certificates.issue, training)[0].number.endswith("/002")


def test_on_the_day_of_issue_it_is_no_duplicate(save, training, there):
    there(2, 3)
    first = save(certificates.issue, training)[0]
    assert save(certificates.issue_to, first.participation).reissued is None


def test_printed_again_the_number_stays_and_the_day_is_kept(db, save, time, training, there):
    there(2, 3)
    first = save(certificates.issue, training)[0]
    time(NOW + timedelta(days=9))
    again = save(certificates.issue_to, first.participation)
    assert (again.number, again.issued) == (first.number, date(2026, 11, 23))
    assert again.reissued == date(2026, 12, 2)
    assert save(certificates.issue_to, first.participation).id == first.id
    assert len(db.read(certificates.of_event, training)) == 1


def test_two_computers_and_two_lives_of_one_give_different_numbers(db, tmp_path, training):
    twin = make_store(
        tmp_path / "twin", Founding("net", "dev-twin", "promoter", ANNA, "2816", ("2816",))
    )
    mine, theirs = (one.who.writer for one in (db, twin))
    assert certificates.writer_letters(mine) != certificates.writer_letters(theirs)
    with db.engine.begin() as connection:
        identity.start_incarnation(connection)
    db.close()
    later = Database.open(db.folder)
    assert certificates.writer_letters(later.who.writer) != certificates.writer_letters(mine)
    later.close()
    twin.close()


def test_the_name_is_read_anew(db, save, training, there):
    there(2, 3)
    save(certificates.issue, training)
    line = line_of(db, training, 2)
    person = db.read(records.get, people.Person, line.person)
    save(records.save, person, {"first_name": "Zoë", "last_name": "=SUM(A1)"})
    assert db.read(certificates.of_event, training)[0].name == "Zoë =SUM(A1)"
