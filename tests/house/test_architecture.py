"""The documents say what is there: rooms, paths and links."""

import re
from pathlib import Path

import pytest

DOCUMENTS = ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md")
TOP_LEVEL = ("app/", "tests/", "packaging/", "resources/", "i18n/")


def text(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def rooms(root: Path) -> set[str]:
    """Return the folders of the program that hold code."""
    return {
        f"app/{path.name}/"
        for path in (root / "app").iterdir()
        if path.is_dir() and any(path.rglob("*.py"))
    }


def named_paths(document: str) -> set[str]:
    """Return the `paths` in backticks that begin at the top of the repository."""
    spans = re.findall(r"`([^`\n]+)`", document)
    paths = {span for span in spans if span.startswith(TOP_LEVEL)}
    return {path for path in paths if not re.search(r"[<>*… ]", path)}


def test_every_room_is_on_the_page(root):
    named = named_paths(text(root, "ARCHITECTURE.md"))

    assert rooms(root) - named == set()
    assert len(rooms(root)) >= 6


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_on_the_page_exists(root, name):
    gone = [path for path in named_paths(text(root, name)) if not (root / path).exists()]

    assert gone == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_and_picture_exists(root, name):
    targets = re.findall(r"\]\(([^)#]+)\)", text(root, name))
    local = [target for target in targets if "://" not in target]

    assert [target for target in local if not (root / target).exists()] == []


def test_the_page_stays_one_page(root):
    assert len(text(root, "ARCHITECTURE.md").splitlines()) <= 90


def test_the_readme_begins_with_the_two_commands(root):
    top = text(root, "README.md").splitlines()[:8]

    assert [line for line in top if line.startswith("python3 ")] == [
        "python3 packaging/dev.py run",
        "python3 packaging/dev.py test",
    ]


def test_ci_runs_what_a_person_runs(root):
    lines = [line for line in text(root, ".ci/run").splitlines() if "dev.py" in line]

    assert lines == ["exec python3 packaging/dev.py test"]
