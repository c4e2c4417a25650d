"""Random histories at length: each batch with a network and dice of its own."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.prove.asked import Asked, Told
from tests.sync.histories.history import DEEDS, play, steps_of
from tests.sync.living_network import NAMES, make_template

BATCH = 25
"""Histories that share a network, and so whose changes win ties."""
FEW = ("office", "P1", "P2")


def run(asked: Asked) -> Told:
    """Play histories until the time is up or one fails."""
    told = Told()
    batch = asked.seed
    while asked.time_left() and not told.findings:
        _play_batch(batch, told)
        batch += 1
    return told


def _play_batch(batch: int, told: Told) -> None:
    names = NAMES if batch % 2 else FEW

    @settings(
        max_examples=BATCH,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @seed(batch)
    @given(steps_of(DEEDS))
    def one(steps):
        play(template, names, steps, told.done)

    with tempfile.TemporaryDirectory(prefix="csr-prove-") as folder:
        template = make_template(Path(folder), batch)
        try:
            one()
        except Exception as error:  # noqa: BLE001 - whatever fails is a finding
            told.find(error, f"--only histories --seed {batch} --minutes 0.01")
