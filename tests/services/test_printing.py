"""Printing through the system: the command, the copies, and refusals in words."""

import os

import pytest

from app.base.errors import UserError
from app.services import printing
from app.services.leaflets import template_label
from app.services.printing import Printable, print_pdf, takes_pdf

FOLDED = Printable(b"%PDF-1.7 whole", 2, landscape=True, sides="two-sided-short-edge")
PLAIN = Printable(b"%PDF", 1)
LP = """#!/bin/sh
for last; do :; done
printf '%s\\n' "$@" > "{out}/arguments"
cat "$last" > "{out}/printed"
exit {code}
"""


@pytest.fixture
def lp(tmp_path, monkeypatch):
    """A stand-in for the system's `lp` that keeps what it is given."""

    def make(code=0, complaint=""):
        script = LP.format(out=tmp_path, code=code)
        file = tmp_path / "lp"
        file.write_text(script.replace("exit", f"echo '{complaint}' >&2\nexit"))
        file.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")

    return make


def test_the_pdf_goes_to_the_printer_as_it_is(lp, tmp_path):
    lp()
    assert takes_pdf()
    print_pdf(FOLDED, 12, "Biuro")
    assert (tmp_path / "printed").read_bytes() == b"%PDF-1.7 whole"
    arguments = (tmp_path / "arguments").read_text().split("\n")
    assert arguments[:2] == ["-n", "12"]
    assert "sides=two-sided-short-edge" in arguments
    assert arguments[arguments.index("-d") + 1] == "Biuro"


def test_the_usual_printer_is_not_named(lp, tmp_path):
    lp()
    print_pdf(PLAIN, 1)
    arguments = (tmp_path / "arguments").read_text().split("\n")
    assert "-d" not in arguments
    assert "landscape" not in arguments
    assert "sides=one-sided" in arguments


def test_a_refusal_is_said(lp):
    lp(1, "no such printer")
    with pytest.raises(UserError, match="no such printer"):
        print_pdf(PLAIN, 1)


def test_without_lp_nothing_is_claimed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not takes_pdf()
    with pytest.raises(UserError):
        print_pdf(PLAIN, 1)


def test_a_printer_that_never_answers_is_given_up(lp, monkeypatch, tmp_path):
    lp()
    (tmp_path / "lp").write_text("#!/bin/sh\nexec /bin/sleep 5\n")
    monkeypatch.setattr(printing, "_SECONDS", 0.1)
    with pytest.raises(UserError):
        print_pdf(PLAIN, 1)


def test_templates_have_names_for_people():
    assert template_label("trifold") == "A4 tri-fold"
