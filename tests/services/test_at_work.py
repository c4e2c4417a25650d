"""Who works at this computer: what is saved afterwards carries that name."""

import pytest

from app.base.errors import UserError
from app.model import territory
from app.model.centre import Centre
from app.model.company import Company
from app.model.promoter import Promoter
from app.services import at_work, companies, naming, records
from app.store.database import Database
from tests.services.conftest import ANNA, JAN, PISZ


def test_what_is_saved_carries_the_new_name_also_after_opening_again(db):
    assert db.who.promoter == ANNA
    at_work.set_at_work(db, JAN)
    folder = db.folder
    assert db.who.promoter == JAN
    made = db.write(
        lambda s: companies.save(s, name="Nowa", kind="company", county="2816").id, label="Added"
    ).result
    assert db.read(lambda s: records.get(s, Company, made).created_by) == JAN
    db.close()
    again = Database.open(folder)
    assert again.who.promoter == JAN
    again.close()


def test_nobody_unknown_and_nobody_deleted_works_here(db):
    with pytest.raises(UserError):
        at_work.set_at_work(db, "nobody")
    db.write_bulk([("network", ("promoter", JAN, {"deleted": 1}))], label="Left")
    with pytest.raises(UserError):
        at_work.set_at_work(db, JAN)
    assert db.who.promoter == ANNA
    assert db.read(lambda s: s.get(Promoter, ANNA).deleted) in (0, None, False)


def test_the_line_names_the_person_and_the_centre_or_else_the_county(db):
    centre = db.read(lambda session: naming.title(session, session.get(Centre, PISZ)))
    assert db.read(at_work.in_words) == f"Anna Łoś · {centre}"
    db.write_bulk([("network", ("promoter", ANNA, {"centre": None}))], label="Left the Centre")
    assert db.read(at_work.in_words) == f"Anna Łoś · {territory.county_name(db.who.county)}"
