"""The report of an event: who came, by group and by session, and what the tests say they learnt."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.charts import Chart, draw_chart
from app.documents.flow import Part
from app.documents.ink import Tagged
from app.documents.paper import Cover, DrawnPaper, draw_paper
from app.documents.statements import heading, paragraph, signatures
from app.documents.tables import Column, table
from app.documents.theme import CELL_STRONG, HALF, STEP


@dataclass(frozen=True, slots=True)
class EventReport:
    """What the report says.

    Attributes:
        facts: when, where, who led, how many places.
        groups: each group with how many were registered, came, and completed.
        group_total: the same of all.
        sessions: when, topic, trainers, hours, how many were there.
        by_group: a chart of who came.
        tests: a chart of the results before and after, by group, and what it counts.
        learnt: its numbers: group, people, before, after, the difference.
        learnt_total: the same of all.
        materials: what was handed out, and how many copies.
        papers: what documents there are, and what is missing.
    """

    title: str
    subtitle: str
    centre: CentreCard
    facts: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str, str, str], ...]
    group_total: tuple[str, str, str, str]
    sessions: tuple[tuple[str, str, str, str, str], ...]
    by_group: Chart | None = None
    tests: Chart | None = None
    tests_note: str = ""
    learnt: tuple[tuple[str, str, str, str, str], ...] = ()
    learnt_total: tuple[str, ...] = ()
    materials: tuple[tuple[str, str], ...] = ()
    papers: tuple[tuple[str, str], ...] = ()


def draw_event_report(report: EventReport) -> DrawnPaper:
    """Draw the report."""
    cover = Cover(
        _("Event report"), report.title, report.centre, report.subtitle, report.facts, logos=True
    )
    return draw_paper(cover, list(_parts(report, cover.width)))


def chart_part(chart: Chart, width: float) -> Part:
    """Return a chart as a part of a paper; who listens hears its numbers."""
    row = draw_chart(chart, width)
    figure = Tagged("Figure", row.inks, f"{chart.title}. {chart.told}")
    return Part((type(row)(row.height, (figure,)),), above=STEP, whole=True)


def _parts(report: EventReport, width: float) -> Iterator[Part]:
    yield heading(_("Who came"), width)
    number = 30
    columns: tuple[Column, ...] = (
        Column(_("Group"), style=CELL_STRONG),
        Column(_("On the list"), number, "right"),
        Column(_("Came"), number, "right"),
        Column(_("80 % or more"), number, "right"),
    )
    yield table(columns, report.groups, width, above=HALF, total=report.group_total)
    if report.by_group:
        yield heading(report.by_group.title, width)
        yield chart_part(report.by_group, width)
    yield heading(_("Sessions"), width)
    columns = (
        Column(_("When"), 40),
        Column(_("Topic"), style=CELL_STRONG, weight=1.4),
        Column(_("Trainers")),
        Column(_("Hours"), 22, "right"),
        Column(_("Came"), 20, "right"),
    )
    yield table(columns, report.sessions, width, above=HALF)
    yield from _tests(report, width)
    if report.materials:
        yield heading(_("Materials handed out"), width)
        columns = (Column(_("Material")), Column(_("Copies"), number, "right", CELL_STRONG))
        yield table(columns, report.materials, width, above=HALF)
    if report.papers:
        yield heading(_("Documents"), width)
        columns = (Column(_("Document")), Column(_("State"), 50, style=CELL_STRONG))
        yield table(columns, report.papers, width, above=HALF)
    yield signatures(
        [_("Prepared by: date and signature"), _("Accepted: date and signature")], width
    )


def _tests(report: EventReport, width: float) -> Iterator[Part]:
    if report.tests is None:
        return
    yield heading(report.tests.title, width)
    yield chart_part(report.tests, width)
    if report.learnt:
        number = 30
        columns = (
            Column(_("Group"), style=CELL_STRONG),
            Column(_("Took both tests"), number, "right"),
            Column(_("Before the event"), number, "right"),
            Column(_("After the event"), number, "right"),
            Column(_("Difference"), number, "right", CELL_STRONG),
        )
        yield table(columns, report.learnt, width, above=STEP, total=report.learnt_total)
    if report.tests_note:
        yield paragraph(report.tests_note, width)
