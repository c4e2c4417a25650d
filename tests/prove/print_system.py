"""A print system of one's own: a CUPS server in a folder and a printer that keeps what it gets.

Nothing of the computer's own printing is touched. The printer speaks IPP Everywhere and takes PDF,
as office printers of today do; `ippeveprinter` of CUPS plays it.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

NEEDED = ("cupsd", "ippeveprinter", "lpadmin", "lp")
PRINTER = "Biuro"
_SYSTEM = "/usr/sbin:/usr/lib/cups/bin:/usr/local/sbin"
_SECONDS = 40.0
_SERVER = """Listen 127.0.0.1:{port}
LogLevel warn
DefaultAuthType None
Browsing Off
WebInterface No
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Location /admin>
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow from 127.0.0.1
  </Limit>
</Policy>
"""
_FILES = """ServerRoot {folder}/etc
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
ErrorLog {folder}/log/error
AccessLog {folder}/log/access
PageLog {folder}/log/page
SystemGroup root
"""
_KEEP = """#!/bin/sh
here="{folder}/printed/$IPP_JOB_ID"
mkdir -p "$here"
cp "$1" "$here/job.pdf"
env | grep '^IPP_' > "$here/asked"
mv "$here" "$here.done"
"""


@dataclass(frozen=True)
class Printed:
    """What came out of the printer: the file and what was asked for, by IPP's names."""

    pdf: bytes
    asked: dict[str, str]


class PrintSystem:
    """A running server with one printer; `take` waits for what is printed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken = 0

    def take(self) -> Printed:
        """Return what was printed next.

        Raises:
            AssertionError: when nothing comes.
        """
        self._taken += 1
        place = self._folder / "printed" / f"{self._taken}.done"
        _await(place.exists, f"job {self._taken} of the printer")
        lines = (place / "asked").read_text("utf-8").splitlines()
        asked = dict(line.removeprefix("IPP_").split("=", 1) for line in lines if "=" in line)
        return Printed((place / "job.pdf").read_bytes(), asked)


def missing() -> list[str]:
    """Return the programs that are not on this computer."""
    return [name for name in NEEDED if _found(name) is None]


@contextlib.contextmanager
def print_system(folder: Path) -> Iterator[PrintSystem]:
    """Run a server and its printer; programs of this process print through it meanwhile.

    Args:
        folder: an empty one with a short path.
    """
    for name in ("spool/tmp", "cache", "state", "log", "etc/ppd", "printed"):
        (folder / name).mkdir(parents=True)
    for place in (folder, *(one for one in folder.rglob("*") if one.is_dir())):
        place.chmod(0o777)  # started by root, CUPS works as another user
    server, printer = _free_port(), _free_port()
    before = dict(os.environ)
    os.environ["CUPS_SERVER"] = f"127.0.0.1:{server}"
    running: list[subprocess.Popen[str]] = []
    try:
        _start_names(folder, running)
        _start_server(folder, server, running)
        _start_printer(folder, printer, running)
        _add_printer(printer)
        yield PrintSystem(folder)
    finally:
        for one in reversed(running):
            one.terminate()
            one.wait()
        os.environ.clear()
        os.environ.update(before)


def _start_names(folder: Path, running: list[subprocess.Popen[str]]) -> None:
    """Start the service of names that the printer asks for, where the system has none."""
    if Path("/run/dbus/system_bus_socket").exists():
        return
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    running.append(bus)
    assert bus.stdout is not None
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = bus.stdout.readline().strip()
    log = folder / "log" / "names"
    running.append(_begin(["avahi-daemon", "--no-drop-root", "--no-chroot", "--no-rlimits"], log))
    _await(lambda: "startup complete" in log.read_text("utf-8"), "the service of names")


def _start_server(folder: Path, port: int, running: list[subprocess.Popen[str]]) -> None:
    settings, files = folder / "etc" / "cupsd.conf", folder / "etc" / "cups-files.conf"
    settings.write_text(_SERVER.format(port=port), "utf-8")
    files.write_text(_FILES.format(folder=folder), "utf-8")
    running.append(_begin(["cupsd", "-f", "-c", settings, "-s", files], folder / "log" / "server"))
    _await(lambda: _answers(port), "the print server")


def _start_printer(folder: Path, port: int, running: list[subprocess.Popen[str]]) -> None:
    keep = folder / "keep"
    keep.write_text(_KEEP.format(folder=folder), "utf-8")
    keep.chmod(0o755)
    command = [
        "ippeveprinter", "-2", "-s", "10,5", "-p", str(port), "-n", "localhost", "-r", "off",
        "-f", "application/pdf,image/urf,image/pwg-raster", "-c", keep,
        "-d", folder / "spool", PRINTER,
    ]  # fmt: skip
    running.append(_begin(command, folder / "log" / "printer"))
    _await(lambda: _answers(port), "the printer")


def _add_printer(port: int) -> None:
    uri = f"ipp://localhost:{port}/ipp/print"
    # An ink printer lays sheets face up and so begins with the last page; tests count from one.
    for _again in range(10):
        done = subprocess.run(
            [_found("lpadmin"), "-p", PRINTER, "-E", "-v", uri, "-m", "everywhere",
             "-o", "outputorder-default=normal"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode == 0:
            return
        time.sleep(0.5)
    raise AssertionError(done.stderr)


def _begin(command: list[object], log: Path) -> subprocess.Popen[str]:
    name, *rest = map(str, command)
    with log.open("w", encoding="utf-8") as file:
        return subprocess.Popen(
            [_found(name) or name, *rest], stdout=file, stderr=subprocess.STDOUT, text=True
        )


def _found(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:{_SYSTEM}")


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _await(is_so: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + _SECONDS
    while not is_so():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.05)
