"""What packaging/dev.py does on the systems that this one is not."""

import subprocess
from pathlib import Path

import pytest
from devtools import checks, console, debian, environment


@pytest.fixture
def typed(monkeypatch):
    """Record the commands that would have been run."""
    lines: list[str] = []
    monkeypatch.setattr(debian, "run", lambda words, env=None: lines.append(" ".join(words)) or 0)
    monkeypatch.setattr(debian, "is_debian", lambda: True)
    return lines


def test_nothing_is_installed_when_all_is_there(monkeypatch, typed):
    everything = {*debian.OFFSCREEN, *debian.WINDOW, *debian.TESTS}
    monkeypatch.setattr(debian, "_installed", lambda: everything)

    debian.install_missing(for_tests=True)

    assert typed == []


def test_root_installs_only_what_is_missing(monkeypatch, typed):
    here = {*debian.OFFSCREEN, *debian.TESTS} - {"qpdf"}
    monkeypatch.setattr(debian, "_installed", lambda: here)
    monkeypatch.setattr(debian, "_by_root", list)

    debian.install_missing(for_tests=True)

    assert typed[-1] == "apt-get install -y --no-install-recommends qpdf -qq -o=Dpkg::Use-Pty=0"


def test_the_exact_command_is_told_to_who_may_not_install(monkeypatch, typed):
    monkeypatch.setattr(debian, "_installed", lambda: {*debian.OFFSCREEN})
    monkeypatch.setattr(debian, "_by_root", lambda: None)
    monkeypatch.setattr(debian, "WINDOW", ("libxcb-cursor0",))

    with pytest.raises(console.Stop) as told:
        debian.install_missing(for_tests=False)

    assert "apt-get install -y --no-install-recommends libxcb-cursor0\n" in str(told.value)
    assert typed == []


def test_a_renamed_package_counts_as_installed(monkeypatch):
    listed = "ii \tlibglib2.0-0t64\tlibglib2.0-0 (= 2.84)\nrc \tqpdf\t\nii \tage\t\n"
    answer = subprocess.CompletedProcess([], 0, stdout=listed)
    monkeypatch.setattr(debian.subprocess, "run", lambda *_, **__: answer)

    assert debian._installed() == {"libglib2.0-0t64", "libglib2.0-0", "age"}


def test_a_run_takes_the_tests_environment_as_it_is(monkeypatch, tmp_path):
    started: list[str] = []
    monkeypatch.setattr(environment, "_MARK", tmp_path / "mark.json")
    monkeypatch.setattr(environment, "must", lambda _words, doing: started.append(doing))

    environment._install_parts(Path("python"), for_tests=True)
    environment._install_parts(Path("python"), for_tests=False)
    environment._install_parts(Path("python"), for_tests=True)

    assert started == ["Installing the locked parts"]


def test_a_run_then_tests_installs_the_tests_parts(monkeypatch, tmp_path):
    started: list[str] = []
    monkeypatch.setattr(environment, "_MARK", tmp_path / "mark.json")
    monkeypatch.setattr(environment, "must", lambda _words, doing: started.append(doing))

    environment._install_parts(Path("python"), for_tests=False)
    environment._install_parts(Path("python"), for_tests=True)

    assert len(started) == 2


def test_all_steps_run_and_one_failure_fails_all(monkeypatch):
    ran: list[str] = []

    def step(name: str, code: int) -> checks.Check:
        return lambda _python: ran.append(name) or code

    steps = {"style": step("style", 1), "core": step("core", 0), "window": step("window", 0)}
    monkeypatch.setattr(checks, "STEPS", steps)

    with pytest.raises(console.Stop, match=r"^Failed: style \(.*/dev\.py test style$"):
        checks.run_all(Path("python"))

    assert ran == ["style", "core", "window"]


def test_every_folder_of_tests_is_in_a_step(root):
    folders = {path.name for path in (root / "tests").iterdir() if any(path.glob("test_*.py"))}

    assert folders <= {*checks.CORE, *checks.WINDOW}
