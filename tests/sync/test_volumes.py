"""Files of a limited size: each stands alone, in any order, any number of times, none too large."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.errors import Cancelled, UserError
from app.services import exchange
from app.sync import archive, exporting, volumes
from app.sync.contents import Chosen
from app.sync.volumes import LEAST, Volumes
from tests.sync import forging
from tests.sync.attached import SMALL, attach, content, holds, noise, split


def fill(place, count=40, size=20_000, seed=1):
    """Write records that no packing makes much smaller; return their ids."""
    dice = random.Random(seed)
    rows = [f"firma-{seed}-{number}" for number in range(count)]
    for row in rows:
        note = "".join(dice.choices("abcdefghijklmnopqrstuvwxyz0123456789ąęółśż", k=size))
        place.add(row=row, name=row, do_not_contact=1, do_not_contact_reason=note)
    return rows


def companies(place):
    return {row for (row,) in place.sql("SELECT id FROM company")}


def test_one_file_when_everything_fits(network):
    network["P1"].add(row="firma")
    (file,) = split(network["P1"])
    assert (file.place, file.of, file.is_larger) == (1, 1, False)


@pytest.mark.parametrize("order", ["as written", "reversed", "doubled", "shuffled"])
def test_the_files_are_taken_in_any_order(network, order):
    laptop, office = network["P1"], network["office"]
    rows = fill(laptop)
    files = [file.path for file in split(laptop)]
    assert len(files) > 2
    if order == "reversed":
        files.reverse()
    elif order == "doubled":
        files = [file for file in files for _ in range(2)]
    elif order == "shuffled":
        random.Random(2).shuffle(files)
    report = office.take(*files)
    assert not report.refused
    assert report.files[-1].missing == []
    assert companies(office) == set(rows)
    assert office.sql("SELECT * FROM waiting") == []
    assert office.dump(("2816",)) == laptop.dump(("2816",))
    assert office.faults() == laptop.faults() == []


def test_each_file_alone_says_what_is_missing_and_the_rest_is_asked_for(network):
    laptop, office = network["P1"], network["office"]
    rows = fill(laptop)
    files = split(laptop)
    report = office.take(files[-1].path)
    (told,) = report.files
    assert told.result == "waiting"
    ((writer, scope, first, last),) = told.missing
    assert (writer, scope, first) == (laptop.db.who.writer, "2816", 1)
    assert last == len(rows) - told.taken.waiting
    laptop.take(office.export("P1"))
    assert sum(file.changes for file in split(laptop)) == last, "what waits there is not resent"
    office.take(*[file.path for file in split(laptop)])
    assert companies(office) == set(rows)


def test_a_large_segment_of_before_is_cut(network):
    """Written whole to a stick that was lost; now it is to go by mail."""
    laptop, office = network["P1"], network["office"]
    rows = fill(laptop)
    whole = laptop.export()
    assert len(laptop.sql("SELECT 1 FROM segment WHERE stream=(SELECT max(n) FROM stream)")) == 1
    files = split(laptop)
    assert len(files) > 2
    assert not any(file.is_larger for file in files)
    assert laptop.faults() == []
    office.take(files[0].path, files[2].path, whole, *[file.path for file in files])
    assert companies(office) == set(rows)
    assert office.faults() == []


def test_a_relayed_segment_that_is_too_large_goes_alone_and_says_so(network):
    laptop, office = network["P1"], network["office"]
    rows = fill(laptop)
    laptop.add(row="klein", name="Klein")
    office.take(laptop.export())
    attach(office, noise(1_000), company=rows[0])
    files = split(office, "P2")
    assert [file.is_larger for file in files].count(True) == 1
    (larger,) = [file for file in files if file.is_larger]
    with forging.opened(larger.path, network["P2"]) as bundle:
        assert [part.writer for part in bundle.manifest.segments] == [laptop.db.who.writer]
    network["P2"].take(*[file.path for file in reversed(files)])
    assert companies(network["P2"]) == {*rows, "klein"}


def test_a_single_change_that_is_too_large_goes_alone(network):
    laptop = network["P1"]
    laptop.add(row="before")
    fill(laptop, count=1, size=600_000)
    laptop.add(row="after")
    files = split(laptop)
    assert [file.is_larger for file in files] == [False, True, False]
    network["office"].take(*[file.path for file in files])
    assert {"before", "after"} < companies(network["office"])


@pytest.mark.parametrize("limit", [0, 1, LEAST - 1])
def test_a_limit_that_no_file_can_keep_is_refused(network, limit):
    network["P1"].add(row="firma")
    with pytest.raises(UserError, match="at least 200 kB"):
        exchange.export(network["P1"].db, network.wire(), max_size=limit)


def test_without_a_limit_the_files_still_stay_within_what_others_take_in(network, monkeypatch):
    laptop, office = network["P1"], network["office"]
    rows = fill(laptop, count=30)
    attach(laptop, noise(100_000), company=rows[0])
    monkeypatch.setattr(volumes, "MOST", 300_000)
    monkeypatch.setattr(exporting, "MOST_BYTES", 100_000)
    monkeypatch.setattr(volumes, "_MOST_MEMBERS", 3)
    files = exchange.export(laptop.db, network.wire())
    assert len(files) > 2
    office.take(*[file.path for file in files[::-1]])
    assert companies(office) == set(rows)
    assert holds(office, noise(100_000))


def test_the_files_have_numbers_of_their_own(network):
    laptop = network["P1"]
    fill(laptop)
    numbers = []
    for file in split(laptop):
        with forging.opened(file.path, network["office"]) as bundle:
            numbers.append(bundle.manifest.number)
    assert numbers == sorted(set(numbers))


def test_a_failure_on_the_way_leaves_files_that_stand_alone(network, monkeypatch):
    laptop, office = network["P1"], network["office"]
    rows = fill(laptop)
    written = []

    class Stopping:
        def step(self, done, total, text=""):
            written.append(done)
            if len(written) == total // 2 + 1:
                raise Cancelled

    folder = network.wire()
    with pytest.raises(Cancelled):
        exchange.export(laptop.db, folder, None, Stopping(), max_size=SMALL)
    files = sorted(folder.iterdir())
    assert files
    logged = {one.name for one in exchange.files(laptop.db) if one.direction == "sent"}
    assert logged == {file.name for file in files}
    assert not office.take(*files).refused
    laptop.take(office.export("P1"))
    office.take(*[file.path for file in split(laptop)])
    assert companies(office) == set(rows)


class _Text:
    """A segment of so many bytes."""

    def __init__(self, size):
        self.size = size


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 400_000), max_size=20),
    st.lists(st.integers(0, 900_000), max_size=8, unique=True),
    st.integers(LEAST, 700_000),
)
def test_everything_is_dealt_out_once_and_fits(tmp_path_factory, texts, sizes, limit):
    store = tmp_path_factory.mktemp("store")
    chosen = []
    for size in sizes:
        one = content(bytes(size))
        path = store / "attachments" / one.sha256[:2] / one.sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(size))
        chosen.append(Chosen(one, "r", ((0, size),)))
    parts = [_Text(size) for size in texts]
    dealt = Volumes(parts, chosen, b"{}", limit)
    packed, pieces = [], []
    while True:
        size = 0
        for data in dealt.segments(lambda part: noise(part.size)):
            size += len(data)
        for part, chunks in dealt.attachments(store):
            assert sum(map(len, chunks)) == part.size
            pieces.append((part.of, part.at, part.at + part.size, part.whole))
            size += part.size
        packed += dealt.volume.parts
        assert size <= limit or (dealt.volume.is_larger and len(dealt.volume.parts) == 1)
        if dealt.is_done:
            break
        dealt.begin()
    assert packed == parts
    for one in chosen:
        spans = sorted((at, end) for of, at, end, _whole in pieces if of == one.content.sha256)
        assert spans[0][0] == 0
        assert spans[-1][1] == one.content.size
        assert all(end == start for (_, end), (start, _) in pairwise(spans))
    assert dealt.total >= dealt.done >= 0
    assert archive.LIMITS.total > volumes.MOST
