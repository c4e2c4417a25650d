"""What app/sync/FORMAT.md says, done by others: `age`, `unzip`, a reader and a writer of it."""

import ast
import base64
import hashlib
import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from app.services import exchange
from tests.sync import forging
from tests.sync.attached import attach, content, holds, noise
from tests.sync.page_reader import read_file, sha
from tests.sync.page_writer import written_entry, written_file, written_segment


def identity_of(place):
    """Return what another program of this device would know."""
    secrets = forging.secrets_of(place)
    return {
        "network": place.db.who.network,
        "root": secrets.root_public,
        "seed": secrets.keys.sign_private,
        "age": secrets.keys.encrypt_private,
        "certificate": secrets.certificate.as_dict(),
        "device": place.device,
        "encrypt": secrets.certificate.recipient,
    }


@pytest.fixture
def work(network):
    """Let a laptop write a company, a person, an attached file, and once more after an import."""
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma", name="Tartak Łęg")
    laptop.add(row="osoba", entity="person", last_name="Nowak", phone="+48 600", county="2816")
    attach(laptop, noise(5_000))
    office.take(laptop.export())
    office.edit("firma", phone="501")
    laptop.take(office.export("P1"))
    laptop.edit("firma", name="Tartak Nowy")
    return network


def unsealed(file, identity, folder):
    key, plain = folder / "key.txt", folder / "unsealed.zip"
    key.write_text(identity["age"] + "\n")
    subprocess.run(["age", "-d", "-i", key, "-o", plain, file], check=True)
    return plain


def test_age_and_unzip_open_it_and_every_line_is_json(work, tmp_path):
    (file,) = [work["P1"].export()]
    plain = unsealed(file, identity_of(work["office"]), tmp_path)
    listed = subprocess.run(["unzip", "-Z1", plain], check=True, capture_output=True, text=True)
    assert {"manifest.json", "manifest.sig"} < set(listed.stdout.splitlines())
    subprocess.run(["unzip", "-tq", plain], check=True, capture_output=True)
    with zipfile.ZipFile(plain) as archive:
        for name in archive.namelist():
            if name.startswith("segments/"):
                for line in archive.read(name).splitlines():
                    assert [json.loads(part) for part in line.split(b"\t") if part]


def test_a_reader_made_from_the_page_checks_everything(work, tmp_path):
    laptop, office = work["P1"], work["office"]
    identity = identity_of(office)
    with laptop.db.writing() as connection:
        connection.exec_driver_sql("DELETE FROM receipt")
        connection.exec_driver_sql("DELETE FROM attachment_wanted")
    plain = unsealed(laptop.export(), identity, tmp_path)
    manifest, segments, attachments = read_file(plain, identity["network"], identity["root"])
    assert manifest["to"] == office.device
    values = {}
    for header, entries in segments:
        if header["scope"] == "2816":
            for _head, changes, _hash in entries:
                for _entity, row, fields in changes:
                    values.setdefault(row, {}).update(fields)
    assert values["firma"]["name"] in ("Tartak Łęg", "Tartak Nowy")
    assert (values["osoba"]["last_name"], values["osoba"]["county"]) == ("Nowak", "2816")
    ((part, data),) = attachments
    assert data == noise(5_000)
    assert part["row"] in values

    own = [(h, e) for h, e in segments if h["writer"] == laptop.db.who.writer]
    contexts = [head["c"] for _h, entries in own for head, _c, _x in entries if "c" in head]
    assert {office.db.who.writer: 1} in contexts, "an epoch begins with what the import brought"
    for scope, told in manifest["digests"].items():
        tips = {}
        for header, entries in segments:
            if header["scope"] == scope:
                tips[header["writer"]] = (header["last"], entries[-1][2])
        lines = [f"{writer} {last} {hash_}\n" for writer, (last, hash_) in sorted(tips.items())]
        assert sha("".join(lines).encode()) == told
        held = {writer: last for writer, (last, _hash) in tips.items()}
        assert held == manifest["knowledge"][scope]


def test_pieces_are_as_the_page_says(work, tmp_path):
    laptop, office = work["P1"], work["office"]
    data = noise(450_000, 7)
    attach(laptop, data, name="duże.pdf")
    identity, found, joined = identity_of(office), set(), bytearray(len(data))
    for file in exchange.export(laptop.db, work.wire(), max_size=250_000):
        plain = unsealed(file.path, identity, tmp_path)
        plain = plain.rename(tmp_path / f"{file.place}.zip")
        _manifest, _segments, attachments = read_file(plain, identity["network"], identity["root"])
        for part, piece in attachments:
            if part.get("of") == content(data).sha256:
                assert part["whole"] == len(data)
                joined[part["at"] : part["at"] + part["size"]] = piece
                found.add(part["at"])
    assert len(found) > 1
    assert bytes(joined) == data


def test_a_writer_made_from_the_page_is_taken_in(work, tmp_path):
    """Another program writes in the laptop's next life: companies, a person, pieces of a file."""
    laptop, office = work["P1"], work["office"]
    identity, to = identity_of(laptop), identity_of(office)
    writer = f"{laptop.device}~9"
    data = noise(9_000, 9)
    zero = bytes(32)
    seen = {laptop.db.who.writer: 3, office.db.who.writer: 1}
    one = written_entry(
        1, zero, "Zapisano", [["company", "inna", {"name": "Młyn", "kind": "company"}]], seen
    )
    two = written_entry(
        2, one[2], "Osoba", [["person", "p-9", {"county": "2816"}]], personal={"last_name": "Żak"}
    )
    record = {"sha256": sha(data), "size": len(data), "name": "plan.pdf", "company": "inna"}
    three = written_entry(
        3, two[2], "Plik", [["attachment", "a-9", {"company": "inna"}]],
        personal={"sha256": record["sha256"], "name": "plan.pdf"},
    )  # fmt: skip
    segments = [
        written_segment(identity, writer, "2816", 1, zero, [one[:2], two[:2]], two[2]),
        written_segment(identity, writer, "2816", 3, two[2], [three[:2]], three[2]),
    ]
    pieces = []
    for start, end in ((0, 4_000), (3_000, 9_000)):
        piece = data[start:end]
        told = {"sha256": sha(piece), "size": len(piece), "row": "a-9", "of": sha(data)}
        pieces.append((told | {"whole": len(data), "at": start}, piece))
    known = {"2816": {writer: 3}}
    file = written_file(tmp_path, identity, writer, to, 1, segments, pieces, known)

    report = office.take(file)
    assert report.files[0].reason == ""
    assert (report.files[0].taken.new, report.files[0].attachments) == (3, 1)
    assert office.value("inna", "name") == "Młyn"
    assert office.value("p-9", "last_name", "person") == "Żak"
    assert holds(office, data)
    assert office.faults() == []
    work["P2"].take(office.export("P2"))
    assert work["P2"].value("p-9", "last_name", "person") == "Żak"
    assert office.take(file).files[0].result == "known"


@pytest.mark.parametrize("spoilt", ["payload", "part", "chain", "signature"])
def test_what_the_page_forbids_is_refused(work, tmp_path, spoilt):
    laptop, office = work["P1"], work["office"]
    identity, to, writer = identity_of(laptop), identity_of(office), f"{laptop.device}~9"
    head, payload, after = written_entry(
        1, bytes(32), "Osoba", [["person", "p-9", {"county": "2816"}]], {}, {"last_name": "Żak"}
    )
    if spoilt == "payload":
        payload = payload.replace(b'"county":"2816"', b'"county":"2805"')
    elif spoilt == "part":
        payload = payload.replace("Żak".encode(), "Żuk".encode())
    elif spoilt == "chain":
        after = hashlib.sha256(after).digest()
    else:
        identity = identity | {"seed": base64.b64encode(bytes(32)).decode()}
    segment = written_segment(identity, writer, "2816", 1, bytes(32), [(head, payload)], after)
    identity = identity_of(laptop)
    file = written_file(tmp_path, identity, writer, to, 1, [segment], [], {})
    assert office.take(file).refused
    assert office.sql("SELECT 1 FROM person WHERE id='p-9'") == []


@pytest.mark.parametrize("name", ["page_reader", "page_writer"])
def test_they_know_nothing_of_the_program(name):
    tree = ast.parse(Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8"))
    imported = {
        alias.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {one.partition(".")[0] for one in imported}.isdisjoint({"app", "tests"})


def test_every_field_that_is_written_stands_on_the_page(work, tmp_path):
    page = (Path(__file__).parents[2] / "app/sync/FORMAT.md").read_text(encoding="utf-8")
    office = work["office"]
    plain = unsealed(work["P1"].export(), identity_of(office), tmp_path)
    with zipfile.ZipFile(plain) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        header = json.loads(archive.read(manifest["segments"][0]["name"]).partition(b"\n")[0])
    names = {*manifest, *header, *manifest["certificate"], *manifest["segments"][0]}
    names |= {"row", "of", "whole", "at", "waiting"}
    assert [name for name in sorted(names) if f'"{name}"' not in page] == []
