"""A process whose children run the program's commands and die at a step towards the disk.

It reads requests as JSON lines from standard input and answers each with a line. A child runs one
command after a fork, so that a death costs milliseconds and not the start of a program. Steps are
every statement, every end of a transaction, every forcing to the disk and every putting of a file
in its place. A child dies by SIGKILL before or after its n-th step, or by the alarm of a timer; or
strace follows it and makes one of the system's own calls its last, or lets calls fail.

What a child says goes through a socket: writing it is not a call towards the disk.
"""

import ctypes
import io
import json
import os
import signal
import socket
import sys
from pathlib import Path

from sqlalchemy.engine.default import DefaultDialect

from app import bootstrap
from app.cli import parser
from app.services import attachments
from app.services.attachments import Owner
from app.store import migrations, schema
from app.store.database import Database
from app.sync import sealed
from tests.faults import tracing

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


def run(request: dict, wire: socket.socket) -> None:
    """Run a request's command in this child and leave; what it says is sent line by line."""
    steps = Steps(request.get("at", -1), after=request.get("after", False))
    steps.watch()
    raw = wire.makefile("wb", buffering=0)
    sys.stdout = sys.stderr = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    if request.get("humble"):
        give_up_rights()
    if request.get("trace"):
        wait_to_be_followed()
    if request.get("alarm"):
        signal.setitimer(signal.ITIMER_REAL, request["alarm"])
    first, *more = request["words"]
    code = attach(*more) if first == "attach" else bootstrap.main(request["words"])
    signal.setitimer(signal.ITIMER_REAL, 0)
    sys.stdout.flush()
    wire.sendall(b"\0%d" % steps.count)
    os._exit(code)


def attach(store: str, company: str, file: str) -> int:
    """Attach a file to a company; the window alone can, so no command does."""
    database = Database.open(Path(store))
    attachments.attach(database, Owner("company", company), Path(file))
    database.close()
    return 0


def wait_to_be_followed() -> None:
    """Stop until strace has taken hold; some systems let only a parent follow without asking."""
    any_process = -1
    ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_long(any_process))  # PR_SET_PTRACER, Yama
    os.kill(os.getpid(), signal.SIGSTOP)


def give_up_rights() -> None:
    """Let a folder's rights count, though root runs the tests: without capabilities they do."""
    version, every = 0x20080522, 6
    header = (ctypes.c_uint32 * 2)(version, 0)
    ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * every)())


def served(request: dict) -> dict:
    """Run a request in a child and return how it ended and what it said."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        try:
            run(request, theirs)
        finally:
            os._exit(99)
    theirs.close()
    follower = None
    if request.get("trace"):
        os.waitpid(child, os.WUNTRACED)
        follower = tracing.attach(child, Path(request["trace"]), request.get("faults", []))
        os.kill(child, signal.SIGCONT)
    said = b"".join(iter(lambda: ours.recv(1 << 16), b""))
    ours.close()
    status = os.waitpid(child, 0)[1]
    if follower is not None:
        follower.communicate()
    text, _mark, steps = said.partition(b"\0")
    return {
        "code": os.waitstatus_to_exitcode(status),
        "out": text.decode(),
        "steps": int(steps or 0),
    }


def main() -> None:
    """Serve requests until standard input ends."""
    leave_out_the_slow_code()
    for line in sys.stdin:
        print(json.dumps(served(json.loads(line))), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
