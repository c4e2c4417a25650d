"""Random histories of copied stores and backups put back by hand: all agree, nothing is lost."""

from hypothesis import given, settings

from tests.sync.histories.history import steps_of
from tests.sync.histories.twins import DEEDS, play_twins

_steps = steps_of(DEEDS, least=12, most=45)


@settings(max_examples=max(12, settings.default.max_examples // 3))
@given(steps=_steps)
def test_copies_and_backups_put_back_by_hand_agree_in_the_end(template, steps):
    play_twins(template, steps)
