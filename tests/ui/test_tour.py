"""The tour: played to its end, it leaves pictures, files, a leaflet and two equal stores."""

import json

import pytest
from PySide6.QtGui import QImage

from app.base.errors import UserError
from app.model.company import Company
from app.services import conflicts, leaflets, records
from app.services.same_records import differences
from app.store.database import Database
from app.ui import tour


@pytest.fixture(scope="module")
def played(qapp, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tour")
    return folder, tour.play_tour(folder)


@pytest.fixture
def listed(played):
    return json.loads((played[0] / "tour.json").read_text(encoding="utf-8"))


def test_the_main_job_is_played_to_its_end(played, listed):
    assert listed["faults"] == []
    assert played[1] == 0
    assert listed["ok"] is True


def test_pictures_are_numbered_and_show_something(played, listed):
    names = [one["file"] for one in listed["pictures"]]
    assert len(names) >= 12
    assert [name[:2] for name in names] == [f"{n:02}" for n in range(1, len(names) + 1)]
    assert sorted(path.name for path in played[0].glob("*.png")) == names
    for name in names:
        image = QImage(str(played[0] / name))
        places = [(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)]
        colours = {image.pixel(x, y) for x, y in places}
        assert len(colours) > 3, name
    assert all(one["shows"] for one in listed["pictures"])


def test_the_files_and_the_leaflet_are_there(played, listed):
    folder = played[0]
    assert len(listed["files"]) == 3
    assert all((folder / name).read_bytes().startswith(b"age-encryption.org") for name in
               listed["files"])  # fmt: skip
    assert leaflets.page_count((folder / listed["leaflet"]).read_bytes()) == 2


def test_both_stores_hold_the_same_and_the_answer(played):
    office, promoter = (Database.open(played[0] / name) for name in ("office", "promoter"))
    try:
        assert differences(office, promoter) == []
        for database in (office, promoter):
            assert database.read(conflicts.listed) == []
            phones = database.read(
                lambda s: [c.phone for c in s.query(Company).filter(Company.name.like("%Róg%"))]
            )
            assert phones == [tour._PHONE]
    finally:
        office.close()
        promoter.close()


def test_unequal_stores_are_a_fault(played, tmp_path):
    assert tour._unequal(tmp_path) == ["a store is missing"]
    office = Database.open(played[0] / "office")
    promoter = Database.open(played[0] / "promoter")
    try:

        def rename(session):
            found = session.query(Company).filter(Company.name.like("%Róg%")).one()
            return records.save(session, found, {"phone": "+48 87 000 00 00"})

        office.write(rename, label="Only here")
        assert len(differences(office, promoter)) == 2
        office.undo()
        assert differences(office, promoter) == []
    finally:
        office.close()
        promoter.close()


def test_a_folder_with_a_tour_is_left_alone(played):
    with pytest.raises(UserError):
        tour.play_tour(played[0])
