"""The forms of an event: the event itself with its first days, and one session of it."""

from datetime import datetime, timedelta
from typing import Any

from app.base.clock import to_local
from app.base.i18n import N_, _
from app.model.entity import Entity
from app.model.event import Event
from app.model.session import EventSession
from app.services import events, records
from app.services.events import SessionPlan
from app.ui.context import Context
from app.ui.form_panel import FormPanel, plain_label
from app.ui.parts import text

_FIELDS = (
    "title", "kind", "starts", "ends", "place", "capacity", "lead_county", "centre", "lead",
    "counties", "outcomes",
)  # fmt: skip
_USUAL = timedelta(hours=4)


class EventPanel(FormPanel):
    """Edits an event; a new one gets a session for each of its days."""

    new_words = N_("New event")

    def __init__(self, context: Context) -> None:
        """Make the form."""
        label = plain_label(_("Saved event {name}"), "title")
        super().__init__(context, Event, label=label, deed=self._save_event, names=_FIELDS)
        self._hint = text(
            _("Each day from start to end becomes a session; you change them on the card."), "muted"
        )
        self.extra.addWidget(self._hint)
        self._suggested: datetime | None = None
        self.form.changed.connect(self._field_changed)

    def begin(self, **values: Any) -> None:
        """Begin a new event."""
        self._suggested = None
        super().begin(**values)
        self._hint.show()

    def edit(self, record: Any) -> None:
        """Edit an event; its sessions have forms of their own."""
        super().edit(record)
        self._hint.hide()

    def _field_changed(self, name: str) -> None:
        """Let the end of a new event follow its start until the person types an end."""
        starts = self.form.value("starts")
        if name != "starts" or not self.is_new or starts is None:
            return
        if self.form.value("ends") in (None, self._suggested):
            self._suggested = starts + _USUAL
            self.form.suggest("ends", self._suggested)

    def _save_event(self, session: Any, row: Event, values: dict[str, Any]) -> Event:
        if values.get("lead_county") and not values.get("counties", row.counties):
            values = {**values, "counties": (values["lead_county"],)}
        saved = records.save(session, row, values)
        if self.is_new:
            for part in _parts(saved):
                events.add_session(session, saved.id, part)
        return saved


class SessionPanel(FormPanel):
    """Edits one session of an event."""

    def __init__(self, context: Context) -> None:
        """Make the form."""
        super().__init__(
            context,
            EventSession,
            label=plain_label(_("Saved session {name}"), "topic"),
            deed=self._save_session,
            names=("topic", "starts", "ends", "trainers"),
        )
        self._event = ""

    def begin(self, **values: Any) -> None:
        """Begin a new session of an event."""
        self._event = values["event"]
        super().begin(**values)

    def way(self) -> str:
        """Return what the page is told to open this form again."""
        if self._row is None or self.is_new:
            return f"session-of:{self._event}"
        return f"edit-session:{self._row.id}"

    def subject(self) -> str:
        """Return the event, for the list of drafts."""
        event = self._event if self.is_new else getattr(self._row, "event", "")
        return self._context.title("event", event)

    def _begin(self, record: Entity, key: str) -> None:
        """Keep the draft of a new session apart for each event."""
        super()._begin(record, f"{key}/{self._event}" if self.is_new else key)

    def _save_session(self, session: Any, row: EventSession, values: dict[str, Any]) -> Any:
        if not self.is_new:
            return records.save(session, row, values)
        plan = SessionPlan(
            values["starts"], values["ends"], values["topic"], tuple(values["trainers"] or ())
        )
        return events.add_session(session, self._event, plan)


def _parts(event: Event) -> list[SessionPlan]:
    """Return a new event's sessions: at the same hours on each of its days."""
    first, last = to_local(event.starts), to_local(event.ends)
    if first.time() >= last.time():
        return [SessionPlan(event.starts, event.ends, event.title)]
    return events.days(first.date(), last.date(), first.time(), last.time(), event.title)
