"""Devices by the command line: counties, revoking, held changes, a lost laptop's replacement."""

import json

from tests.cli.conftest import company, device_of, done, recorded, refused, run, sent, taken


def office(stores, *words):
    return run("office", *words, "--store", stores / "office", "--json")


def test_revoke_held_and_accept(stores, tmp_path):
    device = device_of(stores / "anna")
    recorded(stores / "anna", company("Sprzed"))
    taken(stores / "office", *sent(stores / "anna", tmp_path))
    said = office(stores, "revoke", "--device", device).json
    assert said == {"device": device, "erasures": []}
    recorded(stores / "anna", company("Po"))
    report = run("import", "--store", stores / "office", *sent(stores / "anna", tmp_path), "--json")
    assert report.code == 0
    (one,) = report.json["files"]
    assert (one["result"], one["new"], one["held"]) == ("waiting", 0, 1)
    assert "was revoked on" in one["reason"]
    (held,) = office(stores, "held").json
    assert (held["device"], held["count"]) == (device, 1)
    assert held["actions"][0].keys() == {"time", "author", "label", "records", "erases"}
    words = done("office", "held", "--store", stores / "office").out.splitlines()
    assert "1 action is held" in words[0]
    status = done("status", "--store", stores / "office", "--json").json["devices"]
    assert {one["device"]: one["held"] for one in status}[device] == 1
    words = done("status", "--store", stores / "office").out
    assert "Role: office" in words
    assert "revoked, 1 held for the office to decide on" in words
    assert "has not handed in yet" in words
    assert "handed in" not in done("status", "--store", stores / "anna").out
    office(stores, "accept", "--device", device)
    assert office(stores, "held").json == []
    names = done("dump", "--store", stores / "office", "--entity", "company").out
    assert {json.loads(line)["name"] for line in names.splitlines()} == {"Sprzed", "Po"}
    assert done("verify", "--store", stores / "office", "--json").json["ok"]


def test_what_is_held_is_turned_down(stores, tmp_path):
    device = device_of(stores / "anna")
    person = {"first_name": "Ewa", "last_name": "Nowak", "county": "2816", "group": "employer"}
    recorded(stores / "anna", {"entity": "person", "id": "ewa", "set": person})
    taken(stores / "office", *sent(stores / "anna", tmp_path))
    office(stores, "revoke", "--device", device)
    done("erase", "--store", stores / "anna", "ewa")
    assert run("import", "--store", stores / "office", *sent(stores / "anna", tmp_path)).code == 0
    (held,) = office(stores, "held").json
    assert [action["erases"] for action in held["actions"]] == [1]
    told = done("office", "held", "--store", stores / "office").out
    assert "erases the personal data of 1 record, for good" in told
    words = done("office", "reject", "--store", stores / "office", "--device", device).out
    assert "Turned down" in words
    assert office(stores, "held").json == []
    (again,) = run(
        "import", "--store", stores / "office", *sent(stores / "anna", tmp_path), "--json"
    ).json["files"]
    assert (again["result"], again["held"]) == ("known", 0)
    assert "Nowak" in done("dump", "--store", stores / "office", "--entity", "person").out


def test_grant_brings_a_county_whole(stores, tmp_path):
    device = device_of(stores / "anna")
    recorded(stores / "ewa", company("W Ełku"))
    taken(stores / "office", *sent(stores / "ewa", tmp_path))
    words = ("--device", device, "--county", "2816", "--county", "2805")
    assert office(stores, "grant", *words).code == 0
    taken(stores / "anna", *sent(stores / "office", tmp_path, device))
    status = done("status", "--store", stores / "anna", "--json").json
    assert status["scopes"] == ["network", "2816", "2805"]
    assert status["records"]["company"] == 1


def test_a_lost_laptop_is_replaced(stores, tmp_path):
    device = device_of(stores / "anna")
    recorded(stores / "anna", company("Przekazana"))
    taken(stores / "office", *sent(stores / "anna", tmp_path))
    file, code = tmp_path / "new.csri", tmp_path / "code"
    words = ("--for", device, "--to", file)
    made = done("restore-file", "--store", stores / "office", *words, "--json").json
    assert made.keys() == {"file", "code", "device", "erasures"}
    code.write_text(made["code"], encoding="utf-8")
    done("join", "--store", tmp_path / "new", file, "--passphrase-file", code)
    assert device_of(tmp_path / "new") == made["device"] != device
    dump = done("dump", "--store", tmp_path / "new", "--entity", "company").out
    assert "Przekazana" in dump
    assert "no active device" in refused(
        "export", "--store", stores / "office", "--to", tmp_path, "--for", device
    )
    assert "another name" in refused("restore-file", "--store", stores / "office", *words)


def test_what_is_refused(stores, tmp_path):
    anna = ("--store", stores / "anna", "--device", device_of(stores / "ewa"))
    assert "Only the central office" in refused("office", "revoke", *anna)
    there = ("--store", stores / "office", "--device", "nobody")
    assert "no active device" in refused("office", "revoke", *there)
    assert "9999" in refused("office", "grant", *there, "--county", "9999")
    assert "no active device" in refused("office", "accept", *there)
    assert "no active device" in refused("office", "reject", *there)
    words = ("--for", "nobody", "--to", tmp_path / "x.csri")
    assert "no active device" in refused("restore-file", "--store", stores / "office", *words)
    assert not (tmp_path / "x.csri").exists()


def test_what_a_lost_laptop_erased_before_is_told_when_it_is_replaced(stores, tmp_path):
    person = {"first_name": "Ewa", "last_name": "Nowak", "county": "2816", "group": "employer"}
    recorded(stores / "anna", {"entity": "person", "id": "ewa", "set": person})
    done("erase", "--store", stores / "anna", "ewa")
    taken(stores / "office", *sent(stores / "anna", tmp_path))
    device = device_of(stores / "anna")
    told = "erased the personal data of 1 person"
    lost = ("restore-file", "--for", device, "--store", stores / "office")
    assert told in done(*lost, "--to", tmp_path / "new.csri").out
    (one,) = done(*lost, "--to", tmp_path / "newer.csri", "--json").json["erasures"]
    assert (one["people"], one["scope"]) == (["ewa"], "2816")


def test_what_a_computer_erased_before_is_told_when_it_is_revoked(stores, tmp_path):
    person = {"first_name": "Ewa", "last_name": "Nowak", "county": "2816", "group": "employer"}
    recorded(stores / "anna", {"entity": "person", "id": "ewa", "set": person})
    done("erase", "--store", stores / "anna", "ewa")
    taken(stores / "office", *sent(stores / "anna", tmp_path))
    device = device_of(stores / "anna")
    words = done("office", "revoke", "--device", device, "--store", stores / "office").out
    assert "erased the personal data of 1 person" in words
    assert "piski" in words
