from datetime import date

import pytest

from app.base.errors import UserError
from app.model.device import Device
from app.model.promoter import Promoter
from app.services import promoters, records

from .conftest import ANNA, ELK, EWA, JAN, PISZ


def test_the_promoter_at_work_is_the_computers_or_the_one_named_in_the_write(db, office):
    assert db.read(promoters.current_id) == ANNA
    assert db.write(promoters.current_id, label="x", author=JAN).result == JAN
    assert db.read(promoters.current).last_name == "Łoś"
    assert office.read(promoters.current) is None
    with pytest.raises(UserError, match="nobody is signed in"):
        office.read(promoters.current_id)
    assert office.read(promoters.current_id, EWA) == EWA


def test_promoters_of_a_centre_by_last_name(db):
    assert [p.id for p in db.read(promoters.active, PISZ)] == [JAN, ANNA]
    assert [p.id for p in db.read(promoters.active)] == [JAN, ANNA, EWA]
    assert [p.id for p in db.read(promoters.active, ELK)] == [EWA]


def test_who_has_left_or_not_begun_is_not_active(office):
    def limit(session):
        records.save(session, session.get(Promoter, JAN), {"active_to": date(2026, 11, 22)})
        records.save(session, session.get(Promoter, ANNA), {"active_from": date(2026, 11, 24)})

    office.write(limit, label="Limit")
    assert [p.id for p in office.read(promoters.active)] == [EWA]
    assert [p.id for p in office.read(promoters.active, on=date(2026, 11, 22))] == [JAN, EWA]


def test_names_leave_out_who_has_not_arrived(db):
    assert db.read(promoters.names, [ANNA, None, "gone"]) == {ANNA: "Anna Łoś"}


def test_a_code_for_somebody_new_is_the_initials_numbered_when_taken(office):
    assert office.read(promoters.free_code, "Łucja  Anna Żak") == "LAZ"

    def leave(session, code):
        gone = session.get(Promoter, JAN)
        records.save(session, gone, {"code": code, "active_to": date(2020, 1, 1)})

    for taken, free in (("JK", "JK2"), ("JK2", "JK")):
        office.write(leave, taken, label="Left")
        assert JAN not in {one.id for one in office.read(promoters.active)}
        assert office.read(promoters.free_code, "Joanna Kowal") == free


def test_computers_follow_the_promoters_name(office):
    def add(session):
        named = {"name": "P1 old", "role": "promoter", "counties": ("2816",), "promoter": JAN}
        records.save(session, records.new(Device, id="laptop", **named))

    office.write(add, label="Added")

    def rename(session):
        promoters.save(session, session.get(Promoter, JAN), {"last_name": "Zych"})
        return session.get(Device, "laptop").name

    assert office.write(rename, label="Renamed").result.endswith(" Zych")
