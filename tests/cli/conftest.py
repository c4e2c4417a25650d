"""The command line run in this process, on stores made by its own commands."""

import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import bootstrap
from app.base import i18n
from tests.sync.living_network import quick

LAPTOPS = {"anna": "2816", "ewa": "2805"}


@dataclass
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


def run(*words: object, stdin: str = "", language: str = "en") -> Said:
    """Run a command as a shell would, in English unless told otherwise."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", language)
        patch.setattr("sys.stdout", out)
        patch.setattr("sys.stderr", err)
        patch.setattr("sys.stdin", io.StringIO(stdin))
        try:
            code = bootstrap.main([str(word) for word in words])
        except SystemExit as end:
            code = int(end.code or 0)
    i18n.set_language("en")
    return Said(code, out.getvalue(), err.getvalue())


def done(*words: object, stdin: str = "") -> Said:
    """Run a command that must succeed and say nothing on standard error."""
    said = run(*words, stdin=stdin)
    assert (said.code, said.err) == (0, ""), said
    return said


def refused(*words: object, stdin: str = "") -> str:
    """Run a command that must be refused, and return its one clear line."""
    said = run(*words, stdin=stdin)
    assert said.code == 1, said
    (line,) = said.err.splitlines()
    assert "Traceback" not in line
    return line


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory, monkeypatch):
    """Keep the settings and reports of whoever runs the tests out of it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """Make an office and two laptops by the command line alone, once."""
    folder = tmp_path_factory.mktemp("by-hand")
    with quick():
        done("office", "init", "--store", folder / "office", "--name", "Sieć")
        for name, county in LAPTOPS.items():
            file = folder / f"{name}.csri"
            invited = run(
                *("office", "invite", "--store", folder / "office", "--promoter", name),
                *("--county", county, "--to", file, "--json"),
            )
            (folder / "code").write_text(invited.json["code"], encoding="utf-8")
            done("join", "--store", folder / name, file, "--passphrase-file", folder / "code")
    return folder


@pytest.fixture
def stores(made, tmp_path):
    """Return the folder with copies of `office`, `anna` (Pisz) and `ewa` (Ełk)."""
    for name in ("office", *LAPTOPS):
        shutil.copytree(made / name, tmp_path / name)
    with quick():
        yield tmp_path


def recorded(store: Path, *rows: dict, options: tuple[str, ...] = ()) -> list[str]:
    """Save records and return their ids."""
    text = "".join(json.dumps(row) + "\n" for row in rows)
    return [one["id"] for one in done("record", "--store", store, "-", *options, stdin=text).lines]


def company(name: str = "Tartak", **more) -> dict:
    return {"entity": "company", "set": {"name": name, "kind": "company", **more}}


def sent(store: Path, to: Path, device: str = "") -> list[Path]:
    """Export and return the files."""
    words = ("--for", device) if device else ()
    said = done("export", "--store", store, "--to", to, "--json", *words)
    return [Path(file["path"]) for file in said.json["files"]]


def taken(store: Path, *files: Path):
    return done("import", "--store", store, *files, "--json").json


def device_of(store: Path) -> str:
    return done("status", "--store", store, "--json").json["device"]
