"""What the half year of work looks like as a whole."""

from collections import Counter
from datetime import date, timedelta

from app.base.clock import to_local
from app.model.event import EventKind
from app.model.shift import ShiftState
from app.model.territory import NETWORK_COUNTIES
from app.model.visit import Outcome, VisitStatus
from app.services.demo.workdays import is_workday


def local_day(moment):
    return to_local(moment).date()


def test_visits_are_on_workdays_in_working_hours(records):
    for visit in records["visit"]:
        planned = to_local(visit.planned_from)
        assert is_workday(planned.date())
        assert 8 <= planned.hour <= 15


def test_visits_held_are_past_and_planned_ones_ahead(records, today):
    for visit in records["visit"]:
        if visit.status == VisitStatus.PLANNED:
            assert local_day(visit.planned_from) >= today
        else:
            assert today - timedelta(days=183) <= local_day(visit.planned_from) < today


def test_every_county_has_visits_today_and_all_outcomes_occur(records, today):
    due = {v.scope for v in records["visit"] if local_day(v.planned_from) == today}
    assert due == set(NETWORK_COUNTIES)
    assert {v.outcome for v in records["visit"]} == {*Outcome, None}
    assert {v.status for v in records["visit"]} == set(VisitStatus)


def test_visits_are_made_by_promoters_of_the_county(records):
    centres = {centre.id: centre.county for centre in records["centre"]}
    homes = {p.id: centres[p.centre].replace("2862", "2814") for p in records["promoter"]}
    for visit in records["visit"]:
        assert {homes[promoter] for promoter in visit.promoters} == {visit.scope}


def test_people_met_belong_to_the_company(records):
    employers = Counter((a.person, a.company) for a in records["affiliation"])
    for visit in records["visit"]:
        for person in visit.people or ():
            assert employers[person, visit.company]


def test_stage_follows_from_the_visits(records):
    held = Counter(v.company for v in records["visit"] if v.status == VisitStatus.HELD)
    for company in records["company"]:
        if company.stage in ("assessed", "declared", "pact"):
            assert held[company.id] >= 2


def test_tasks_are_due_today_and_some_are_late(records, today):
    pending = [task for task in records["task"] if not task.done]
    assert {task.scope for task in pending if task.due == today} == set(NETWORK_COUNTIES)
    assert any(task.due < today for task in pending)
    assert any(task.done for task in records["task"])


def test_each_county_holds_every_kind_of_event(records):
    kinds = {(event.scope, event.kind) for event in records["event"]}
    assert kinds >= {(county, kind) for county in NETWORK_COUNTIES for kind in EventKind}


def test_a_fair_runs_today_and_every_county_has_one_this_week(records, today):
    fairs = [e for e in records["event"] if e.kind == EventKind.FAIR and e.status == "planned"]
    assert {fair.scope for fair in fairs} == set(NETWORK_COUNTIES)
    assert {f.scope for f in fairs if local_day(f.starts) == today} == {"2814", "2816"}
    assert all(local_day(fair.starts) - today < timedelta(days=7) for fair in fairs)
    running = {fair.id for fair in fairs if local_day(fair.starts) == today}
    assert running <= {tally.event for tally in records["tally"]}


def test_lines_of_an_event_are_numbered_from_one(records):
    lines = {}
    for participation in records["participation"]:
        lines.setdefault(participation.event, []).append(participation.line_number)
    assert all(found == list(range(1, len(found) + 1)) for found in lines.values())


def test_nobody_is_present_at_a_session_of_an_event_they_missed(records):
    status = {p.id: p.status for p in records["participation"]}
    for attendance in records["attendance"]:
        if attendance.present:
            assert status[attendance.participation] == "present"


def test_derived_ids_are_the_models(records):
    for row in records["participation"][:50]:
        assert row.id == type(row).id_for(row.event, row.person, row.role)
    for row in records["attendance"][:50]:
        assert row.id == type(row).id_for(row.session, row.person)


def test_one_shift_runs_today_in_each_centre_and_some_were_forgotten(records, today):
    running = [s for s in records["shift"] if s.state == ShiftState.RUNNING]
    now = [shift.scope for shift in running if local_day(shift.actual_from) == today]
    assert sorted(now) == sorted(NETWORK_COUNTIES)
    assert any(local_day(shift.actual_from) < today for shift in running)
    ahead = [s for s in records["shift"] if s.state == ShiftState.PLANNED]
    assert all(local_day(shift.planned_from) >= today for shift in ahead)
    assert {s.scope for s in ahead if local_day(s.planned_from) == today} == set(NETWORK_COUNTIES)


def test_the_night_of_the_clock_change_has_nine_hours(records):
    nights = [
        shift.actual_to - shift.actual_from
        for shift in records["shift"]
        if local_day(shift.planned_from) == date(2026, 10, 24)
    ]
    assert nights
    assert set(nights) == {timedelta(hours=9)}


def test_stock_adds_up_with_some_of_it_short(records):
    stock = Counter()
    for move in records["stock_move"]:
        if move.to_centre:
            stock[move.to_centre, move.material] += move.quantity
        if move.from_centre:
            stock[move.from_centre, move.material] -= move.quantity
    minimum = {material.id: material.minimum for material in records["material"]}
    assert len(stock) == 8 * 12
    short = [key for key, left in stock.items() if left < minimum[key[1]]]
    assert 8 <= len(short) <= 12
    assert sum(left < 0 for left in stock.values()) == 1


def test_a_parcel_leaves_olsztyn_and_arrives_in_the_county(records):
    sent, arrived = Counter(), Counter()
    for move in records["stock_move"]:
        if move.kind == "transfer":
            (sent if move.from_centre else arrived)[move.material, move.quantity] += 1
    assert sent == arrived
    assert sent.total() == 21


def test_slip_numbers_are_unique(records):
    slips = [person.slip_number for person in records["person"] if person.slip_number]
    assert slips
    assert len(slips) == len(set(slips))


def test_certificates_are_given_to_who_was_there_for_four_fifths(records):
    minutes, whole = Counter(), Counter()
    sessions = {part.id: part for part in records["session"]}
    for part in sessions.values():
        whole[part.event] += (part.ends - part.starts).total_seconds() / 60
    for one in records["attendance"]:
        minutes[one.participation] += one.minutes or 0
    places = {place.id: place for place in records["participation"]}
    named = {one.id for one in records["person"] if one.first_name or one.last_name}
    assert len(records["certificate"]) > 100
    for given in records["certificate"]:
        place = places[given.participation]
        assert minutes[place.id] >= 0.8 * whole[place.event]
        assert place.person in named
    numbers = [given.number for given in records["certificate"]]
    assert len(set(numbers)) == len(numbers)
    assert any(given.reissued for given in records["certificate"])


def test_some_certificates_are_still_to_be_issued(records):
    certified = {"training", "workshop"}
    held = {e.id for e in records["event"] if e.kind in certified and e.status == "held"}
    places = {place.id: place.event for place in records["participation"]}
    given = {places[one.participation] for one in records["certificate"]}
    assert given < held


def test_people_know_more_after_an_event_than_before(records):
    shares = {"before": [], "after": []}
    for one in records["test_result"]:
        shares[one.stage].append(one.points / one.of)
    before, after = (sum(one) / len(one) for one in shares.values())
    assert 0.3 < before < 0.5
    assert 0.65 < after < 0.95


def test_a_slip_is_a_contact_of_the_fair_that_it_was_signed_at(records):
    slips = {person.id for person in records["person"] if person.slip_number}
    kinds = {event.id: event.kind for event in records["event"]}
    at_fairs = [p for p in records["participation"] if p.person in slips]
    assert {p.person for p in at_fairs} == slips
    assert {kinds[p.event] for p in at_fairs} == {"fair", "local"}
    assert all(p.walk_in for p in at_fairs)


def test_each_county_has_sole_traders_who_wait_for_their_notice(records, today):
    waiting = [
        firm
        for firm in records["company"]
        if firm.kind == "sole_trader" and not firm.art14_date and firm.address
        and firm.stage == "new" and firm.source
    ]  # fmt: skip
    assert {firm.scope for firm in waiting} == set(NETWORK_COUNTIES)
    ages = [today - local_day(firm.created_at) for firm in waiting]
    assert min(ages) >= timedelta(days=3)
    assert max(ages) <= timedelta(days=36)
