"""Letting faults strike a command, one after the other, and checking after each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.conftest import Deaths, Ended
from tests.faults.deeds import Deed
from tests.faults.tracing import CHANGES, FORCES, WRITES, Call

SIGKILL = -9
_SLOW_MICROSECONDS = 3_000
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
        stick = self._deed.outside
        outside = [call for call in self.calls if stick and str(stick) in call.what]
        for call in chosen(outside):
            self._fail(call, call.pulled(), f"pulled out at {call.name}")

    def close_off(self) -> None:
        """Let the store's folder, then the one outside, be read-only."""
        for folder in (self._store, self._deed.outside):
            if folder is None:
                continue
            words = self._deed.words(self._deed.fresh(self._store))
            with _read_only(folder):
                ended = self._deaths.run(*words, humble=True)
            assert ended.code == 1, ended
            self._check_told(ended)
            self._check(None, ended)
            self.done["read-only"] += 1

    def slow_down(self) -> None:
        """Let every call towards the disk take its time, as on a share far away."""
        words = self._deed.words(self._deed.fresh(self._store))
        slow = f"inject={','.join((*WRITES, *FORCES))}:delay_enter={_SLOW_MICROSECONDS}"
        ended = self._deaths.traced(*words, faults=[slow])[0]
        assert ended.code == 0, ended
        self._check(None, ended)
        self.done["slow"] += 1

    def _fail(self, call: Call, faults: list[str], what: str) -> None:
        ended = self._strike(faults)
        assert ended.code in (0, 1), (call, ended)
        if ended.code:
            self._check_told(ended)
        self._check(call, ended)
        self.done[f"{what}: {'told' if ended.code else 'overcome'}"] += 1

    def _check_told(self, ended: Ended) -> None:
        told = [line for line in ended.out.splitlines() if line[:1] != "{" or '"error"' in line]
        assert told, (ended, "nothing was said")
        assert "Traceback" not in ended.out
        assert "unexpected" not in ended.out

    def _strike(self, faults: list[str]) -> Ended:
        words = self._deed.words(self._deed.fresh(self._store))
        return self._deaths.traced(*words, faults=faults)[0]

    def _check(self, call: Call | None, ended: Ended) -> None:
        try:
            if ended.code == 0:
                self._deed.done(self._store)
            else:
                self._deed.unharmed(self._store, ended.out)
                again = self._deaths.run(*self._deed.words(self._store))
                assert again.code == 0, again.out
                self._deed.done(self._store)
        except Exception as error:
            error.add_note(f"after {call}: {ended}")
            raise


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    """Let nobody write a folder and what lies in it."""
    everything = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in everything}
    for path in everything:
        path.chmod(modes[path] & 0o555)
    try:
        yield
    finally:
        for path in everything:
            path.chmod(modes[path])
