"""A fault at every call towards the disk of every command: killed, full, failing, pulled out."""

import tempfile
from functools import partial
from pathlib import Path

from tests.faults.conftest import Deaths
from tests.faults.deeds import DEEDS, make_deed
from tests.faults.striking import Strikes
from tests.faults.tracing import Call
from tests.prove.asked import Asked, Told
from tests.sync.living_network import living, make_template


def run(asked: Asked) -> Told:
    """Strike all commands at all their calls, whatever time it takes."""
    told = Told()
    with tempfile.TemporaryDirectory(prefix="csr-prove-") as name:
        folder = Path(name)
        (folder / "template").mkdir()
        template = make_template(folder / "template", asked.seed)
        deaths = Deaths(folder)
        try:
            for deed in DEEDS:
                (folder / deed).mkdir()
                with living(template, ("office", "P1", "P4")) as network:
                    made = make_deed(deed, network, folder / deed, deaths)
                    _strike(deed, Strikes(deaths, made, folder / deed), told)
                print(f"{deed}: {told.done['faults']:,} faults so far", flush=True)
        finally:
            deaths.close()
    return told


def _strike(name: str, strikes: Strikes, told: Told) -> None:
    deeds = [partial(strike, _only(call)) for call in strikes.calls for strike in strikes.every]
    for deed in (*deeds, strikes.close_off, strikes.slow_down):
        try:
            deed()
        except Exception as error:  # noqa: BLE001 - whatever fails is a finding
            error.add_note(name)
            told.find(error, "--only faults")
    told.done.update({f"{name}: {what}": count for what, count in strikes.done.items()})
    told.done["points"] += len(strikes.calls)
    told.done["faults"] += strikes.done.total()


def _only(call: Call):
    return lambda calls: [one for one in calls if one == call]
