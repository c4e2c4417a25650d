"""The papers' scene of the tour: an event's certificates and its report, as they will print."""

from dataclasses import replace
from functools import partial
from typing import Any

from app.services import certificates, event_papers, event_report, events
from app.services.events import EventView
from app.ui.pages.events_papers import papers_of
from app.ui.paper_window import PaperWindow, show_paper
from app.ui.tour_stage import Stage, expect, wait_until

_SHOWN = (
    (event_papers.certificate_pages, "zaswiadczenie", "A certificate as it will print"),
    (event_report.report, "sprawozdanie", "An event's report: who came, what they learnt"),
)


def show_papers(stage: Stage) -> None:
    """Show a certificate and the report of an event whose certificates were given out."""
    event = stage.context.read(_certified)
    stage.go("events", event)
    offered = {paper.draw: paper for paper in papers_of(stage.context, event)}
    for draw, name, caption in _SHOWN:
        # Nothing is printed, so nothing is noted as printed again.
        shown = show_paper(stage.context, replace(offered[draw], before=None), stage.window)
        wait_until(partial(_is_drawn, shown), "a paper's pages")
        expect(shown.pages, "the paper has pages")
        stage.album.take(shown, name, caption)
        shown.close()
        stage.window.activateWindow()
        wait_until(stage.window.isActiveWindow, "the window in front again")


def _is_drawn(shown: PaperWindow) -> bool:
    return shown.latest is not None


def _certified(session: Any) -> str:
    for event in events.ids(session, EventView.PAST):
        if certificates.of_event(session, event):
            return event
    raise LookupError("no event with certificates")
