"""A process whose children run the program's commands and die at a step towards the disk.

It reads requests as JSON lines from standard input and answers each with a line. A child runs one
command after a fork, so that a death costs milliseconds and not the start of a program. Steps are
every statement, every end of a transaction, every forcing to the disk and every putting of a file
in its place. A child dies by SIGKILL before or after its n-th step, or by the alarm of a timer.
"""

import io
import json
import os
import signal
import sys
from pathlib import Path

from sqlalchemy.engine.default import DefaultDialect

from app import bootstrap
from app.cli import parser
from app.store import migrations, schema
from app.sync import sealed

LOADED = (parser, migrations, schema)


class Steps:
    """Counts the steps of one child, and ends it at the one asked for."""

    def __init__(self, at: int, *, after: bool) -> None:
        self.count = 0
        self._at = at
        self._after = after

    def counted(self, deed):
        def stepped(*words, **more):
            self.count += 1
            mine = self.count == self._at
            if mine and not self._after:
                os.kill(os.getpid(), signal.SIGKILL)
            result = deed(*words, **more)
            if mine:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return stepped

    def watch(self) -> None:
        os.replace = self.counted(os.replace)
        os.fsync = self.counted(os.fsync)
        DefaultDialect.do_commit = self.counted(DefaultDialect.do_commit)
        DefaultDialect.do_execute = self.counted(DefaultDialect.do_execute)
        DefaultDialect.do_executemany = self.counted(DefaultDialect.do_executemany)
        sealed.seal_to = self._in_halves(sealed.seal_to)

    def _in_halves(self, seal):
        middle = self.counted(lambda: None)

        def sealed_in_halves(recipient, source, target) -> None:
            whole = io.BytesIO()
            seal(recipient, source, whole)
            half = len(whole.getvalue()) // 2
            target.write(whole.getvalue()[:half])
            target.flush()
            middle()
            target.write(whole.getvalue()[half:])

        return sealed_in_halves


def leave_out_the_slow_code() -> None:
    """Seal invitations without the code's slow derivation, as the test's own process does."""
    asked = sealed.protected_by_code
    sealed.unseal_with_code = lambda data, code: data
    sealed.protected_by_code = lambda file: _is_zip(file) or asked(file)


def _is_zip(file) -> bool:
    start = file.read(2)
    file.seek(0)
    return start == b"PK"


def run(request: dict) -> None:
    """Run a request's command in this child and leave; standard output is flushed line by line."""
    steps = Steps(request.get("at", -1), after=request.get("after", False))
    steps.watch()
    out = Path(request["out"]).open("w", buffering=1, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stderr = out
    if request.get("alarm"):
        signal.setitimer(signal.ITIMER_REAL, request["alarm"])
    code = bootstrap.main(request["words"])
    signal.setitimer(signal.ITIMER_REAL, 0)
    Path(request["out"] + ".steps").write_text(str(steps.count), encoding="utf-8")
    out.close()
    os._exit(code)


def main() -> None:
    """Serve requests until standard input ends."""
    leave_out_the_slow_code()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                run(json.loads(line))
            finally:
                os._exit(99)
        status = os.waitpid(child, 0)[1]
        print(json.dumps({"code": os.waitstatus_to_exitcode(status)}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
