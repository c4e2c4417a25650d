"""An event's card: when and where, how many places are taken, its sessions and its papers."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QLabel, QLayout, QWidget

from app.base.formats import format_date, format_datetime, format_number, format_time
from app.base.i18n import _, ngettext
from app.model import territory
from app.model.entity import choice_label, field_map
from app.model.event import Checklist, Event, EventStatus
from app.model.session import EventSession
from app.services import stock
from app.services.events import EventRow
from app.services.local_days import day_of
from app.services.stock import MoveRow
from app.ui.action_row import ActionList, Deed, Line
from app.ui.chips import ChoiceChips
from app.ui.context import Context
from app.ui.facts import pairs
from app.ui.history_view import history_section
from app.ui.paper_window import Paper, papers_button
from app.ui.parts import Part, button, column, flow, headline, section, text
from app.ui.theme import Space


class Owner(Protocol):
    """What the card asks of the page that shows it; all is about the shown event."""

    context: Context

    def edit_record(self) -> None:
        """Open the event's form."""

    def open_people(self) -> None:
        """Work on the people of the event."""

    def set_status(self, status: str) -> None:
        """Mark the event as planned, held or cancelled."""

    def tick_papers(self, papers: Sequence[str]) -> None:
        """Keep which papers are there."""

    def papers(self) -> Sequence[Paper]:
        """Return the papers of the event."""

    def add_session(self) -> None:
        """Begin another session."""

    def edit_session(self, session: str) -> None:
        """Edit a session."""

    def delete_session(self, session: str) -> None:
        """Delete a session."""


def card_of(
    page: Owner,
    event: Event,
    row: EventRow,
    sessions: Sequence[EventSession],
    attached: QWidget,
) -> QLayout:
    """Return the card of an event; `attached` shows its files."""
    parts: list[Part] = [
        headline(event.title or "…"),
        flow(*_badges(event)),
        flow(*_deeds(page, event)),
        pairs(_facts(page, event, row)),
        _sessions(page, event, sessions),
        _papers(page, event),
    ]
    moves = page.context.read(stock.moves_of, event=event.id)
    if moves:
        parts.append(section(_("Materials handed out"), pairs(_handed_out(moves))))
    parts.append(attached)
    parts.append(history_section(page.context, "event", event.id))
    return column(*parts, None, gap=Space.TWO)


def span_text(starts: datetime, ends: datetime) -> str:
    """Return from when to when something lasts; one day is said once."""
    if day_of(starts) == day_of(ends):
        return f"{format_datetime(starts)}–{format_time(ends)}"
    return f"{format_datetime(starts)} – {format_datetime(ends)}"


def places_text(row: EventRow) -> str:
    """Return how many places are taken, and how many people wait for one."""
    listed = format_number(row.registered)
    if row.capacity:
        words = _("{n} of {capacity} places taken")
        taken = words.format(n=listed, capacity=format_number(row.capacity))
    else:
        words = ngettext("{n} person on the list", "{n} people on the list", row.registered)
        taken = words.format(n=listed)
    if row.reserve:
        waiting = _("{n} on the reserve list").format(n=format_number(row.reserve))
        return f"{taken} · {waiting}"
    return taken


def _badges(event: Event) -> list[QLabel]:
    fields = field_map(Event)
    tones = {EventStatus.CANCELLED.value: "red", EventStatus.HELD.value: "muted"}
    status = choice_label(fields["status"], event.status)
    return [
        text(status, "badge", tone=tones.get(event.status, "")),
        text(choice_label(fields["kind"], event.kind), "badge", tone="muted"),
    ]


def _deeds(page: Owner, event: Event) -> list[QWidget]:
    people = button(
        _("People and attendance"), page.open_people, "primary", icon="people",
        tip=_("People and attendance (P)"),
    )  # fmt: skip
    made: list[QWidget] = [people]
    if event.status != EventStatus.CANCELLED:
        booth = partial(page.context.navigate, "booth", event.id)
        made.append(button(_("Booth"), booth, icon="booth", tip=_("Open the booth (B)")))
    made.append(papers_button(page.context, page.papers))
    made.append(button(_("Edit"), page.edit_record, icon="edit", tip=_("Edit (E)")))
    if event.status == EventStatus.PLANNED:
        held = partial(page.set_status, EventStatus.HELD)
        cancelled = partial(page.set_status, EventStatus.CANCELLED)
        made.append(button(_("It was held"), held, icon="check", tip=_("Mark as held (H)")))
        made.append(button(_("Cancel the event"), cancelled, "danger", icon="close"))
    else:
        planned = partial(page.set_status, EventStatus.PLANNED)
        made.append(button(_("Plan again"), planned, icon="undo"))
    return made


def _facts(page: Owner, event: Event, row: EventRow) -> list[tuple[str, str]]:
    counties = ", ".join(territory.county_name(code) for code in event.counties or ())
    values = [
        (_("When"), span_text(event.starts, event.ends)),
        (_("Place"), event.place or ""),
        (_("Participants"), places_text(row)),
        (_("Present"), format_number(row.present) if row.present else ""),
        (_("Lead county"), row.county),
        (_("Counties"), counties if counties != row.county else ""),
        (_("Centre"), page.context.title("centre", event.centre)),
        (_("Lead"), page.context.title("promoter", event.lead)),
    ]
    return [(label, value) for label, value in values if value]


def _sessions(page: Owner, event: Event, sessions: Sequence[EventSession]) -> QWidget:
    add = button(
        _("Add a session"), page.add_session, "quiet", icon="plus", tip=_("Add a session (A)")
    )
    listed = ActionList(_("Sessions"), _("No session yet. Attendance is kept by session."))
    trainers = {one for part in sessions for one in part.trainers or ()}
    names = page.context.titles("promoter", trainers) if trainers else {}
    listed.show_lines([_session_line(page, event, part, names) for part in sessions])
    return section(_("Sessions"), listed, beside=add)


def _session_line(page: Owner, event: Event, part: EventSession, names: dict[str, str]) -> Line:
    hours = f"{format_time(part.starts)}–{format_time(part.ends)}"
    trainers = ", ".join(names.get(one, "–") for one in part.trainers or ())
    edit = partial(page.edit_session, part.id)
    return Line(
        part.id,
        part.topic or event.title,
        " · ".join(words for words in (hours, trainers) if words),
        format_date(day_of(part.starts)),
        opened=edit,
        deeds=(Deed(_("Delete"), "D", partial(page.delete_session, part.id), "delete", False),),
    )


def _papers(page: Owner, event: Event) -> QWidget:
    options = [(str(one.value), _(one.label)) for one in Checklist]
    chips = ChoiceChips(options, _("Documents"), several=True)
    chips.set_values([str(one) for one in event.checklist or ()])
    chips.changed.connect(page.tick_papers)
    missing = len(options) - len(event.checklist or ())
    said = _("Still missing: {n}").format(n=missing) if missing else _("All are there.")
    return section(_("Documents"), chips, text(said, "muted"))


def _handed_out(moves: Sequence[MoveRow]) -> list[tuple[str, str]]:
    sums: dict[str, int] = {}
    for move in moves:
        sums[move.material_name] = sums.get(move.material_name, 0) + abs(move.change)
    return [(name, format_number(n)) for name, n in sorted(sums.items())]
