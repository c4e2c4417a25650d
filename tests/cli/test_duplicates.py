"""Duplicates by command: counted at import, listed, joined, let go, told apart, and exchanged."""

import json

import pytest

from tests.cli.conftest import company, device_of, done, recorded, refused, sent, taken

NIP = "5260250274"


@pytest.fixture
def pair(stores, tmp_path):
    """Return two ids of one company, typed at Anna's and at the office, which has both now."""
    (one,) = recorded(stores / "anna", company("Tartak", nip=NIP) | {"id": "firma-1"})
    (other,) = recorded(
        stores / "office", company("TARTAK", nip=NIP, county="2816") | {"id": "firma-2"}
    )
    files = sent(stores / "anna", tmp_path / "wire")
    dry = done("import", "--store", stores / "office", *files, "--dry-run", "--json").json
    wet = taken(stores / "office", *files)
    assert dry["duplicates"] == wet["duplicates"] == 1
    assert taken(stores / "office", *files)["duplicates"] == 0
    return one, other


def listed(store):
    return done("duplicates", "--store", store, "--json").json["duplicates"]


def judged(store, verb, *ids):
    return done(verb, "--store", store, *ids, "--json").json["shown_as"]


def companies(store):
    return done("status", "--store", store, "--json").json["records"]["company"]


def test_a_pair_is_listed_with_its_reasons(stores, pair):
    (one,) = listed(stores / "office")
    assert (one["one"], one["other"]) == pair
    assert one["score"] >= 60
    assert "nip" in one["reasons"]
    said = done("duplicates", "--store", stores / "office").out
    assert "the same NIP" in said
    assert "1 possible duplicate" in said


def test_joining_and_letting_go(stores, pair):
    office = stores / "office"
    assert judged(office, "merge", *pair) == {"firma-1": "firma-1", "firma-2": "firma-1"}
    assert (listed(office), companies(office)) == ([], 1)
    assert "one company already" in refused("merge", "--store", office, *pair)
    assert judged(office, "unmerge", *pair) == {"firma-1": "firma-1", "firma-2": "firma-2"}
    assert (len(listed(office)), companies(office)) == (1, 2)
    assert "not joined" in refused("unmerge", "--store", office, *pair)
    assert "not here" in refused("merge", "--store", office, "firma-1", "nobody")


def test_a_judgement_travels(stores, pair, tmp_path):
    office, anna = stores / "office", stores / "anna"
    judged(office, "distinct", *pair)
    assert listed(office) == []
    taken(anna, *sent(office, tmp_path / "back", device_of(anna)))
    assert listed(anna) == []
    rows = done("dump", "--store", anna, "--entity", "merge_edge").lines
    assert [(row["one"], row["other"], row["verdict"]) for row in rows] == [(*pair, "different")]
    assert done("verify", "--store", anna).code == 0


def test_two_who_judge_one_pair_differently_meet_in_a_question(stores, pair, tmp_path):
    office, anna = stores / "office", stores / "anna"
    taken(anna, *sent(office, tmp_path / "both", device_of(anna)))
    judged(anna, "merge", *pair)
    judged(office, "distinct", *pair)
    taken(office, *sent(anna, tmp_path / "one"))
    (asked,) = done("conflicts", "--store", office, "--json").json
    assert asked["field"] == "verdict"
    assert {one["value"] for one in asked["values"]} == {"same", "different"}
    done("resolve", "--store", office, asked["id"], "same")
    taken(anna, *sent(office, tmp_path / "two", device_of(anna)))
    assert companies(office) == companies(anna) == 1
    assert json.loads(json.dumps(listed(anna))) == []
