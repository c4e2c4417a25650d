"""Random histories: whatever is edited, sent, lost, doubled, restored and erased, all agree."""

from hypothesis import example, given

from tests.sync.histories.history import DEEDS, play, steps_of
from tests.sync.living_network import NAMES

_steps = steps_of(DEEDS)
LATE = [
    ("add", 6, 0, 0), ("backup", 0, 0, 0), ("meet", 0, 0, 0), ("erase", 0, 0, 0),
    ("late", 0, 11, 7), ("edit", 4, 0, 9), ("restore", 0, 0, 0), ("meet", 9, 0, 0),
    ("edit", 0, 0, 0),
]  # fmt: skip
"""A change comes late: the head that saw it had not seen what it ended."""
CLOSED = [
    ("add", 4, 0, 0), ("add", 4, 0, 4), ("meet", 4, 1, 1), ("grant", 0, 3, 2), ("edit", 4, 0, 1),
    ("meet", 4, 1, 4), ("decide", 0, 3, 0), ("meet", 4, 1, 1), ("edit", 4, 0, 1),
    ("meet", 4, 1, 1), ("revoke", 0, 0, 4),
]  # fmt: skip
"""The office has decided on a county that was lost, before the computer itself is replaced."""


@given(steps=_steps)
def test_an_office_and_two_laptops_of_one_county_agree(template, steps):
    play(template, ("office", "P1", "P2"), steps)


@given(steps=_steps)
@example(steps=LATE)
@example(steps=CLOSED)
def test_five_stores_of_two_counties_agree(template, steps):
    play(template, NAMES, steps)
