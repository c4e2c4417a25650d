"""Large contents travel in pieces, in any order, as often as needed, and never stand in memory."""

import tracemalloc

import pytest

from app.base.errors import Cancelled
from app.store import attachment_pieces
from app.sync import arriving
from tests.sync import forging
from tests.sync.attached import attach, content, holds, keep, leftovers, lose, noise, split


@pytest.mark.parametrize("order", ["as written", "reversed", "doubled"])
def test_a_large_content_travels_in_pieces(network, order):
    laptop, office = network["P1"], network["office"]
    data = noise(1_100_000)
    laptop.add(row="firma")
    attach(laptop, data)
    files = split(laptop)
    assert [file.attachments for file in files] == [1] * 4
    paths = [file.path for file in files]
    paths = {"reversed": paths[::-1], "doubled": paths * 2}.get(order, paths)
    report = office.take(*paths)
    assert sum(file.attachments for file in report.files) == 1
    assert report.missing_attachments == []
    assert holds(office, data)
    assert leftovers(office) == []


def test_only_the_pieces_that_were_lost_are_sent_again(network):
    laptop, office = network["P1"], network["office"]
    data = noise(1_100_000)
    laptop.add(row="firma")
    attach(laptop, data)
    files = split(laptop)
    office.take(files[0].path, files[2].path, files[3].path)
    assert not holds(office, data)
    laptop.take(office.export("P1"))
    (again,) = split(laptop, max_size=400_000)
    assert again.path.stat().st_size < 320_000
    office.take(again.path)
    assert holds(office, data)
    assert leftovers(office) == []


def test_pieces_of_other_sizes_overlap(network):
    laptop, office = network["P1"], network["office"]
    data = noise(1_100_000)
    laptop.add(row="firma")
    attach(laptop, data)
    small, large = split(laptop), split(laptop, max_size=700_000)
    office.take(small[1].path, large[0].path, small[3].path, large[1].path)
    assert holds(office, data)


def test_pieces_go_third_hand(network):
    """A colleague gets half of a content by way of the office and the rest from its author."""
    laptop, office, colleague = network["P1"], network["office"], network["P2"]
    data = noise(1_100_000)
    laptop.add(row="firma")
    attach(laptop, data)
    office.take(*[file.path for file in split(laptop)])
    files = split(office, "P2")
    colleague.take(files[-1].path)
    office.take(colleague.export())
    rest = split(laptop, "P2")
    colleague.take(*[file.path for file in rest[:-1]])
    assert holds(colleague, data)
    assert colleague.faults() == []


def test_an_interrupted_import_goes_on(network, monkeypatch):
    laptop, office = network["P1"], network["office"]
    data, other = noise(400_000), noise(300_000, 2)
    laptop.add(row="firma")
    attach(laptop, data)
    attach(laptop, other, name="b.jpg")
    file = laptop.export()
    taken = []

    def stopped(*words):
        if taken:
            raise Cancelled
        taken.append(words)
        return put(*words)

    put = arriving._put
    with monkeypatch.context() as patch:
        patch.setattr(arriving, "_put", stopped)
        with pytest.raises(Cancelled):
            office.take(file)
    assert holds(office, data) != holds(office, other)
    assert office.faults() == []
    assert office.take(file).files[0].attachments == 1
    assert holds(office, data)
    assert holds(office, other)


def test_a_crash_between_the_last_piece_and_its_place(network, monkeypatch):
    laptop, office = network["P1"], network["office"]
    data = noise(500_000)
    laptop.add(row="firma")
    attach(laptop, data)
    files = [file.path for file in split(laptop)]
    with monkeypatch.context() as patch:
        patch.setattr(arriving.attachments, "note", lambda *words: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            office.take(*files)
    assert office.faults() == []
    report = office.take(files[0])
    assert (report.files[0].attachments, report.missing_attachments) == (1, [])
    assert holds(office, data)
    assert leftovers(office) == []


def test_damaged_pieces_are_dropped_and_asked_for_anew(network):
    laptop, office = network["P1"], network["office"]
    data = noise(700_000)
    laptop.add(row="firma")
    attach(laptop, data)
    files = [file.path for file in split(laptop)]
    office.take(files[0])
    (piece,) = (office.db.folder / "arriving").glob("*/*")
    piece.write_bytes(bytes(piece.stat().st_size))
    assert office.take(*files[1:]).missing_attachments == ["foto.jpg"]
    assert leftovers(office) == []
    laptop.take(office.export("P1"))
    office.take(*[file.path for file in split(laptop)])
    assert holds(office, data)


def test_fifty_megabytes_pass_without_standing_in_memory(network):
    laptop, office = network["P1"], network["office"]
    data = noise(50_000_000)
    laptop.add(row="firma")
    attach(laptop, data)
    del data
    tracemalloc.start()
    files = split(laptop, max_size=10_000_000)
    assert len(files) == 6
    written = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    for file in files[::-1]:
        report = office.take(file.path)
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.missing_attachments == []
    assert holds(office, noise(50_000_000))
    assert max(written, taken) < 35_000_000


def test_a_lost_content_may_come_back_in_pieces(network):
    laptop, office = network["P1"], network["office"]
    data = noise(500_000)
    laptop.add(row="firma")
    attach(laptop, data)
    network.round("P1")
    lose(laptop, data)
    office.take(laptop.export())
    laptop.take(*[file.path for file in split(office, "P1")])
    assert holds(laptop, data)


def test_keeping_a_content_that_is_here_writes_no_piece(network):
    laptop, office = network["P1"], network["office"]
    data = noise(500_000)
    laptop.add(row="firma")
    attach(laptop, data)
    keep(office, data)
    office.take(*[file.path for file in split(laptop)])
    assert leftovers(office) == []
    assert holds(office, data)


@pytest.mark.parametrize("wrong", [300_000, 10**9])
@pytest.mark.parametrize("first", [True, False])
def test_a_wrong_size_from_a_bad_sender_costs_no_piece(network, wrong, first):
    """A colleague says of a piece that it is of a smaller or a larger content."""
    laptop, office, colleague = network["P1"], network["office"], network["P2"]
    data = noise(1_100_000)
    laptop.add(row="firma")
    attach(laptop, data)
    files = [file.path for file in split(laptop)]
    colleague.take(*[file.path for file in split(laptop, "P2")])
    pieces = split(colleague)
    bad = forging.resealed(
        pieces[0].path, colleague, office, with_contents=True, whole=wrong, wanted={}
    )
    office.take(files[0], *([bad, files[1]] if first else [files[1], bad]), *files[2:-1])
    assert not office.take(bad).refused
    assert not holds(office, data)
    office.take(files[-1])
    assert holds(office, data)
    assert leftovers(office) == []
    assert office.faults() == []


def test_pieces_whose_record_never_comes_do_not_fill_the_disk(network, monkeypatch):
    laptop, office = network["P1"], network["office"]
    laptop.add(row="firma")
    attach(laptop, noise(400_000, 2), name="b.jpg")
    file = laptop.export()
    early = forging.resealed(file, laptop, office, segments=[], with_contents=True)
    monkeypatch.setattr(attachment_pieces, "MOST_EARLY", 300_000)
    office.take(early)
    assert leftovers(office) == []
    laptop.take(office.export("P1"))
    office.take(laptop.export())
    assert holds(office, noise(400_000, 2)), "asked for once its record is here"


def test_what_is_asked_for_beyond_the_end_is_nothing(network):
    laptop, office = network["P1"], network["office"]
    data = noise(1_000)
    laptop.add(row="firma")
    attach(laptop, data)
    name = content(data).sha256
    odd = {name: ((0, 1_500), (2_000, 3_000))}
    laptop.take(forging.resealed(office.export("P1"), office, laptop, wanted=odd))
    assert not office.take(laptop.export()).refused
