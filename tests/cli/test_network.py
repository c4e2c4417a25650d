"""The whole story by the command line: an office, two promoters, an exchange, a conflict."""

import json
import random
import string
from pathlib import Path

import pytest

from tests.cli.conftest import company, device_of, done, recorded, refused, run, sent, taken


def dump(store, *scopes):
    lines = done("dump", "--store", store).out.splitlines()
    return [line for line in lines if not scopes or json.loads(line)["scope"] in scopes]


def meet(stores, tmp_path, *names):
    """Let laptops and the office exchange until all have all."""
    for _ in range(2):
        for name in names:
            taken(stores / "office", *sent(stores / name, tmp_path / "wire"))
        for file in sent(stores / "office", tmp_path / "wire"):
            for name in names:
                run("import", "--store", stores / name, file)


def test_office_init_says_what_it_made(tmp_path):
    said = done("office", "init", "--store", tmp_path / "o", "--name", "Sieć", "--json").json
    status = done("status", "--store", tmp_path / "o", "--json").json
    assert (status["network"], status["device"]) == (said["network"], said["device"])
    assert (status["role"], status["conflicts"], status["unconfirmed"]) == ("office", 0, 0)
    assert status["records"]["centre"] > 0
    again = refused("office", "init", "--store", tmp_path / "o", "--name", "Inna")
    assert "already" in again


def test_invite_and_join(stores, tmp_path):
    file, code = tmp_path / "jan.csri", tmp_path / "code"
    words = ("--promoter", "jan", "--county", "2816", "--to", file, "--json")
    invited = run("office", "invite", "--store", stores / "office", *words)
    assert invited.code == 0
    assert set(invited.json) >= {"file", "code", "device"}
    assert "added" in invited.err, "the unknown promoter is told"
    code.write_text(invited.json["code"].lower() + "\n", encoding="utf-8")
    joined = done("join", "--store", tmp_path / "jan", file, "--passphrase-file", code, "--json")
    assert joined.json["device"] == invited.json["device"]
    status = done("status", "--store", tmp_path / "jan", "--json").json
    assert (status["role"], status["scopes"]) == ("promoter", ["network", "2816"])
    again = ("join", "--store", tmp_path / "jan", file, "--passphrase-file", code)
    assert "already" in refused(*again)
    assert dump(tmp_path / "jan", "network") == dump(stores / "office", "network")


def test_what_an_invitation_refuses(stores, tmp_path):
    words = ("--promoter", "jan", "--to", tmp_path / "x.csri", "--county")
    line = refused("office", "invite", "--store", stores / "office", *words, "9999")
    assert "9999" in line
    assert "Only the central office" in refused(
        "office", "invite", "--store", stores / "anna", *words, "2816"
    )
    assert not (tmp_path / "x.csri").exists()


def test_joining_with_what_is_no_invitation(stores, tmp_path):
    (tmp_path / "code").write_text("K7QF-M2XW-9RTD", encoding="utf-8")
    (tmp_path / "bad.csri").write_bytes(b"nothing of the kind")
    words = ("join", "--store", tmp_path / "new", tmp_path / "bad.csri", "--passphrase-file")
    assert refused(*words, tmp_path / "code")
    assert "code" in refused(*words, tmp_path / "no-code")
    assert refused("status", "--store", tmp_path / "new")


def test_export_and_import_in_their_shapes(stores, tmp_path):
    recorded(stores / "anna", company())
    said = done("export", "--store", stores / "anna", "--to", tmp_path / "stick", "--json").json
    (file,) = said["files"]
    assert file["for"] == device_of(stores / "office")
    assert (file["changes"], file["attachments"]) == (1, 0)
    words = ("import", "--store", stores / "office", file["path"], "--json")
    dry = done(*words, "--dry-run").json
    assert dump(stores / "office", "2816") == []
    wet = done(*words).json
    assert dry == wet
    assert (wet["conflicts"], wet["duplicates"]) == (0, 0)
    (one,) = wet["files"]
    assert one == {
        "path": file["path"],
        "from": device_of(stores / "anna"),
        "result": "applied",
        "reason": "",
        "new": 1,
        "known": 0,
        "waiting": 0,
        "unshown": 0,
        "held": 0,
        "missing": [],
        "attachments": 0,
        "faults": [],
    }
    assert wet["missing_attachments"] == []
    again = done(*words).json["files"][0]
    assert (again["result"], again["new"], again["known"]) == ("known", 0, 1)


@pytest.mark.parametrize("limit", ["300k", "0,3M", "300 kB", "300000"])
def test_an_export_in_files_of_a_limited_size(stores, tmp_path, limit):
    note = "".join(random.Random(limit).choices(string.ascii_letters, k=900_000))
    recorded(
        stores / "anna",
        *(company(do_not_contact=1, do_not_contact_reason=note[i::9]) for i in range(9)),
    )
    words = ("export", "--store", stores / "anna", "--to", tmp_path / "stick", "--max-size", limit)
    files = done(*words, "--json").json["files"]
    assert [(file["part"], file["parts"]) for file in files] == [
        (place, len(files)) for place in range(1, len(files) + 1)
    ]
    assert len(files) > 2
    assert all(Path(file["path"]).stat().st_size <= 300_000 for file in files)
    assert sum(file["changes"] for file in files) == 9
    paths = [file["path"] for file in files[::-1]]
    report = done("import", "--store", stores / "office", *paths, "--json").json
    assert sum(file["new"] for file in report["files"]) == 9


def test_what_is_no_size_and_what_is_too_small(stores, tmp_path):
    words = ("export", "--store", stores / "anna", "--to", tmp_path / "stick", "--max-size")
    assert run(*words, "much").code == 2
    assert "at least 200 kB" in refused(*words, "10k")
    assert not (tmp_path / "stick").exists()


def test_the_office_writes_to_every_active_device(stores, tmp_path):
    files = done("export", "--store", stores / "office", "--to", tmp_path / "w", "--json").json
    devices = {device_of(stores / name) for name in ("anna", "ewa")}
    assert {file["for"] for file in files["files"]} == devices
    (one,) = sent(stores / "office", tmp_path / "w", device_of(stores / "ewa"))
    assert taken(stores / "ewa", one)["files"][0]["result"] in ("applied", "known")
    assert "no active device" in refused(
        "export", "--store", stores / "office", "--to", tmp_path, "--for", "nobody"
    )


def test_two_counties_end_with_what_is_theirs(stores, tmp_path):
    recorded(stores / "anna", company("W Piszu") | {"id": "pisz"})
    recorded(stores / "ewa", company("W Ełku") | {"id": "elk"})
    recorded(stores / "office", company("Biuro w Piszu", county="2816") | {"id": "office-pisz"})
    meet(stores, tmp_path, "anna", "ewa")
    assert dump(stores / "anna") == dump(stores / "office", "network", "2816")
    assert dump(stores / "ewa") == dump(stores / "office", "network", "2805")
    assert len(dump(stores / "office", "2816")) == 2
    for name, foreign in (("anna", b"W E\xc5\x82ku"), ("ewa", b"W Piszu")):
        for file in (stores / name).glob("centrum-csr.db*"):
            assert foreign not in file.read_bytes()
        assert done("verify", "--store", stores / name, "--json").json == {"ok": True, "faults": []}


def test_a_conflict_is_seen_on_both_sides_and_settled_everywhere(stores, tmp_path):
    recorded(stores / "anna", company() | {"id": "firma"})
    meet(stores, tmp_path, "anna")
    recorded(stores / "anna", {"entity": "company", "id": "firma", "set": {"phone": "501"}})
    recorded(stores / "office", {"entity": "company", "id": "firma", "set": {"phone": "502"}})
    meet(stores, tmp_path, "anna")
    for name in ("anna", "office"):
        (asked,) = done("conflicts", "--store", stores / name, "--json").json
        assert asked.keys() >= {"id", "entity", "row", "field", "base", "shown", "values"}
        assert (asked["entity"], asked["row"], asked["field"]) == ("company", "firma", "phone")
        assert asked["base"] is None
        assert {value["value"] for value in asked["values"]} == {"501", "502"}
        assert {value["device"] for value in asked["values"]} == {
            device_of(stores / "anna"),
            device_of(stores / "office"),
        }
        assert all(value.keys() >= {"author", "time"} for value in asked["values"])
        assert done("status", "--store", stores / name, "--json").json["conflicts"] == 1
    done("resolve", "--store", stores / "anna", asked["id"], "theirs")
    meet(stores, tmp_path, "anna")
    for name in ("anna", "office"):
        assert done("conflicts", "--store", stores / name, "--json").json == []
        row = next(json.loads(one) for one in dump(stores / name, "2816"))
        assert row["phone"] == "502"
    assert "no open conflict" in refused("resolve", "--store", stores / "anna", asked["id"], "mine")


@pytest.mark.parametrize(
    ("answer", "phone"),
    [("mine", "501"), ("theirs", "502"), ("both", "502 / 501"), ("503", "503"), ("base", None)],
)
def test_every_answer(stores, tmp_path, answer, phone):
    recorded(stores / "anna", company() | {"id": "firma"})
    meet(stores, tmp_path, "anna")
    recorded(stores / "anna", {"entity": "company", "id": "firma", "set": {"phone": "501"}})
    recorded(stores / "office", {"entity": "company", "id": "firma", "set": {"phone": "502"}})
    taken(stores / "anna", *sent(stores / "office", tmp_path / "w", device_of(stores / "anna")))
    done("resolve", "--store", stores / "anna", "firma.phone", answer)
    assert json.loads(dump(stores / "anna", "2816")[0])["phone"] == phone


def test_a_duplicate_is_counted(stores, tmp_path):
    recorded(stores / "anna", company("Tartak", nip="5260250274"))
    recorded(stores / "office", company("Tartak", nip="526-025-02-74", county="2816"))
    assert taken(stores / "office", *sent(stores / "anna", tmp_path))["duplicates"] == 1


def test_a_bad_file_is_refused_in_one_line(stores, tmp_path):
    recorded(stores / "anna", company())
    (file,) = sent(stores / "anna", tmp_path)
    file.write_bytes(file.read_bytes()[:-30])
    before = dump(stores / "office")
    said = run("import", "--store", stores / "office", file, "--json")
    assert said.code == 1
    (one,) = said.json["files"]
    assert (one["result"], one["new"]) == ("refused", 0)
    assert said.err == f"{file}: {one['reason']}\n"
    assert dump(stores / "office") == before
    assert (stores / "office" / "refused" / file.name).exists()


def test_unconfirmed_until_the_receipt(stores, tmp_path):
    def unconfirmed():
        return done("status", "--store", stores / "anna", "--json").json["unconfirmed"]

    recorded(stores / "anna", company(), company())
    assert unconfirmed() == 2
    taken(stores / "office", *sent(stores / "anna", tmp_path))
    assert unconfirmed() == 2
    taken(stores / "anna", *sent(stores / "office", tmp_path, device_of(stores / "anna")))
    assert unconfirmed() == 0
    listed = done("status", "--store", stores / "office", "--json").json["devices"]
    assert {"device", "promoter", "last_file", "missing"} <= listed[0].keys()
    assert sum(one["last_file"] is not None for one in listed) == 1
