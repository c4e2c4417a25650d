import pytest

from app.base.errors import UserError
from app.services import centres
from app.store.identity import Founding

from .conftest import ELK, EWA, OLSZTYN, PISZ, REGION, make_store


def test_all_centres_by_name(db):
    assert [c.id for c in db.read(centres.every)] == [ELK, OLSZTYN, PISZ, REGION]


def test_the_own_centre_is_the_promoters_or_the_countys(db, office):
    assert db.read(centres.own).id == PISZ
    assert db.read(centres.own, EWA).id == ELK
    assert office.read(centres.own).id == OLSZTYN


def test_a_centre_is_asked_for_where_there_is_none(tmp_path, time):
    store = make_store(
        tmp_path / "giżycko", Founding("net", "dev", "promoter", None, "2806", ("2806",))
    )
    with pytest.raises(UserError, match="Choose the Centre"):
        store.read(centres.own_or_named, None)
    assert store.read(centres.own_or_named, PISZ) == PISZ
    store.close()


def test_the_city_and_the_county_of_olsztyn_share_a_scope(db):
    assert db.read(centres.scope_of, REGION) == db.read(centres.scope_of, OLSZTYN) == "2814"
    assert db.read(centres.scope_of, "gone") is None
