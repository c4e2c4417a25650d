"""Printing through the system: the command, paper sizes, back sides, refusals in words."""

import os

import pytest

from app.base.errors import UserError
from app.services import print_jobs
from app.services.print_jobs import (
    SIZES,
    PrintJob,
    largest_of,
    name_of,
    papers_for,
    print_pdf,
    sheet_of,
    takes_pdf,
    usual_of,
    with_backs,
)
from app.services.printing import Printable, sheets_for, turning_test
from tests.documents.pdf_reading import ReadPdf

FOLDED = Printable(b"%PDF-1.7 whole", 2, name="Ulotka", landscape=True)
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


def arguments(folder) -> list[str]:
    return (folder / "arguments").read_text().splitlines()


def test_the_pdf_goes_to_the_printer_as_it_is(lp, tmp_path):
    lp()
    assert takes_pdf()
    print_pdf(FOLDED, PrintJob(12, "Biuro", "two-sided-short-edge", paper="A4"))
    assert (tmp_path / "printed").read_bytes() == b"%PDF-1.7 whole"
    given = arguments(tmp_path)
    assert given[:3] == ["-n", "12", "-o"]
    for option in ("sides=two-sided-short-edge", "media=A4", "print-scaling=none"):
        assert option in given
    assert given[given.index("-d") + 1] == "Biuro"
    assert given[given.index("-t") + 1] == "Ulotka"
    assert "landscape" not in given, "the system turns a page that lies by itself"


def test_what_is_not_chosen_is_not_said(lp, tmp_path):
    lp()
    print_pdf(Printable(b"%PDF", 1), PrintJob())
    given = arguments(tmp_path)
    assert "-d" not in given
    assert "-t" not in given
    assert not [one for one in given if one.startswith(("media", "page-ranges"))]
    assert "sides=one-sided" in given
    assert "print-color-mode=color" in given


def test_greys_pages_and_a_smaller_paper_are_asked_for(lp, tmp_path):
    lp()
    print_pdf(FOLDED, PrintJob(in_colour=False, shrinks=True, pages=(1, 3)))
    given = arguments(tmp_path)
    for option in ("print-color-mode=monochrome", "print-scaling=fit", "page-ranges=1,3"):
        assert option in given


def test_a_name_never_becomes_an_option(lp, tmp_path):
    lp()
    print_pdf(Printable(b"%PDF", 1, name="-o sides=one-sided"), PrintJob(printer="-h evil"))
    given = arguments(tmp_path)
    assert given[given.index("-d") + 1] == "-h evil"
    assert given[given.index("-t") + 1] == "-o sides=one-sided"
    assert given[-2] == "--"


def test_a_refusal_is_said(lp):
    lp(1, "no such printer")
    with pytest.raises(UserError, match="no such printer"):
        print_pdf(FOLDED, PrintJob())


def test_without_lp_nothing_is_claimed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not takes_pdf()
    with pytest.raises(UserError):
        print_pdf(FOLDED, PrintJob())


def test_a_printer_that_never_answers_is_given_up(lp, monkeypatch, tmp_path):
    lp()
    (tmp_path / "lp").write_text("#!/bin/sh\nexec /bin/sleep 5\n")
    monkeypatch.setattr(print_jobs, "_SECONDS", 0.1)
    with pytest.raises(UserError):
        print_pdf(FOLDED, PrintJob())


@pytest.mark.parametrize(
    ("page", "offered", "papers"),
    [
        ("A4", [], ["A4"]),
        ("A4", ["A4", "A3"], ["A4", "A3"]),
        ("A6", ["A6", "A4", "A5"], ["A6", "A5", "A4"]),
        ("A3", ["A4", "A5"], []),
        ("A3", [], []),
        ("A3", ["A3"], ["A3"]),
    ],
)
def test_papers_that_hold_a_page(page, offered, papers):
    assert papers_for(SIZES[page], [SIZES[one] for one in offered]) == papers


def test_a_letter_printer_is_taken_for_one_of_a4():
    assert papers_for(SIZES["A4"], [(215.9, 279.4)]) == ["A4"]
    assert largest_of([(215.9, 279.4)]) == "A4"


def test_a4_is_the_usual_paper():
    assert usual_of(["A6", "A5", "A4"]) == "A4"
    assert usual_of(["A3"]) == "A3"
    assert largest_of([SIZES["A5"], SIZES["A4"]]) == "A4"


def test_sizes_have_names():
    assert name_of((209.97, 297.01)) == "A4"
    assert name_of((230.0, 317.0)) == "230 × 317 mm"


@pytest.mark.parametrize(("copies", "each", "sheets"), [(1, 1, 1), (8, 4, 2), (9, 4, 3), (0, 4, 0)])
def test_sheets_give_at_least_the_copies(copies, each, sheets):
    assert sheets_for(copies, each) == sheets


@pytest.mark.parametrize("lies", [True, False])
def test_the_test_page_has_an_arrow_and_words_on_both_sides(lies):
    made = turning_test(lies=lies)
    read = ReadPdf(made.pdf)
    assert made.pages == 2
    assert made.sides == ("two-sided-short-edge" if lies else "two-sided-long-edge")
    assert sheet_of(made) == pytest.approx((210, 297), abs=0.1)
    assert "This side first" in read.text(0)
    assert "180°" in read.text(1)
    middle = 148.5 if lies else 105.0
    for page in (0, 1):
        high, low = (read.red_green_blue(page, 100, middle + 12, y) for y in (38.0, 60.0))
        assert high != b"\xff\xff\xff", "the head of the arrow is broad"
        assert low == b"\xff\xff\xff", "its shaft is narrow"


def test_the_test_page_speaks_polish(monkeypatch):
    from app.base import i18n

    i18n.set_language("pl")
    try:
        read = ReadPdf(turning_test(lies=True).pdf)
    finally:
        i18n.set_language("en")
    assert "Najpierw ta strona" in read.text(0)
    assert read.fonts()
    assert all(read.fonts().values())


def test_backs_are_turned_once_and_back_again():
    made = turning_test(lies=True)
    turned = with_backs(made, turned=True)
    assert turned.turned
    before, after = ReadPdf(made.pdf), ReadPdf(turned.pdf)
    assert before.red_green_blue(0, 50, 148, 30) == after.red_green_blue(0, 50, 148, 30)
    shaft = before.red_green_blue(1, 50, 148.5, 50)
    assert shaft != b"\xff\xff\xff"
    assert after.red_green_blue(1, 50, 148.5, 50) != shaft
    assert after.red_green_blue(1, 50, 148.5, 160) == shaft
    again = with_backs(turned, turned=False)
    assert ReadPdf(again.pdf).red_green_blue(1, 50, 148.5, 50) == shaft
    assert with_backs(made, turned=False) is made
    assert after.fonts() == before.fonts()
