"""A company's card: summary first, then people, tasks, one timeline, data, sites, history."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QLabel, QLayout, QWidget

from app.base.formats import format_date, format_datetime
from app.base.i18n import _
from app.model.company import Company, Stage
from app.model.entity import choice_label, field_map
from app.model.site import Site
from app.model.visit import Visit
from app.services.company_card import CompanyCard, Moment
from app.services.joined import Whole
from app.services.local_days import day_of
from app.services.people import Contact
from app.ui.action_row import ActionList, Deed, Line
from app.ui.context import Context
from app.ui.facts import facts, pairs, with_others
from app.ui.history_view import history_of_several
from app.ui.notice import Notice
from app.ui.paper_window import Paper, papers_button
from app.ui.parts import Part, button, column, flow, headline, holder, section, text
from app.ui.task_lines import task_lines
from app.ui.theme import Space

_FIRST_MOMENTS = 12
_PAGES = {"visit": "visits", "event": "events"}
_SUMMARY = ("phone", "email", "www", "nip")
_DATA = (
    "county", "regon", "krs", "legal_form", "pkd", "pkd_year", "further_pkd", "headcount",
    "size_basis", "size_date", "status", "source", "source_date", "centre", "art14_date",
    "art14_way", "art14_version",
)  # fmt: skip


class Owner(Protocol):
    """The page, as the card needs it."""

    context: Context

    def record_visit(self) -> None:
        """Record a visit to the shown company."""

    def plan_visit(self) -> None:
        """Plan a visit to it."""

    def papers(self) -> Sequence[Paper]:
        """Return its papers."""

    def edit_record(self) -> None:
        """Edit it."""

    def take_apart(self, part: str) -> None:
        """Take a record out of it."""

    def add_person(self) -> None:
        """Add somebody who works in it."""

    def edit_person(self, person: str) -> None:
        """Edit somebody's data."""

    def add_site(self) -> None:
        """Add a place at which it works."""

    def edit_site(self, site: str) -> None:
        """Edit a site."""


def card_of(
    page: Owner, shown: CompanyCard, moments: Sequence[Moment], attached: QWidget
) -> QLayout:
    """Return the card of a company; `attached` shows its files."""
    company = shown.company
    parts: list[Part] = [
        headline(company.name or "…"),
        flow(*_badges(company)),
        *([_warning(company)] if company.do_not_contact else []),
        flow(*_deeds(page)),
        pairs(_summary(page.context, shown)),
        *([_joined(page, shown.whole)] if len(shown.whole.parts) > 1 else []),
        _people(page, shown.people),
    ]
    if shown.tasks:
        parts.append(_tasks(page, shown))
    parts += [_timeline(page, moments), attached]
    if any(getattr(company, name) for name in _DATA):
        parts.append(
            section(
                _("Registers and data"), facts(page.context, company, _DATA, also=shown.whole.also)
            )
        )
    parts.append(_sites(page, shown.sites))
    parts.append(history_of_several(page.context, shown.history))
    return column(*parts, None, gap=Space.TWO)


def _badges(company: Company) -> list[QLabel]:
    fields = field_map(Company)
    tone = "muted" if company.stage == Stage.DECLINED else ""
    shown = [
        (choice_label(fields["stage"], company.stage), tone),
        (choice_label(fields["kind"], company.kind), "muted"),
        (choice_label(fields["size_class"], company.size_class), "muted"),
    ]
    return [text(words, "badge", tone=tone) for words, tone in shown if words]


def _warning(company: Company) -> QWidget:
    notice = Notice(closable=False)
    place = holder(column(notice))
    reason = company.do_not_contact_reason or "–"
    notice.show_text(_("Do not contact: {reason}").format(reason=reason), "red")
    return place


def _deeds(page: Owner) -> list[QWidget]:
    return [
        button(
            _("Record a visit"), page.record_visit, "primary", icon="check",
            tip=_("Record a visit (R)"),
        ),
        button(_("Plan a visit"), page.plan_visit, icon="calendar", tip=_("Plan a visit (P)")),
        papers_button(page.context, page.papers),
        button(_("Edit"), page.edit_record, icon="edit", tip=_("Edit (E)")),
    ]  # fmt: skip


def _joined(page: Owner, whole: Whole) -> QWidget:
    listed = ActionList(_("Joined with"))
    listed.show_lines(
        [
            Line(
                part.id,
                part.name or "…",
                ", ".join(words for words in (part.address, part.town) if words),
                deeds=[Deed(_("Take apart"), "R", partial(page.take_apart, part.id), icon="undo")],
            )
            for part in whole.parts[1:]
        ]
    )
    return section(_("Joined with"), listed)


def _summary(context: Context, shown: CompanyCard) -> list[tuple[str, str]]:
    company, fields = shown.company, field_map(Company)
    labels = {name: _(field.label) for name, field in fields.items()}
    place = ", ".join(part for part in (company.address, company.town) if part)
    values = [
        (_("Next visit"), _visit_text(shown.next_visit)),
        (_("Last visit"), _visit_text(shown.last_visit)),
        (labels["address"], place),
        *(
            (
                labels[name],
                with_others(
                    context, fields[name], getattr(company, name), shown.whole.also.get(name, ())
                ),
            )
            for name in _SUMMARY
        ),
    ]
    return [(label, value) for label, value in values if value]


def _visit_text(visit: Visit | None) -> str:
    if visit is None:
        return ""
    outcome = choice_label(field_map(Visit)["outcome"], visit.outcome)
    when = format_datetime(visit.held_from or visit.planned_from)
    return " · ".join(part for part in (when, outcome) if part)


def _people(page: Owner, people: Sequence[Contact]) -> QWidget:
    add = button(
        _("Add a person"), page.add_person, "quiet", icon="plus", tip=_("Add a person (A)")
    )
    listed = ActionList(_("People"), _("Nobody is known here yet."))
    listed.show_lines([_person_line(page, one) for one in people])
    return section(_("People"), listed, beside=add)


def _person_line(page: Owner, person: Contact) -> Line:
    detail = " · ".join(part for part in (person.function, person.phone, person.email) if part)
    return Line(
        person.id,
        person.name,
        detail,
        badge=_("May sign") if person.may_sign else "",
        opened=partial(page.edit_person, person.id),
    )


def _tasks(page: Owner, shown: CompanyCard) -> QWidget:
    listed = ActionList(_("Tasks"))
    lines = task_lines(
        page.context,
        shown.tasks,
        aside=lambda task: format_date(task.due),
        detail=lambda task: task.owner_name,
    )
    listed.show_lines(lines)
    return section(_("Tasks"), listed)


def _timeline(page: Owner, moments: Sequence[Moment]) -> QWidget:
    listed = ActionList(_("Timeline"), _("Nothing has happened here yet. Plan the first visit."))
    lines = [_moment_line(page, number, one) for number, one in enumerate(moments)]
    listed.show_lines(lines[:_FIRST_MOMENTS])
    if len(lines) <= _FIRST_MOMENTS:
        return section(_("Timeline"), listed)
    everything = button(_("Show all ({n})").format(n=len(lines)), role="quiet")

    def show_all() -> None:
        listed.show_lines(lines)
        everything.hide()

    everything.clicked.connect(show_all)
    return section(_("Timeline"), listed, beside=everything)


def _moment_line(page: Owner, number: int, moment: Moment) -> Line:
    target = _PAGES.get(moment.kind)
    opened = partial(page.context.navigate, target, moment.row) if target else None
    return Line(
        f"{number}/{moment.row}",
        moment.title,
        moment.text,
        format_date(day_of(moment.when)),
        opened=opened,
    )


def _sites(page: Owner, sites: Sequence[Site]) -> QWidget:
    add = button(_("Add a site"), page.add_site, "quiet", icon="plus")
    listed = ActionList(_("Sites"), _("No site besides the address above."))
    lines = [
        Line(
            site.id,
            ", ".join(part for part in (site.address, site.postcode, site.town) if part) or "–",
            badge=_("Main site") if site.main else "",
            opened=partial(page.edit_site, site.id),
        )
        for site in sites
    ]
    listed.show_lines(lines)
    return section(_("Sites"), listed, beside=add)
