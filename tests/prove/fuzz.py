"""Fuzzed files at length: every depth of the format, until the time is up."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.prove.asked import Asked, Told
from tests.sync.fuzzing.opening import Opening
from tests.sync.living_network import living, make_template

BATCH = 300
"""Files that share a network."""


def run(asked: Asked) -> Told:
    """Bring fuzzed files until the time is up or one surprises the program."""
    told = Told()
    batch = asked.seed
    while asked.time_left() and not told.findings:
        _bring_batch(batch, told)
        batch += 1
    return told


def _bring_batch(batch: int, told: Told) -> None:
    with tempfile.TemporaryDirectory(prefix="csr-prove-") as name:
        folder = Path(name)
        (folder / "template").mkdir()
        template = make_template(folder / "template", batch)
        with living(template, ("office", "P1", "P2")) as network:
            opening = Opening(network, folder)

            @settings(
                max_examples=BATCH,
                database=None,
                deadline=None,
                report_multiple_bugs=False,
                phases=(Phase.generate, Phase.shrink),
                suppress_health_check=list(HealthCheck),
            )
            @seed(batch)
            @given(st.data())
            def one(data):
                opening.try_one(data)

            try:
                one()
            except Exception as error:  # noqa: BLE001 - whatever fails is a finding
                told.find(error, f"--only fuzz --seed {batch} --minutes 0.01")
            finally:
                opening.close()
            told.done.update(opening.done)
