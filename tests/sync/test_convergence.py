"""Random histories: whatever is edited, sent, lost, doubled, restored and erased, all agree."""

from hypothesis import given

from tests.sync.histories.history import DEEDS, play, steps_of
from tests.sync.living_network import NAMES

_steps = steps_of(DEEDS)


@given(steps=_steps)
def test_an_office_and_two_laptops_of_one_county_agree(template, steps):
    play(template, ("office", "P1", "P2"), steps)


@given(steps=_steps)
def test_five_stores_of_two_counties_agree(template, steps):
    play(template, NAMES, steps)
