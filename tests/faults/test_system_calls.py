"""At any of the system's own calls the process dies, the disk is full or the stick is gone."""

import random

import pytest

from tests.faults.deeds import DEEDS, make_deed
from tests.faults.striking import Strikes

SAMPLE = 3
"""How many calls of each command are struck here; `dev.py prove` strikes all of them."""


@pytest.fixture(params=DEEDS)
def strikes(request, deaths, network, tmp_path):
    return Strikes(deaths, make_deed(request.param, network, tmp_path, deaths), tmp_path)


def some(calls):
    """Choose some calls at random, the last too."""
    return random.sample(calls, min(SAMPLE, len(calls))) + calls[-1:]


def test_nothing_is_lost_and_the_same_command_finishes(strikes):
    strikes.kill(some)
    strikes.fill(some)
    strikes.fail(some)
    strikes.pull(some)
    strikes.close_off()
    strikes.slow_down()
    assert strikes.done
