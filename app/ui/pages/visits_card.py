"""A visit's card: when and with whom, what came of it, what was handed out, what follows."""

from typing import Protocol

from PySide6.QtWidgets import QLabel, QLayout, QWidget

from app.base.formats import format_date, format_datetime, format_number, format_time
from app.base.i18n import _
from app.model.entity import choice_label, field_map
from app.model.visit import Outcome, Visit, VisitStatus
from app.services.stock import MoveRow
from app.services.tasks import TaskRow
from app.services.visit_lists import VisitCard
from app.ui.action_row import ActionList, Line
from app.ui.context import Context
from app.ui.facts import pairs
from app.ui.history_view import history_section
from app.ui.parts import Part, button, column, flow, headline, section, text
from app.ui.task_lines import task_lines
from app.ui.theme import Space

_TONES: dict[str, str] = {Outcome.DECLINED: "red", Outcome.ABSENT: "amber"}


class Owner(Protocol):
    """What the card asks of the page that shows it."""

    context: Context

    def edit_record(self) -> None:
        """Open the form of the shown visit."""

    def record(self) -> None:
        """Record what came of the shown visit."""

    def put_off(self, visit: str) -> None:
        """Move a visit by a week."""

    def cancel(self, visit: str) -> None:
        """Cancel a visit."""


def visit_card(page: Owner, shown: VisitCard, attached: QWidget) -> QLayout:
    """Return the card: summary first, then what belongs to the visit, then its history.

    Args:
        page: which shows it.
        shown: the visit.
        attached: its files.
    """
    visit = shown.visit
    company = button(
        _("Open the company"),
        lambda: page.context.navigate("companies", visit.company),
        "quiet",
        icon="companies",
    )
    parts: list[Part] = [
        headline(shown.company_name),
        flow(*_badges(visit)),
        flow(*_deeds(page, visit), company),
        pairs(_facts(shown)),
    ]
    if visit.note:
        parts.append(section(_("Note"), text(visit.note)))
    if shown.moves:
        parts.append(section(_("Materials handed out"), _moves(shown.moves)))
    if shown.tasks:
        parts.append(section(_("Tasks that follow"), _tasks(page, shown.tasks)))
    parts.append(attached)
    parts.append(history_section(page.context, "visit", visit.id))
    return column(*parts, None, gap=Space.TWO)


def span_text(visit: Visit) -> str:
    """Return when a visit is or was: the day and from when to when."""
    held = visit.status == VisitStatus.HELD
    starts = visit.held_from if held else visit.planned_from
    ends = visit.held_to if held else visit.planned_to
    said = format_datetime(starts)
    return f"{said}–{format_time(ends)}" if ends else said


def _badges(visit: Visit) -> list[QLabel]:
    fields = field_map(Visit)
    tone = "muted" if visit.status == VisitStatus.CANCELLED else ""
    badges = [text(choice_label(fields["status"], visit.status), "badge", tone=tone)]
    if visit.outcome:
        tone = _TONES.get(visit.outcome, "")
        badges.append(text(choice_label(fields["outcome"], visit.outcome), "badge", tone=tone))
    badges.append(text(choice_label(fields["form"], visit.form), "badge", tone="muted"))
    return badges


def _deeds(page: Owner, visit: Visit) -> list[QWidget]:
    edit = button(_("Edit"), page.edit_record, icon="edit", tip=_("Edit (E)"))
    if visit.status == VisitStatus.HELD:
        return [edit]
    record = button(
        _("Record it"), page.record, "primary", icon="check", tip=_("Record what came of it (R)")
    )
    if visit.status == VisitStatus.CANCELLED:
        return [record, edit]
    later = button(
        _("A week later"),
        lambda: page.put_off(visit.id),
        tip=_("Put the visit off by a week, at the same time"),
    )
    cancel = button(_("Cancel the visit"), lambda: page.cancel(visit.id), "quiet")
    return [record, edit, later, cancel]


def _facts(shown: VisitCard) -> list[tuple[str, str]]:
    visit = shown.visit
    fields = field_map(Visit)
    topics = (choice_label(fields["topics"], topic) for topic in visit.topics or ())
    met = (" · ".join(filter(None, (one.name, one.function))) for one in shown.people)
    known = [
        (_("When"), span_text(visit)),
        (_("Planned from"), _original(visit)),
        (_("Promoters"), ", ".join(name for _id, name in shown.promoters)),
        (_("People met"), ", ".join(met)),
        (_("Topics"), ", ".join(topics)),
    ]
    return [(label, value) for label, value in known if value]


def _original(visit: Visit) -> str:
    """Return the planned time of a held visit, where it differs."""
    if visit.status != VisitStatus.HELD or visit.planned_from == visit.held_from:
        return ""
    return format_datetime(visit.planned_from)


def _moves(moves: tuple[MoveRow, ...]) -> ActionList:
    listed = ActionList(_("Materials handed out"))
    listed.show_lines(
        [
            Line(move.id, move.material_name, badge=f"× {format_number(abs(move.change))}")
            for move in moves
        ]
    )
    return listed


def _tasks(page: Owner, rows: tuple[TaskRow, ...]) -> ActionList:
    listed = ActionList(_("Tasks that follow"))
    listed.show_lines(task_lines(page.context, rows, aside=lambda task: format_date(task.due)))
    return listed
