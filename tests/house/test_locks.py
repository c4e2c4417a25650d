"""The locked parts: exact, hashed, enough for pyproject.toml, and from no index in particular."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("lock.txt", "lock-build.txt", "lock-dev.txt")
ENTRY = re.compile(
    r"^([a-z0-9-]+)==([^ ]+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def locked(root: Path, name: str) -> dict[str, str]:
    text = (root / "packaging" / name).read_text(encoding="utf-8")
    return {part: version for part, version, _ in ENTRY.findall(text)}


def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def unmet(requirements: list[str], versions: dict[str, str]) -> list[str]:
    parsed = [Requirement(line) for line in requirements]
    return [
        str(requirement)
        for requirement in parsed
        if not requirement.specifier.contains(
            versions.get(canonicalize_name(requirement.name), "0.dev0")
        )
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_nothing_but_exact_hashed_parts(root, name):
    text = (root / "packaging" / name).read_text(encoding="utf-8")
    comments = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)

    assert ENTRY.sub("", comments).strip() == ""
    assert len(locked(root, name)) >= 8


def test_the_locks_meet_the_project(root):
    wanted = project(root)
    groups = wanted["dependency-groups"]
    runtime = wanted["project"]["dependencies"]
    tests = [line for line in groups["dev"] if isinstance(line, str)]

    assert unmet(runtime, locked(root, "lock.txt")) == []
    assert unmet(groups["build"], locked(root, "lock-build.txt")) == []
    assert unmet([*runtime, *groups["build"], *tests], locked(root, "lock-dev.txt")) == []


def test_the_tests_lock_includes_the_others_unchanged(root):
    everything = locked(root, "lock-dev.txt").items()

    assert locked(root, "lock.txt").items() <= everything
    assert locked(root, "lock-build.txt").items() <= everything


def test_qt_is_the_version_that_counts_none_right(root):
    assert locked(root, "lock.txt")["pyside6-essentials"] == "6.11.3"


def test_the_version_is_said_once_and_the_same(root):
    said = re.search(r'__version__ = "(.+)"', (root / "app/__init__.py").read_text("utf-8"))

    assert said
    assert said[1] == project(root)["project"]["version"]


def test_tracked_files_name_no_index_and_no_machine(root):
    # Joined here so that this file does not name them either.
    names = [("pypi", "org"), ("python", "hosted"), ("npm", "js"), ("deb.debian", "org")]
    forbidden = [".".join(name) for name in names] + ["python" + "hosted", "/opt" + "/venv"]
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    found = []
    for name in filter(None, files):
        path = root / name
        if path.is_file():
            content = path.read_bytes().decode("utf-8", "ignore")
            found += [f"{name}: {word}" for word in forbidden if word in content]

    assert len(files) > 50
    assert found == []
