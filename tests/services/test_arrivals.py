"""Files on a stick: those for this store that it has not taken in."""

import shutil

import pytest

from app.services import arrivals, enrolment, exchange

from .network import Network, change


@pytest.fixture
def network(tmp_path, time):
    made = Network(tmp_path)
    yield made
    made.close()


@pytest.fixture
def stick(network):
    """A stick with a file for the office, one for another promoter, and other things."""
    folder = network.folder / "stick"
    (folder / "wymiana" / "deeper").mkdir(parents=True)
    network.company("Tartak")
    shutil.copy(network.hand_over(), folder / "wymiana")
    shutil.copy(network.hand_over(), folder / "wymiana" / "deeper")
    other = network.folder / "other.csri"
    enrolment.invite(network.office, "ELK-01", ("2805",), other)
    for written in exchange.export(network.office, network.folder / "from-office"):
        shutil.copy(written.path, folder)
    (folder / "photo.jpg").write_bytes(b"x")
    return folder


def test_what_is_for_this_store_is_found_in_the_stick_and_in_its_folders(network, stick):
    (found,) = arrivals.for_this_store(network.office, [stick])
    assert found.parent == stick / "wymiana"
    (mine,) = arrivals.for_this_store(network.promoter, [stick])
    assert "pis-01" in mine.name
    assert len(arrivals.files_in(stick)) == 3


def test_what_was_taken_in_is_not_offered_again_but_another_file_of_that_name_is(network, stick):
    (found,) = arrivals.for_this_store(network.office, [stick])
    exchange.take_in(network.office, [found])
    assert arrivals.for_this_store(network.office, [stick]) == []
    change(network.promoter, network.company("Piekarnia"), phone="1")
    shutil.copy(network.hand_over("later"), found)
    assert arrivals.for_this_store(network.office, [stick]) == [found]


def test_a_stick_that_was_pulled_out_holds_nothing(network):
    assert arrivals.for_this_store(network.office, [network.folder / "gone"]) == []
