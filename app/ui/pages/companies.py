"""The companies: found among many, read as a card, edited, with people added in place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLayout, QWidget

from app.base import clock
from app.base.formats import format_date
from app.base.i18n import N_, _
from app.model import territory
from app.model.company import Company, CompanyKind, Stage
from app.model.entity import choice_label, field_map
from app.model.person import Person
from app.model.site import Site
from app.services import companies, company_card, company_papers, merging, people, records
from app.services.companies import CompanyRow
from app.services.local_days import day_of
from app.ui import attaching
from app.ui.attaching import Attaching
from app.ui.context import Context
from app.ui.form_panel import FormPanel
from app.ui.list_page import Column, Filter, ListCardPage
from app.ui.pages import companies_notices
from app.ui.pages.companies_card import card_of
from app.ui.pages.companies_forms import CompanyPanel, PersonPanel, SitePanel
from app.ui.paper_window import Paper, offer_papers
from app.ui.theme import Tone


def _counties() -> list[tuple[str, str]]:
    return [(code, territory.county_name(code)) for code in territory.NETWORK_COUNTIES]


def _stage(row: CompanyRow) -> str:
    if row.do_not_contact:
        return _("No contact")  # shorter than the field's label: it is read in a column
    return choice_label(field_map(Company)["stage"], row.stage)


def _tone(row: CompanyRow) -> Tone | None:
    if row.do_not_contact:
        return "red"
    return "muted" if row.stage == Stage.DECLINED else None


def _notice_tone(row: CompanyRow) -> Tone | None:
    return "red" if row.notice_by is not None and row.notice_by < clock.today() else None


def _last_visit(row: CompanyRow) -> str:
    return format_date(day_of(row.last_visit)) if row.last_visit else ""


_VISITED, _TO_BE_TOLD = 3, 4


class CompaniesPage(ListCardPage):
    """A list of any size, and the card of one company with all that happened with it."""

    name, entity, icon = "companies", "company", "companies"
    shows = frozenset({"company", "visit", "task", "person", "affiliation", "site", "stock_move"})
    shows |= attaching.KINDS
    heading, new_words = N_("Companies"), N_("New company")
    empty_words = N_("Companies you talk to are kept here, with all that happened with them.")
    search_words = N_("Name, NIP, town or phone")
    filters = (
        Filter("stage", N_("Stage"), Stage, N_("All stages")),
        Filter("county", N_("County"), _counties, N_("All counties")),
        Filter("notice", N_("Notice of Art. 14"), companies_notices.options),
    )
    default_sort = ("name", False)
    columns = (
        Column(N_("Name"), lambda row: row.name, 190, sort="name", grows=True),
        Column(N_("Town"), lambda row: row.town, 100, sort="town", drops=True),
        Column(N_("Stage"), _stage, 110, sort="stage", tone=_tone, drops=True),
        Column(N_("Visit date"), _last_visit, 90, drops=True),
        Column(N_("Notice by"), lambda row: row.notice_by, 90, tone=_notice_tone),
    )
    _notice_by: Mapping[str, date] = MappingProxyType({})
    _person_panel: PersonPanel | None = None
    _site_panel: SitePanel | None = None

    def __init__(self, context: Context) -> None:
        """Build list and card."""
        super().__init__(context)
        self.attaching = Attaching(self)

    def fetch_ids(
        self, text: str, filters: dict[str, str], sort: str, descending: bool
    ) -> Sequence[str]:
        """Return the companies that fit."""
        found = self.context.read(
            companies.ids,
            text,
            county=filters.get("county"),
            stage=filters.get("stage"),
            sort=sort,
            descending=descending,
        )
        if "notice" not in filters:
            return found
        self._notice_by = companies_notices.days_by_company(self.context)
        return [row for row in found if row in self._notice_by]

    def arrange(self, filters: dict[str, str], ids: Sequence[str]) -> None:
        """Show by when a notice is due in place of the last visit, where notices are listed."""
        del ids
        of_notices = "notice" in filters
        self.table.show_columns({_VISITED: not of_notices, _TO_BE_TOLD: of_notices})

    def fetch_rows(self, ids: Sequence[str]) -> Sequence[Any]:
        """Return a page of companies."""
        rows = self.context.read(companies.page, ids)
        return [replace(row, notice_by=self._notice_by.get(row.id)) for row in rows]

    def view(self, row_id: str) -> QWidget | QLayout:
        """Return a company's card."""
        shown = self.context.read(company_card.card, row_id)
        moments = self.context.read(company_card.timeline, row_id)
        return card_of(self, shown, moments, self.attaching.section(row_id))

    def make_form(self) -> FormPanel:
        """Return the form of a company."""
        return CompanyPanel(self.context, self.open_record)

    def new_values(self) -> dict[str, Any]:
        """Return that a new company is a company in one's own county."""
        return {
            "kind": CompanyKind.COMPANY,
            "stage": Stage.NEW,
            "county": self.context.who.county,
        }

    def open_record(self, row_id: str) -> None:
        """Show a company; a person leads to the company in which the person works.

        `edit-person:ID`, `person-of:COMPANY`, `edit-site:ID`, `site-of:COMPANY` lead to forms;
        `due` to the list of those who wait for the notice of Art. 14.
        """
        if row_id == companies_notices.DUE:
            self.filter_bar.choose("notice", companies_notices.DUE)
            self.table.setFocus()
            return
        deed, colon, what = row_id.partition(":")
        if colon and deed != "edit":
            self._open_part(deed, what)
            return
        if row_id and row_id != "new" and not colon:
            met = self.context.read(people.page, (row_id,))
            row_id = met[0].company if met else row_id
            row_id = self.context.read(companies.shown_id, row_id)
        if row_id:
            super().open_record(row_id)

    def take_apart(self, part: str) -> None:
        """Take a record out of the shown company, which it was joined with."""
        name = self.context.read(records.get, Company, part).name
        self.context.write(merging.part, part, label=_("Taken apart: {name}").format(name=name))

    def plan_visit(self) -> None:
        """Plan a visit to the shown company; the way back leads here."""
        if self.shown_id:
            self.context.navigate("visits", f"plan:{self.shown_id}>companies:{self.shown_id}")

    def record_visit(self) -> None:
        """Record a visit to the shown company: the planned one that is due, else another."""
        if self.shown_id:
            coming = self.context.read(company_card.card, self.shown_id).next_visit
            deed = f"record-new:{self.shown_id}"
            if coming is not None and coming.planned_from is not None:
                is_due = day_of(coming.planned_from) <= clock.today()
                deed = f"record:{coming.id}" if is_due else deed
            self.context.navigate("visits", f"{deed}>companies:{self.shown_id}")

    def add_person(self) -> None:
        """Add somebody who works in the shown company."""
        if self.shown_id:
            self._people_form().begin_in(self.shown_id)

    def edit_person(self, person: str) -> None:
        """Edit somebody's data in place."""
        row = self.context.read(records.get, Person, person)
        self._people_form().edit(row)

    def add_site(self) -> None:
        """Add a place at which the shown company works."""
        if self.shown_id:
            company = self.load(self.shown_id)
            self._sites_form().begin(company=self.shown_id, county=getattr(company, "county", None))

    def edit_site(self, site: str) -> None:
        """Edit a site in place."""
        self._sites_form().edit(self.context.read(records.get, Site, site))

    def _open_part(self, deed: str, what: str) -> None:
        """Show a company's card and open the form of a part of it."""
        parts = {"edit-person": self.edit_person, "edit-site": self.edit_site}
        begun = {"person-of": self.add_person, "site-of": self.add_site}
        if deed == "attachment":
            self.attaching.open_form(what)
        elif deed in begun:
            super().open_record(what)
            begun[deed]()
        elif deed in parts:
            company = self._company_of(deed, what)
            if company:
                super().open_record(self.context.read(companies.shown_id, company))
            parts[deed](what)

    def _company_of(self, deed: str, what: str) -> str:
        if deed == "edit-site":
            return str(self.context.read(records.get, Site, what).company)
        met = self.context.read(people.page, (what,))
        return met[0].company if met else ""

    def papers(self) -> Sequence[Paper]:
        """Return the papers of the shown company, and the letters that are due."""
        listed = []
        if self.shown_id:
            words = _("Sheet for the next visit")
            listed.append(Paper(words, company_papers.visit_sheet, (self.shown_id,)))
            listed.append(companies_notices.letter_to(self.context, self.shown_id))
        return [*listed, *companies_notices.letters_to(self.context, self._to_be_told())]

    def _to_be_told(self) -> Sequence[str]:
        """Return who gets a letter now: of the list of notices those listed, else all due."""
        if "notice" in self.filter_bar.values:
            return self.table.rows.ids
        return [one.company for one in companies_notices.waiting(self.context)]

    def offer_papers(self) -> None:
        """Offer the papers of the shown company, and the letters that are due, in a menu."""
        papers = self.papers()
        if papers:
            offer_papers(self.context, papers, self)

    def commands(self) -> Sequence[QAction]:
        """Return the deeds of companies with their keys."""
        deeds = (
            (_("Record a visit to the shown company"), "R", self.record_visit),
            (_("Plan a visit to the shown company"), "P", self.plan_visit),
            (_("Edit the shown company"), "E", self.edit_record),
            (_("Add a person to the shown company"), "A", self.add_person),
            (_("Papers of the shown company"), "D", self.offer_papers),
        )
        own = (self.command(words, key, deed) for words, key, deed in deeds)
        return (*own, *self.attaching.commands())

    def take_files(self, files: Sequence[Path]) -> bool:
        """Attach dropped files to the shown company."""
        return self.attaching.take_files(files)

    def _people_form(self) -> PersonPanel:
        if self._person_panel is None:
            self._person_panel = PersonPanel(self.context)
            self._person_panel.saved.connect(self._part_saved)
        self.show_panel(self._person_panel)
        return self._person_panel

    def _sites_form(self) -> SitePanel:
        if self._site_panel is None:
            self._site_panel = SitePanel(self.context)
            self._site_panel.saved.connect(self._part_saved)
        self.show_panel(self._site_panel)
        return self._site_panel

    def _part_saved(self, _row_id: str) -> None:
        """Come back to the card after a part of it was saved."""
        self.show_record(self.shown_id)
        self.table.setFocus()
