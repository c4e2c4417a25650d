"""The events: found by time and kind, with sessions, people and attendance."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from app.base.formats import format_number
from app.base.i18n import N_, _
from app.model import territory
from app.model.entity import choice_label, field_map
from app.model.event import Event, EventKind, EventStatus
from app.model.session import EventSession
from app.services import events, local_days, records
from app.services.events import EventRow, EventView
from app.ui import attaching
from app.ui.attaching import Attaching
from app.ui.context import Context
from app.ui.form_panel import FormPanel
from app.ui.list_page import Column, Filter, ListCardPage
from app.ui.pages.events_card import card_of
from app.ui.pages.events_forms import EventPanel, SessionPanel
from app.ui.pages.events_papers import papers_of
from app.ui.pages.events_people import PeoplePanel
from app.ui.paper_window import Paper, offer_papers
from app.ui.theme import Tone

_PERSON = "person:"
_VIEWS = (EventView.UPCOMING, EventView.PAST, EventView.CANCELLED)


def _counties() -> list[tuple[str, str]]:
    return [(code, territory.county_name(code)) for code in territory.NETWORK_COUNTIES]


def _taken(row: EventRow) -> str:
    taken = format_number(row.registered)
    return f"{taken} / {format_number(row.capacity)}" if row.capacity else taken


def _day(row: EventRow) -> date:
    return local_days.day_of(row.starts)


def _kind(row: EventRow) -> str:
    if row.status == EventStatus.CANCELLED:
        return choice_label(field_map(Event)["status"], row.status)
    return choice_label(field_map(Event)["kind"], row.kind)


def _tone(row: EventRow) -> Tone | None:
    return "muted" if row.status == EventStatus.CANCELLED else None


class EventsPage(ListCardPage):
    """A list with the card of one event, and its people over the whole width."""

    name, entity, icon = "events", "event", "events"
    shows = frozenset(
        {"event", "session", "participation", "attendance", "person", "stock_move", "promoter"}
    )
    shows |= attaching.KINDS
    heading, new_words = N_("Events"), N_("New event")
    empty_words = N_("Conferences, trainings, workshops and fairs are kept here, with who came.")
    search_words = N_("Title or place")
    filters = (
        Filter("view", N_("Which events"), _VIEWS),
        Filter("kind", N_("Kind"), EventKind, N_("All kinds")),
        Filter("county", N_("County"), _counties, N_("All counties")),
    )
    columns = (
        Column(N_("Starts"), _day, 100, tone=_tone),
        Column(N_("Title"), lambda row: row.title, 215, tone=_tone, grows=True),
        Column(N_("Kind"), _kind, 105, tone=_tone, drops=True),
        Column(N_("People"), _taken, 88, align="right", drops=True),
    )
    _begun = False

    def __init__(self, context: Context) -> None:
        """Build list, card and people."""
        super().__init__(context)
        self.attaching = Attaching(self)
        self._people: PeoplePanel | None = None
        self._session_panel: SessionPanel | None = None
        self.views = QStackedWidget()
        if (layout := self.layout()) is not None:
            layout.replaceWidget(self.splitter, self.views)
        self.views.addWidget(self.splitter)

    @property
    def people(self) -> PeoplePanel:
        """Return the panel of people; it is built when it is first wanted."""
        if self._people is None:
            self._people = PeoplePanel(self.context)
            self._people.left.connect(self.close_people)
            self.views.addWidget(self._people)
        return self._people

    @property
    def shows_people(self) -> bool:
        """Tell whether the people of an event are in front."""
        return self._people is not None and self.views.currentWidget() is self._people

    def reload(self) -> None:
        """Begin with what is to come; show list, card and people as they are now."""
        if not self._begun:
            self._begun = True
            self.filter_bar.choose("view", EventView.UPCOMING)
        if self.shows_people:
            self.people.refresh()
        else:
            super().reload()

    def fetch_ids(
        self, text: str, filters: dict[str, str], sort: str, descending: bool
    ) -> Sequence[str]:
        """Return the events that fit."""
        del sort, descending
        return self.context.read(
            events.ids,
            filters.get("view", EventView.ALL),
            filters.get("kind"),
            filters.get("county"),
            text,
        )

    def fetch_rows(self, ids: Sequence[str]) -> Sequence[Any]:
        """Return a page of events."""
        return self.context.read(events.page, ids)

    def view(self, row_id: str) -> QWidget | QLayout:
        """Return an event's card."""
        event = self.context.read(records.get, Event, row_id)
        row = self.context.read(events.page, [row_id])[0]
        sessions = self.context.read(events.sessions_of, row_id)
        return card_of(self, event, row, sessions, self.attaching.section(row_id))

    def make_form(self) -> FormPanel:
        """Return the form of an event."""
        return EventPanel(self.context)

    def new_values(self) -> dict[str, Any]:
        """Return that a new event is planned, in one's own county."""
        county = self.context.who.county
        return {"status": EventStatus.PLANNED, "lead_county": county}

    def new_record(self) -> None:
        """Begin a new event."""
        self.close_people()
        super().new_record()

    def open_record(self, row_id: str) -> None:
        """Show an event's card; `person:EVENT:PERSON` leads to a participant's details.

        `edit-session:ID` and `session-of:EVENT` lead to the form of a session.
        """
        self.close_people()
        deed, _colon, what = row_id.partition(":")
        if row_id.startswith(_PERSON):
            event, person = row_id.removeprefix(_PERSON).split(":")
            super().open_record(event)
            self.open_people()
            self.people.edit_person_of(person)
        elif deed == "attachment":
            self.attaching.open_form(what)
        elif deed == "session-of":
            super().open_record(what)
            self.add_session()
        elif deed == "edit-session":
            super().open_record(self.context.read(records.get, EventSession, what).event)
            self.edit_session(what)
        else:
            super().open_record(row_id)

    def may_leave(self) -> bool:
        """Keep what is typed as a draft."""
        if self._people is not None:
            self._people.keep()
        return super().may_leave()

    def focus_search(self) -> None:
        """Search among the events, or for a person to add."""
        if self.shows_people:
            self.people.person.setFocus()
        else:
            super().focus_search()

    def open_people(self) -> None:
        """Work on the people of the shown event."""
        if self.shown_id:
            self.people.open_event(self.shown_id)
            self.views.setCurrentWidget(self.people)
            self.people.begin()

    def close_people(self) -> None:
        """Go back to list and card."""
        if self.shows_people:
            self.views.setCurrentWidget(self.splitter)
            super().reload()
            self.table.setFocus()

    def set_status(self, status: str) -> None:
        """Mark the shown event as planned, held or cancelled."""
        shown = choice_label(field_map(Event)["status"], status)
        title = self.context.title("event", self.shown_id)
        label = _("{event}: {status}").format(event=title, status=shown)
        self.context.write(events.set_status, self.shown_id, status, label=label)

    def mark_held(self) -> None:
        """Mark the shown event as held."""
        self.set_status(EventStatus.HELD)

    def tick_papers(self, papers: Sequence[str]) -> None:
        """Keep which papers of the shown event are there."""
        label = _("Saved the documents")
        self.context.write(_save_papers, self.shown_id, tuple(papers), label=label)

    def add_session(self) -> None:
        """Add a session to the shown event, after its last one."""
        if self.shown_id:
            listed = self.context.read(events.sessions_of, self.shown_id)
            starts = listed[-1].ends if listed else None
            self._session_form().begin(event=self.shown_id, starts=starts)

    def edit_session(self, session: str) -> None:
        """Edit a session in place."""
        self._session_form().edit(self.context.read(records.get, EventSession, session))

    def delete_session(self, session: str) -> None:
        """Delete a session; one undo brings it back."""
        topic = self.context.title("session", session)
        label = _("Deleted the session {name}").format(name=topic)
        self.context.write(_delete_session, session, label=label)

    def papers(self) -> Sequence[Paper]:
        """Return the papers of the shown event."""
        return papers_of(self.context, self.shown_id)

    def offer_papers(self) -> None:
        """Offer the papers of the shown event in a menu."""
        offer_papers(self.context, self.papers(), self)

    def open_booth(self) -> None:
        """Stand at the booth of the shown event."""
        self.context.navigate("booth", self.shown_id)

    def commands(self) -> Sequence[QAction]:
        """Return the deeds of events with their keys."""
        deeds = (
            (_("People and attendance of the shown event"), "P", self.open_people),
            (_("Edit the shown event"), "E", self.edit_record),
            (_("Add a session to the shown event"), "A", self.add_session),
            (_("Open the booth of the shown event"), "B", self.open_booth),
            (_("Mark the shown event as held"), "H", self.mark_held),
            (_("Papers of the shown event"), "D", self.offer_papers),
        )
        return (*(self._command(*deed) for deed in deeds), *self.attaching.commands())

    def take_files(self, files: Sequence[Path]) -> bool:
        """Attach dropped files to the shown event."""
        return self.attaching.take_files(files)

    def _command(self, words: str, key: str, deed: Any) -> QAction:
        action = QAction(words, self)
        action.setShortcut(key)
        action.setAutoRepeat(False)
        action.triggered.connect(partial(self._do, deed))
        return action

    def _do(self, deed: Any, _checked: bool = False) -> None:
        """Do a deed by its key when a card is shown and no form is typed in."""
        if self.shown_id and not self.is_editing and not self.shows_people:
            deed()

    def _session_form(self) -> SessionPanel:
        if self._session_panel is None:
            self._session_panel = SessionPanel(self.context)
            self._session_panel.saved.connect(self._session_saved)
        self.show_panel(self._session_panel)
        return self._session_panel

    def _session_saved(self, _row_id: str) -> None:
        self.show_record(self.shown_id)
        self.table.setFocus()


def _save_papers(session: Any, event: str, papers: tuple[str, ...]) -> Event:
    row = records.get(session, Event, event)
    return records.save(session, row, {"checklist": papers or None})


def _delete_session(session: Any, row_id: str) -> None:
    records.delete(session, records.get(session, EventSession, row_id))
