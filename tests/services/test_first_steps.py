"""The first steps: a demo stands apart from the own records."""

from app.services import first_steps
from app.store.database import Database


def test_a_small_demo_is_made_apart(tmp_path):
    place = first_steps.demo_folder(tmp_path, "office")
    assert not first_steps.holds_records(place)
    first_steps.make_demo(place, "office", scale=0.02)
    assert first_steps.holds_records(place)
    assert not first_steps.holds_records(tmp_path)
    database = Database.open(place)
    assert database.who.is_office
    database.close()
    assert first_steps.demo_folder(tmp_path, "promoter") != place
