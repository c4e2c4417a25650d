"""A network of real stores for the tests of the exchange."""

import pytest

from tests.sync.damaged_store import copied, fill
from tests.sync.living_network import living, make_template


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Return the folder of stores that every test copies."""
    return make_template(tmp_path_factory.mktemp("network"))


@pytest.fixture
def network(template):
    """Return an office and four laptops, all of one mind."""
    with living(template) as made:
        yield made


@pytest.fixture
def file(network):
    """Return a laptop's file for the office with a company in it."""
    network["P1"].add(row="firma", name="Tartak Łęg")
    return network["P1"].export()


@pytest.fixture
def row(network):
    """Return a company that the office and both laptops of its county hold."""
    made = network["P1"].add(name="Tartak", phone="500")
    network.round("P1", "P2")
    network.round("P1", "P2")
    return made


@pytest.fixture(scope="module")
def healthy(template, tmp_path_factory):
    """Return the folder of a closed store with some of everything, and lend its fast forcing."""
    with living(template, ("office", "P1", "P2")) as network:
        yield copied(fill(network), tmp_path_factory.mktemp("healthy") / "office")
