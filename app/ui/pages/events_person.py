"""The details of one participant, typed in the evening from the signed slips."""

from collections.abc import Mapping
from typing import Any

from app.base.i18n import _
from app.model.participation import Participation
from app.model.person import Person
from app.services import records
from app.ui.context import Context
from app.ui.form_panel import FormPanel
from app.ui.pages.person_erasing import ErasingPart

_FIELDS = ("first_name", "last_name", "phone", "email", "group", "slip_number")


class ParticipantPanel(FormPanel):
    """Edits a person on the list of an event; an empty group of the line follows."""

    def __init__(self, context: Context) -> None:
        """Make the form."""
        super().__init__(context, Person, label=_label, deed=self._save_participant, names=_FIELDS)
        self.participation = ""
        self.erasing = ErasingPart(context)
        self.erasing.erased.connect(self.forget)
        self.extra.addWidget(self.erasing)
        self.page = "events"

    def edit_participant(self, participation: str, person: str) -> None:
        """Edit the person of a line."""
        self.participation = participation
        self.erasing.show_person(person)
        self.edit(self._context.read(records.get, Person, person))
        name = self._context.title("person", person)
        self.title.setText(name)
        self.form.focus_first()

    def way(self) -> str:
        """Return what the page is told to open this form again."""
        line = self._context.read(records.get, Participation, self.participation)
        return f"person:{line.event}:{line.person}"

    def _save_participant(self, session: Any, row: Person, values: dict[str, Any]) -> Person:
        saved = records.save(session, row, values)
        line = records.get(session, Participation, self.participation)
        if saved.group and not line.group:
            records.save(session, line, {"group": saved.group})
        return saved


def _label(values: Mapping[str, Any]) -> str:
    names = " ".join(values[name] for name in ("first_name", "last_name") if values[name])
    return _("Saved person {name}").format(name=names or values["slip_number"] or "…")
