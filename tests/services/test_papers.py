"""Papers drawn from records: what is on them, and what is not."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from app.base.errors import UserError
from app.base.i18n import speaking
from app.documents.raster import page_count
from app.services import (
    attendance,
    certificates,
    companies,
    company_papers,
    duty_papers,
    event_papers,
    event_report,
    events,
    materials,
    printing,
    registration,
    shifts,
    slips,
    stock_papers,
    tasks,
    test_results,
    visits,
)
from tests.documents.pdf_reading import ReadPdf

from .conftest import ANNA, JAN, LEAFLET, NOW, PISZ


def text(made):
    read = ReadPdf(made.pdf)
    return " ".join(read.text(page) for page in range(page_count(made.pdf)))


@pytest.fixture
def training(save):
    """A training of two days: Олена was there on both, =SUM(A1) on one, Żak waits."""
    plan = [
        events.SessionPlan(
            NOW - timedelta(days=day), NOW - timedelta(days=day) + timedelta(hours=5), topic
        )
        for day, topic in ((2, "Flexicurity"), (1, "CSR"))
    ]
    event = save(
        events.create, "Szkolenie", "training", plan,
        lead_county="2816", centre=PISZ, capacity=2, outcomes="Zna CSR\nUmie rozmawiać",
    ).id  # fmt: skip
    for person in ({"first_name": "Олена"}, {"last_name": "=SUM(A1)"}, {"last_name": "Żak"}):
        save(registration.register, event, person, "employer")
    first, second = db_parts(save, event)
    save(attendance.mark, first, [1, 2])
    save(attendance.mark, second, [1])
    return event


def db_parts(save, event):
    return [part.id for part in save(events.sessions_of, event)]


def test_the_attendance_list_leaves_the_reserve_out(db, training):
    said = text(db.read(event_papers.sign_in_sheet, training))
    assert "Олена" in said
    assert "=SUM(A1)" in said
    assert "Żak" not in said
    assert "Centrum Pisz" in said


def test_badges_are_for_those_with_a_place(db, save, training):
    trainer = save(registration.register, training, {"last_name": "Lis"}, role="trainer")
    made = db.read(event_papers.badges, training, "3x7")
    codes = ReadPdf(made.pdf).codes(0)
    assert len(codes) == 3
    assert event_papers.check_in.code_of(trainer.id) in codes


def test_badges_begin_at_the_first_label_that_is_left(db, training):
    assert db.read(event_papers.badges, training, "2x5", 8).pages == 1
    assert db.read(event_papers.badges, training, "2x5", 9).pages == 2


def test_a_paper_is_drawn_in_ukrainian_whatever_the_program_speaks(db, save, training):
    save(certificates.issue, training)
    said = {
        event_papers.sign_in_sheet: "СПИСОК ПРИСУТНОСТІ",
        event_papers.participants: "Роботодавець",
        event_papers.certificate_pages: "10 год",
        event_papers.certificate_register: "Реєстр сертифікатів",
        event_report.report: "Хто прийшов",
    }
    for draw, words in said.items():
        made = db.read(partial(printing.drawn_in, "uk", draw), training)
        assert words.lower() in text(made).lower()
        assert ReadPdf(made.pdf).language() == "uk"
        assert made.notes == ()
    assert "Group" in text(db.read(event_report.report, training))


def test_what_cannot_be_drawn_is_said_in_the_programs_language(db, save):
    plan = [events.SessionPlan(NOW, NOW + timedelta(hours=1), "T")]
    event = save(events.create, "Pusto", "training", plan, lead_county="2816").id
    with pytest.raises(UserError, match="Nobody is on the list"):
        db.read(partial(printing.drawn_in, "uk", event_papers.badges), event)
    with speaking("uk"):
        assert printing.missing_note("ḁ") == ("These characters cannot be printed: ḁ",)


def test_nobody_on_the_list_is_said(db, save):
    plan = [events.SessionPlan(NOW, NOW + timedelta(hours=1), "T")]
    event = save(events.create, "Pusto", "training", plan, lead_county="2816").id
    with pytest.raises(UserError, match="Nobody is on the list"):
        db.read(event_papers.badges, event)
    with pytest.raises(UserError, match="No certificate"):
        db.read(event_papers.certificate_pages, event)
    for draw in (event_papers.sign_in_sheet, event_papers.participants, event_report.report):
        assert "Pusto" in text(db.read(draw, event))


def test_certificates_carry_hours_topics_and_outcomes(db, save, training):
    [given] = save(certificates.issue, training)
    said = text(db.read(event_papers.certificate_pages, training))
    for words in (
        "Олена",
        given.number,
        "10\u00a0h".replace("\u00a0", " "),
        "Umie rozmawiać",
        "CSR",
    ):
        assert words in said
    assert "=SUM(A1)" not in said
    assert given.number in text(db.read(event_papers.certificate_register, training))


def test_the_report_counts_groups_and_tests(db, save, training):
    lines = db.read(attendance.sheet, training).lines
    for stage, points in (("before", 3), ("after", 9)):
        save(test_results.record, lines[0].participation, stage, points, 10)
    said = text(db.read(event_report.report, training))
    assert "Employer 2 2 1" in said
    assert "30 %" in said
    assert "90 %" in said


def test_the_report_says_what_each_side_learnt(db, save, training):
    save(registration.register, training, {"last_name": "Wilk"}, "union", role="guest")
    lines = db.read(attendance.sheet, training).lines
    union = next(line for line in lines if line.group == "union")
    for line, before, after in ((lines[0], 3, 9), (union, 5, 6)):
        save(test_results.record, line.participation, "before", before, 10)
        save(test_results.record, line.participation, "after", after, 10)
    said = text(db.read(event_report.report, training))
    assert "Employer 1 30 % 90 % +60 pp" in said
    assert "Trade union 1 50 % 60 % +10 pp" in said
    assert "All 2 40 % 75 % +35 pp" in said


def test_the_month_sheet_counts_real_hours_over_the_change_of_the_clock(db, save, time):
    time(datetime(2026, 10, 24, 20, 0, tzinfo=UTC))
    shift = save(shifts.start, ANNA, PISZ).shift
    time(datetime(2026, 10, 25, 5, 0, tzinfo=UTC))
    save(shifts.end, shift.id)
    made = db.read(duty_papers.month_hours, PISZ, 2026, 10)
    assert "9 h" in text(made)
    assert "Anna Łoś" in text(made)
    with pytest.raises(UserError, match="No shift was ended"):
        db.read(duty_papers.month_hours, PISZ, 2026, 10, JAN)


def test_the_roster_names_who_comes_and_the_gaps(db, save):
    starts = NOW + timedelta(days=1)
    save(shifts.plan, PISZ, starts, starts + timedelta(hours=3), ANNA)
    made = db.read(duty_papers.week_roster, PISZ, date(2026, 11, 23))
    assert made.landscape
    assert "Anna Łoś" in text(made)
    assert "nobody yet" in text(made)


def _list_devices(*stores, more=()):
    def listed():
        for place, device in enumerate((*more, "dev-office", "dev-x", "dev-anna")):
            born = f"2026-11-23T09:{place // 60:02}:{place % 60:02}.000Z"
            known = {"name": device, "role": "promoter", "counties": "[]", "deleted": 0}
            yield "network", ("device", device, {**known, "created_at": born})

    for store in stores:
        store.write_bulk(listed(), label="Devices")


def _put_back(database):
    with database.writing() as connection:
        slips.identity.start_incarnation(connection)
    database.identity_changed()


def test_slips_of_two_print_runs_share_no_number(db, training):
    _list_devices(db)
    first, second = slips.take_numbers(db), slips.take_numbers(db)
    assert len(set(first) | set(second)) == len(first) + len(second) == 80
    assert all(len(number) == 6 for number in first + second)
    said = text(db.read(slips.draw, training, first[:8]))
    assert all(f"№ {number}" in said for number in first[:8])


def test_no_two_computers_print_the_same_number(db):
    whole = [slips._number(place, n) for place in range(slips.COMPUTERS) for n in range(4_000)]
    assert (min(whole), max(whole), len(set(whole))) == (100_000, 999_999, 900_000)


def test_a_computers_numbers_follow_its_place_in_the_list_of_devices(office, db):
    _list_devices(office, db)
    assert slips.take_numbers(office)[0] == "100000"
    assert slips.take_numbers(db)[0] == "102000"
    assert slips.take_numbers(db)[0] == "102040"


def test_the_last_of_a_computers_numbers_leads_to_the_first(db):
    _list_devices(db)
    first = int(slips.take_numbers(db)[0])
    with db.writing() as connection:
        slips.identity.set_fact(connection, "slips_taken", f"{db.who.writer} 3996")
    taken = [int(number) for number in slips.take_numbers(db, 1)]
    assert taken[3:5] == [first + 675_999, first]


@pytest.mark.parametrize("before", [0, 1], ids=["before the first run", "after one"])
def test_one_copy_put_back_twice_prints_no_number_twice(db, training, before):
    """Nobody knows what was printed after the copy was made, or by the other that has it too."""
    _list_devices(db)
    printed = [slips.take_numbers(db) for _run in range(before)]
    with db.reading() as connection:
        kept = [tuple(one) for one in connection.exec_driver_sql("SELECT key, value FROM meta")]
    printed.append(slips.take_numbers(db))
    for _copy in range(2):
        with db.writing() as connection:
            connection.exec_driver_sql("DELETE FROM meta")
            connection.exec_driver_sql("INSERT INTO meta(key, value) VALUES(?,?)", kept)
        _put_back(db)
        printed += [slips.take_numbers(db), slips.take_numbers(db)]
    numbers = [number for run in printed for number in run]
    assert len(set(numbers)) == len(numbers)
    assert all(len(number) == 7 for run in printed[-4:] for number in run)
    assert int(printed[-1][0]) == int(printed[-2][-1]) + 1, "one after another"
    assert f"№ {printed[-1][0]}" in text(db.read(slips.draw, training, printed[-1][:8]))


def test_a_life_begins_another_block_when_one_is_used_up(db):
    _list_devices(db)
    _put_back(db)
    first = int(slips.take_numbers(db, 1)[0])
    with db.writing() as connection:
        slips.identity.set_fact(connection, "slips_taken", f"{db.who.writer} 996")
    taken = [int(number) for number in slips.take_numbers(db, 1)]
    assert taken[:4] == [first + n for n in range(996, 1_000)]
    assert taken[4] % 1_000 == 0
    assert min(taken) >= 1_000_000


def test_beyond_so_many_computers_numbers_are_longer_instead_of_shared(db):
    _list_devices(db, more=[f"dev-{number}" for number in range(slips.COMPUTERS)])
    assert all(len(number) == 7 for number in slips.take_numbers(db))


def test_the_stock_sheet_has_the_whole_catalogue(db, save):
    save(materials.receive, LEAFLET, PISZ, 1_250)
    said = text(db.read(stock_papers.stock_sheet, PISZ))
    assert "A1 Ulotka CSR Leaflet 1,250" in said
    assert "B1 Broszura" in said
    label = db.read(stock_papers.box_labels, LEAFLET, PISZ)
    assert ReadPdf(label.pdf).codes(0) == ["A1"] * 4


def test_the_visit_sheet_has_promises_history_and_warnings(db, save, company):
    save(visits.record, company.id, "interested", note="Prosi o wzór regulaminu")
    save(tasks.add, "Wysłać wzór", date(2026, 11, 1), ANNA, company=company.id)
    said = text(db.read(company_papers.visit_sheet, company.id))
    for words in ("Tartak Łęg", "Wysłać wzór", "overdue since 1 Nov 2026", "Prosi o wzór"):
        assert words in said
    assert "Do not contact" not in said
    save(companies.save, company, do_not_contact=True, do_not_contact_reason="Prośba")
    assert "Do not contact: Prośba" in text(db.read(company_papers.visit_sheet, company.id))
