"""A network of real stores for the tests of the exchange."""

import pytest

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
