"""The house stays tidy: small files that say what they own, Qt in one room, plain names."""

import ast
import statistics
from pathlib import Path

LONGEST = 400
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


def modules(root: Path, *folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
    assert len(found) > 5, "the walk finds the code"
    return found


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_over_400_lines(root):
    lengths = {str(path.relative_to(root)): length(path) for path in modules(root, "app", "tests")}
    lengths |= {str(path): length(path) for path in modules(root, "packaging")}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_files_are_about_100_lines(root):
    lengths = [length(path) for path in modules(root, "app") if path.name != "__init__.py"]

    assert statistics.median(lengths) <= 150


def test_every_module_says_what_it_owns(root):
    silent = []
    for path in modules(root, "app", "packaging", "tests"):
        source = path.read_text(encoding="utf-8")
        if source.strip() and not ast.get_docstring(ast.parse(source)):
            silent.append(str(path.relative_to(root)))

    assert [name for name in silent if not name.startswith("tests/")] == []


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def test_qt_is_imported_in_the_windows_room_alone(root):
    window = root / "app" / "ui"
    outside = [
        str(path.relative_to(root))
        for path in modules(root, "app")
        if window not in path.parents and imported(path) & {"PySide6", "shiboken6"}
    ]

    assert outside == []
    assert any("PySide6" in imported(path) for path in window.rglob("*.py"))


def test_names_say_what_a_file_owns(root):
    vague = [
        str(path.relative_to(root))
        for path in (root / "app").rglob("*")
        if path.stem in FORBIDDEN_NAMES
    ]

    assert vague == []


def test_nothing_is_left_half_done(root):
    marks = ("TO" + "DO", "FIX" + "ME", "X" + "XX ", "pytest.mark." + "skip", "x" + "fail(")
    left = [
        f"{path.relative_to(root)}: {mark}"
        for path in modules(root, "app", "tests", "packaging")
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
    ]

    assert left == []
