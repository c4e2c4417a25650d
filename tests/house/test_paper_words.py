"""Papers are drawn in Ukrainian too: what they say, and the choices they show, is translated."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from catalogues import merge

from app.model.company import CompanyKind, SizeClass, Stage
from app.model.event import Checklist, EventKind, EventStatus
from app.model.material import MaterialKind
from app.model.participation import ParticipantRole
from app.model.person import PartnerGroup, PersonLanguage
from app.model.stock_move import MoveKind
from app.model.test_result import KnowledgeStage
from app.model.visit import Outcome, VisitForm, VisitStatus
from tests.house.test_catalogues import KEYWORDS, forms, places, translation

SHOWN = (
    CompanyKind, SizeClass, Stage, Checklist, EventKind, EventStatus, MaterialKind, MoveKind,
    ParticipantRole, PartnerGroup, PersonLanguage, KnowledgeStage, Outcome, VisitForm, VisitStatus,
)  # fmt: skip
MARK = re.compile(r"\bDrawnPaper\b|\bprintable\(")
BESIDE = ("services/company_card.py",)
"""Says what the timeline of the visit sheet shows."""


def paper_files() -> list[Path]:
    app = Path(__file__).resolve().parents[2] / "app"
    rooms = [*(app / "documents").glob("*.py"), *(app / "services").glob("*.py")]
    found = [file for file in rooms if MARK.search(file.read_text("utf-8"))]
    return sorted([*found, *(app / name for name in BESIDE)])


@pytest.fixture(scope="module")
def said():
    texts = {
        message: f"{file.name}:{line}"
        for file in paper_files()
        for line, message, _notes, _context in extract_from_file(
            "python", str(file), keywords=KEYWORDS
        )
    }
    return texts | {one.label: kind.__name__ for kind in SHOWN for one in kind}


def test_the_walk_finds_the_papers():
    names = {file.stem for file in paper_files()}
    assert names >= {"certificate", "badges", "letter", "slips", "event_papers", "duty_papers"}


def test_every_text_of_papers_has_its_ukrainian(said):
    ukrainian = merge("uk")
    missing = [
        f"{where}: {message}"
        for message, where in said.items()
        if not all(translation(ukrainian, message)) or not translation(ukrainian, message)
    ]
    assert missing == []


def test_ukrainian_fills_the_same_places_and_has_three_plurals(said):
    ukrainian = merge("uk")
    for message, where in said.items():
        given = translation(ukrainian, message)
        assert len(given) == (1 if isinstance(message, str) else 3), where
        assert all(places(form) == places(forms(message)[-1]) for form in given), where


def test_nothing_is_translated_that_no_paper_says(said):
    known = {forms(message)[0] for message in said}
    spare = [m.id for m in merge("uk") if m.id and forms(m.id)[0] not in known]
    assert spare == []
