"""The visits: planned, overdue and held; planning one and recording what came of it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLayout

from app.base.formats import format_datetime
from app.base.i18n import N_, _
from app.model.entity import choice_label, field_map
from app.model.visit import Visit, VisitStatus
from app.services import visit_lists, visits
from app.services.visit_lists import VisitCard, VisitRow, VisitView, Whose
from app.ui import attaching
from app.ui.attaching import Attaching
from app.ui.context import Context
from app.ui.form_panel import FormPanel
from app.ui.list_page import Column, Filter, ListCardPage
from app.ui.pages.visits_card import visit_card
from app.ui.pages.visits_panel import VisitPanel
from app.ui.theme import Tone

_VIEWS = (VisitView.PLANNED, VisitView.OVERDUE, VisitView.HELD, VisitView.CANCELLED)
_MARK, _STATE, _PROMOTERS = 2, 3, 4
_BACK = ">"


def _state(row: VisitRow) -> str:
    fields = field_map(Visit)
    if row.status == VisitStatus.HELD:
        return choice_label(fields["outcome"], row.outcome)
    return _("Overdue") if row.overdue else choice_label(fields["status"], row.status)


def _mark(row: VisitRow) -> str:
    """Return what the chosen view does not say of a visit."""
    return "" if row.status == VisitStatus.PLANNED and not row.overdue else _state(row)


def _tone(row: VisitRow) -> Tone | None:
    if row.status == VisitStatus.CANCELLED:
        return "muted"
    return "amber" if row.overdue else None


class VisitsPage(ListCardPage):
    """Visits as a list and a card; `record:ID` and `plan:COMPANY` lead straight to the form."""

    name, entity, icon = "visits", "visit", "visits"
    shows = frozenset({"visit", "company", "task", "stock_move", "person"}) | attaching.KINDS
    heading, new_words = N_("Visits"), N_("Plan a visit")
    empty_words = N_("Plan a visit to a company, or record one that you have just held.")
    search_words = N_("Company, town, NIP or words of the note")
    filters = (
        Filter("view", N_("Which visits"), _VIEWS),
        Filter("whose", N_("Whose visits"), Whose),
    )
    columns = (
        Column(N_("When"), lambda row: row.when, 128, tone=_tone),
        Column(N_("Company"), lambda row: row.company_name, 160, grows=True),
        Column(N_("State"), _mark, 110, tone=_tone),
        Column(N_("State"), _state, 110, tone=_tone),
        Column(N_("Promoters"), lambda row: row.promoters, 130),
    )
    _panel_made: VisitPanel | None = None
    _back = ""

    def __init__(self, context: Context) -> None:
        """Build list and card."""
        super().__init__(context)
        self.attaching = Attaching(self)

    def reload(self) -> None:
        """Begin with what is planned."""
        if not self._begun:
            self._begun = True
            self.filter_bar.choose("view", VisitView.PLANNED)
            if self.context.who.promoter:
                self.filter_bar.choose("whose", Whose.MINE)
            self.filter_bar.chips["whose"].setVisible(bool(self.context.who.promoter))
        super().reload()

    _begun = False

    def fetch_ids(
        self, text: str, filters: dict[str, str], sort: str, descending: bool
    ) -> Sequence[str]:
        """Return the visits of the chosen view."""
        del sort, descending
        view = filters.get("view", VisitView.ALL)
        return self.context.read(visit_lists.ids, view, self._whose(filters), text=text)

    def arrange(self, filters: dict[str, str], ids: Sequence[str]) -> None:
        """Leave out the state that the view says, and the promoter who is oneself."""
        view = filters.get("view", VisitView.ALL)
        shown = {
            _MARK: view == VisitView.HELD or (view == VisitView.PLANNED and self._has_late(ids)),
            _STATE: view == VisitView.ALL,
            _PROMOTERS: self._whose(filters) is None,
        }
        self.table.show_columns(shown)

    def _whose(self, filters: dict[str, str]) -> str | None:
        return self.context.who.promoter if filters.get("whose") == Whose.MINE else None

    def _has_late(self, planned: Sequence[str]) -> bool:
        """Tell whether one of the planned visits is overdue; the earliest stands first."""
        return any(row.overdue for row in self.context.read(visit_lists.page, planned[:1]))

    def fetch_rows(self, ids: Sequence[str]) -> Sequence[Any]:
        """Return a page of visits."""
        return self.context.read(visit_lists.page, ids)

    def view(self, row_id: str) -> QLayout:
        """Return a visit's card."""
        shown: VisitCard = self.context.read(visit_lists.card, row_id)
        return visit_card(self, shown, self.attaching.section(row_id))

    def make_form(self) -> FormPanel:
        """Return the form in its three moods."""
        self._panel_made = VisitPanel(self.context)
        return self._panel_made

    def open_record(self, row_id: str) -> None:
        """Show a visit; `plan:COMPANY`, `record:VISIT` and `record-new:COMPANY` lead to the form.

        What follows `>` is the page to go back to, as in `record:ID>today`.
        """
        wanted, _sign, back = row_id.partition(_BACK)
        deed, colon, what = wanted.partition(":")
        deeds: dict[str, Callable[[str], None]] = {
            "plan": self.plan,
            "record": self.record,
            "record-new": self.record_unplanned,
            "attachment": self.attaching.open_form,
        }
        if colon and deed in deeds:
            deeds[deed](what)
            self._back = back
        else:
            super().open_record(wanted)

    def new_record(self) -> None:
        """Plan a visit."""
        self.plan()

    def plan(self, company: str = "") -> None:
        """Plan a visit."""
        self._enter().begin_plan(company)

    def record(self, visit: str = "") -> None:
        """Record what came of a planned visit, of the shown one unless another is named."""
        wanted = visit or self.shown_id
        row = self.load(wanted) if wanted else None
        if isinstance(row, Visit) and row.status != VisitStatus.HELD:
            self._shown_id = wanted
            self.table.choose(wanted)
            self._enter().record(row)

    def record_unplanned(self, company: str = "") -> None:
        """Record a visit that nobody planned."""
        self._enter().begin_record(company)

    def edit_record(self, row_id: str = "") -> None:
        """Change a plan or correct a record."""
        wanted = row_id or self.shown_id
        row = self.load(wanted) if wanted else None
        if isinstance(row, Visit):
            self._shown_id = wanted
            self._enter().correct(row)

    def put_off(self, visit: str) -> None:
        """Move a planned visit by a week, at the same time of the day."""
        row = self.load(visit)
        if isinstance(row, Visit) and row.planned_from is not None:
            when = row.planned_from + timedelta(days=7)
            label = _("Put the visit off to {when}").format(when=format_datetime(when))
            self.context.write(visits.reschedule, visit, when, label=label)

    def cancel(self, visit: str) -> None:
        """Cancel a planned visit; Undo takes it back."""
        self.context.write(visits.cancel, visit, label=_("Cancelled the visit"))

    def commands(self) -> Sequence[QAction]:
        """Return the deeds of visits with their keys."""
        own = tuple(
            self.command(words, key, deed)
            for words, key, deed in (
                (_("Plan a visit"), "P", self.plan),
                (_("Record the shown visit"), "R", self.record),
                (_("Record a visit that was not planned"), "Shift+R", self.record_unplanned),
                (_("Edit the shown visit"), "E", self.edit_record),
            )
        )
        return (*own, *self.attaching.commands())

    def take_files(self, files: Sequence[Path]) -> bool:
        """Attach dropped files to the shown visit, or to the one that is typed."""
        return self.attaching.take_files(files)

    def _enter(self) -> VisitPanel:
        self.may_leave()
        self._back = ""
        self._form()
        panel = self._panel_made
        assert panel is not None  # noqa: S101 - made by _form
        return panel

    def _panel_saved(self, row_id: str) -> None:
        super()._panel_saved(row_id)
        self._go_back()

    def _panel_left(self) -> None:
        super()._panel_left()
        self._go_back()

    def _go_back(self) -> None:
        back, self._back = self._back, ""
        if back:
            page, _colon, row_id = back.partition(":")
            self.context.navigate(page, row_id)
