"""The made-up photos are the same everywhere, belong to visits and events, and can be seen."""

import io

from PIL import Image

from app.base import photos
from app.services import attachments, exchange
from app.services.attachments import Owner, State
from app.services.demo import making, pictures
from app.store.database import Database
from app.store.verify import verify


def test_a_picture_is_the_same_on_every_machine():
    assert pictures.content_name(0)[:16] == "e622d74e7052580d"
    assert len({pictures.content_name(number) for number in range(pictures.COUNT)}) == 8


def test_a_picture_holds_pixels_alone():
    for number in range(pictures.COUNT):
        data = pictures.picture(number)
        cleaned = photos.clean(io.BytesIO(data))
        assert cleaned is not None
        assert cleaned.data == data
        assert Image.open(io.BytesIO(data)).size == (pictures.WIDTH, pictures.HEIGHT)
        assert len(data) < 40_000


def test_photos_belong_to_the_latest_visits_and_to_events_of_each_county(records):
    owners = {(one.scope, "visit" if one.visit else "event") for one in records["attachment"]}
    assert len({scope for scope, _kind in owners}) == 8
    assert {kind for _scope, kind in owners} == {"visit", "event"}
    known = {visit.id: visit for visit in records["visit"]}
    for one in records["attachment"]:
        assert one.alt_text
        if one.visit:
            assert known[one.visit].scope == one.scope
            assert known[one.visit].status == "held"


def test_a_promoters_demo_has_its_photos_here(tmp_path):
    making.make(tmp_path / "demo", seed=5, scale=0.02, role="promoter")
    database = Database.open(tmp_path / "demo")
    try:
        (visit, *_more) = database.read(
            lambda s: s.connection().exec_driver_sql(
                "SELECT visit FROM attachment WHERE visit IS NOT NULL"
            ).scalars().all()
        )  # fmt: skip
        rows = database.read(attachments.of_record, database.folder, Owner("visit", visit))
        assert {row.state for row in rows} == {State.HERE}
        assert exchange.status(database).missing_attachments == 0
        assert verify(database) == []
    finally:
        database.close()
