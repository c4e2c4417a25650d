"""Random histories at length: each batch with a network and dice of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.prove.asked import Asked, Told
from tests.sync.histories import history, twins
from tests.sync.living_network import NAMES, make_template

BATCH = 25
"""Histories that share a network, and so whose changes win ties."""
FEW = ("office", "P1", "P2")
_MEMORY = Path("/dev/shm")
"""Where there is such a folder, stores in it cost no disk."""


def run(asked: Asked) -> Told:
    """Play histories until the time is up or one fails."""
    told = Told()
    batch = asked.seed
    with _in_memory():
        while asked.time_left() and not told.findings:
            _play_batch(batch, told)
            batch += 1
    return told


@contextmanager
def _in_memory() -> Iterator[None]:
    before = tempfile.tempdir
    if _MEMORY.is_dir():
        tempfile.tempdir = str(_MEMORY)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _play_batch(batch: int, told: Told) -> None:
    """Play a batch: of each four, one on copied stores and two on a network of two counties."""
    of_twins = batch % 4 == 2
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
    @given(history.steps_of(twins.DEEDS if of_twins else history.DEEDS))
    def one(steps):
        if of_twins:
            twins.play_twins(template, steps, told.done)
        else:
            history.play(template, names, steps, told.done)

    with tempfile.TemporaryDirectory(prefix="csr-prove-") as folder:
        template = make_template(Path(folder), batch)
        try:
            one()
        except Exception as error:  # noqa: BLE001 - whatever fails is a finding
            told.find(error, f"--only histories --seed {batch} --minutes 0.01")
