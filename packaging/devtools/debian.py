"""Debian's packages that Qt and the tests need, installed when they may be."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys

from devtools.console import Stop, run, say

# Qt without a screen.
OFFSCREEN = (
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libdbus-1-3",
    "libbrotli1",
    "libfontconfig1",
    "libxkbcommon0",
)
# A window on an X11 screen.
WINDOW = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)
# The tests read PDFs, QR codes and age files back with other people's programs, and let strace
# make the disk fail under ours.
TESTS = ("poppler-utils", "qpdf", "age", "unzip", "libzbar0", "strace")


def is_debian() -> bool:
    """Tell whether Debian's tools are here."""
    linux = sys.platform.startswith("linux")
    return linux and bool(shutil.which("dpkg-query") and shutil.which("apt-get"))


def install_missing(for_tests: bool) -> None:
    """Install what is missing of Debian's packages; on other systems do nothing.

    Raises:
        Stop: Something is missing and may not be installed; the message has the command to type.
    """
    if not is_debian():
        return
    wanted = [*OFFSCREEN, *(TESTS if for_tests else WINDOW)]
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    here = _installed()
    missing = [name for name in wanted if name not in here]
    if missing:
        _install(missing)
        importlib.invalidate_caches()


def _installed() -> set[str]:
    """Return the names of installed packages and what they stand in for (t64 names, for one)."""
    shape = "${db:Status-Abbrev}\t${Package}\t${Provides}\n"
    listed = subprocess.run(
        ["dpkg-query", "-W", "-f", shape], capture_output=True, text=True, check=True
    ).stdout
    names = set[str]()
    for line in listed.splitlines():
        status, package, provides = line.split("\t")
        if status.startswith("ii"):
            names.add(package)
            names.update(name.split()[0] for name in provides.split(",") if name.strip())
    return names


def _install(missing: list[str]) -> None:
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    by_root = _by_root()
    if by_root is None:
        sudo = "sudo " if shutil.which("sudo") else ""
        raise Stop(
            "Some of Debian's packages are missing, and only the administrator may install them."
            f"\nPlease type this{'' if sudo else ' as root'}, then start me again:\n\n"
            f"    {sudo}apt-get update && {sudo}{' '.join(install)}\n"
        )
    say(f"Installing Debian's packages: {' '.join(missing)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    # An outdated list is no reason to stop; a package that cannot be had is.
    run([*by_root, "apt-get", "update", "-qq"], quiet)
    if run([*by_root, *install, "-qq", "-o=Dpkg::Use-Pty=0"], quiet) != 0:
        raise Stop(f"Installing failed. Please try by hand:\n\n    {' '.join(install)}\n")


def _by_root() -> list[str] | None:
    """Return what to write before a command that root must run, or None if that may not be."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None
