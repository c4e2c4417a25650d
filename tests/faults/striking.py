"""Letting faults strike a command, one after the other, and checking after each."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.faults.conftest import Deaths, Ended
from tests.faults.deeds import Deed
from tests.faults.tracing import CHANGES, FORCES, WRITES, Call

SIGKILL = -9
Chosen = Callable[[list[Call]], Iterable[Call]]
"""Chooses the calls to strike among all of a command's."""


class Strikes:
    """One command under faults."""

    def __init__(self, deaths: Deaths, deed: Deed, folder: Path) -> None:
        self._deaths = deaths
        self._deed = deed
        self._store = folder / "struck"
        self.done: Counter[str] = Counter()
        self.every = (self.kill, self.fill, self.fail, self.pull)
        ended, self.calls = deaths.traced(*deed.words(deed.fresh(self._store)))
        assert ended.code == 0, ended.out
        deed.done(self._store)

    def kill(self, chosen: Chosen) -> None:
        """Kill the process at each chosen call."""
        for call in chosen(self.calls):
            ended = self._strike(call.killed())
            assert ended.code in (SIGKILL, 0), (call, ended)
            self._check(call, ended)
            self.done[f"killed at {call.name}"] += ended.code == SIGKILL

    def fill(self, chosen: Chosen) -> None:
        """Let the disk be full from each chosen call on."""
        for call in chosen([call for call in self.calls if call.name in WRITES]):
            self._fail(call, call.full(), f"full at {call.name}")

    def fail(self, chosen: Chosen) -> None:
        """Let each chosen call fail as on a disk with bad places."""
        wanted = (*WRITES, *FORCES, *CHANGES)
        for call in chosen([call for call in self.calls if call.name in wanted]):
            self._fail(call, call.failing("EIO"), f"EIO at {call.name}")

    def pull(self, chosen: Chosen) -> None:
        """Let the stick be gone from each chosen call on."""
        outside = [call for call in self.calls if self._deed.outside in call.what]
        for call in chosen(outside if self._deed.outside else []):
            self._fail(call, call.pulled(), f"pulled out at {call.name}")

    def _fail(self, call: Call, faults: list[str], what: str) -> None:
        ended = self._strike(faults)
        assert ended.code in (0, 1), (call, ended)
        told = ended.out.strip()
        if ended.code:
            assert told, (call, "nothing was said")
            assert "Traceback" not in told
            assert "unexpected" not in told
        self._check(call, ended)
        self.done[f"{what}: {'told' if ended.code else 'overcome'}"] += 1

    def _strike(self, faults: list[str]) -> Ended:
        words = self._deed.words(self._deed.fresh(self._store))
        return self._deaths.traced(*words, faults=faults)[0]

    def _check(self, call: Call, ended: Ended) -> None:
        try:
            if ended.code == 0:
                self._deed.done(self._store)
            else:
                self._deed.unharmed(self._store, ended.out)
                again = self._deaths.run(*self._deed.words(self._store))
                assert again.code == 0, again.out
                self._deed.done(self._store)
        except Exception as error:
            error.add_note(f"after {call.name} {call.number} ({call.what}): {ended}")
            raise
