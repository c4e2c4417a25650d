"""Many files one after the other; a stop keeps what is done and names the rest."""

import pytest

from app.base.errors import Cancelled
from app.model.company import Company
from app.model.every_entity import entities_by_name
from app.services import exchange, records, taking_in

from .network import Network, change, value_of


@pytest.fixture
def network(tmp_path, time):
    made = Network(tmp_path)
    yield made
    made.close()


@pytest.fixture
def files(network):
    """Three files, each with one change more than the one before."""
    company = network.company("Tartak", phone="1")
    made = [network.hand_over("a")]
    for phone in ("2", "3"):
        change(network.promoter, company, phone=phone)
        made.append(network.hand_over("a"))
    return company, made


class Told:
    def __init__(self, stop_at=None):
        self.steps, self.stop_at = [], stop_at

    def step(self, done, total, text=""):
        self.steps.append((done, total, text))
        if self.stop_at is not None and self.stop_at in text:
            raise Cancelled


def test_all_files_are_one_progress_and_one_report(network, files):
    company, made = files
    told = Told()
    broken = network.folder / "broken.csrx"
    broken.write_bytes(b"nothing of ours")
    came = taking_in.take_in_each(network.office, [made[0], broken, *made[1:]], told)
    assert [one.result for one in came.report.files] == ["applied", "refused", "applied", "applied"]
    assert came.left == ()
    assert ("company", company) in came.report.changes.rows
    assert value_of(network.office, company, "phone") == "3"
    done = [step[0] for step in told.steps]
    assert done == sorted(done)
    assert {step[1] for step in told.steps} == {4000}
    assert told.steps[-1][2] == f"File 4 of 4: {made[2].name}"


def test_a_stop_keeps_what_was_taken_and_names_the_rest(network, files):
    company, made = files
    came = taking_in.take_in_each(network.office, made, Told("File 2"))
    assert [one.path for one in came.report.files] == made[:1]
    assert came.left == tuple(made[1:])
    assert came.report.changes.kinds == frozenset(entities_by_name())
    assert value_of(network.office, company, "phone") == "1"
    taking_in.take_in_each(network.office, came.left)
    assert value_of(network.office, company, "phone") == "3"


def test_conflicts_of_several_files_are_counted_once(network, files):
    company, made = files
    exchange.take_in(network.office, made[:1])
    change(network.office, company, phone="office")
    came = taking_in.take_in_each(network.office, made[1:])
    assert came.report.conflicts == 1


def test_a_stop_counts_the_duplicates_that_the_file_in_hand_brought(network):
    network.office.write(_save, "Tartak Łęg", label="Added")
    network.company("Tartak Łęg", nip="5260001246")
    file = network.hand_over("a")

    class StopsWhenApplied:
        whole = 0

        def step(self, done, total, text=""):
            self.whole += done >= 500
            if self.whole == 2:  # checked, and then applied
                raise Cancelled

    came = taking_in.take_in_each(network.office, [file], StopsWhenApplied())
    assert came.left == (file,)
    assert came.report.duplicates == 1
    again = taking_in.take_in_each(network.office, came.left)
    assert again.report.duplicates == 0, "they were told"


def _save(session, name):
    made = records.new(Company, name=name, kind="company", county="2816", nip="5260001246")
    return records.save(session, made).id
