"""Files changed at every depth: each is refused in words, or taken in and the store is whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sync.fuzzing.opening import Opening
from tests.sync.living_network import living


@pytest.fixture(scope="module")
def opening(template, tmp_path_factory):
    with living(template, ("office", "P1", "P2")) as network:
        made = Opening(network, tmp_path_factory.mktemp("fuzzing"))
        yield made
        made.close()


@given(data=st.data())
def test_no_file_surprises_the_program(opening, data):
    opening.try_one(data)
