"""The form of a visit in its three moods: planned, recorded, corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor

from app.base import clock
from app.base.formats import format_datetime
from app.base.i18n import _
from app.base.text import within_words
from app.model.entity import Entity, choice_label, field_map
from app.model.visit import Visit, VisitForm, VisitStatus
from app.services import attachments, companies, records, visits
from app.services.attachments import Owner
from app.services.kept_files import Source
from app.services.visits import NoteTemplate
from app.ui.context import Context
from app.ui.drafts import Draft
from app.ui.form_fields import LongTextEditor
from app.ui.form_panel import FormPanel
from app.ui.kept_files_part import KeptFilesPart
from app.ui.pages.visits_extras import Copies, NextStep, TemplateBar
from app.ui.pages.visits_lookup import people_found, with_stock
from app.ui.parts import button, column, holder, row, text
from app.ui.pick_fields import ManyEditor
from app.ui.search_box import Found
from app.ui.theme import Space

_FIELDS = (
    "company", "form", "planned_from", "planned_to", "held_from", "held_to",
    "outcome", "topics", "people", "promoters", "note",
)  # fmt: skip
_PLANNED = frozenset(_FIELDS) - {"outcome", "held_from", "held_to"}
_RECORDED = frozenset({"outcome", "topics", "people", "note"})
_WHEN_AND_HOW = ("form", "held_from")
_MATERIAL = "copies_box"
"""Under which a draft keeps a material's name that is half typed."""
_HELD = frozenset(_FIELDS) - {"planned_from", "planned_to"}


class Mood(Enum):
    """What the form is used for."""

    PLAN = "plan"
    RECORD = "record"
    CORRECT = "correct"


class VisitPanel(FormPanel):
    """Plans a visit, records what came of one, or corrects it."""

    def __init__(self, context: Context) -> None:
        """Make the form and the parts that only a record has."""
        super().__init__(context, Visit, label=self._label_of, deed=self._save_visit, names=_FIELDS)
        self._mood = Mood.PLAN
        self._company = self._begun_with = ""
        self._notes = {template.text for template in visits.templates()}
        self.about = text("", "strong")
        self.when = text("", "muted", wrap=False)
        self.change = button(_("Change"), self.show_when, "quiet")
        self.change.setAccessibleName(_("Change when and how the visit was held"))
        self._when_line = holder(row(self.when, self.change, None))
        self.templates = TemplateBar()
        self.templates.chosen.connect(self._template_chosen)
        self.copies = Copies(
            lambda typed: context.lookup("material", typed), partial(with_stock, context)
        )
        self.next_step = NextStep()
        self.files = KeptFilesPart(context)
        self.lead.addLayout(column(self.about, self._when_line, gap=Space.NONE))
        self.lead.addWidget(self.templates)
        self.extra.addWidget(self.copies)
        self.extra.addWidget(self.next_step)
        self.extra.addWidget(self.files)
        for part in (self.copies, self.next_step, self.files):
            part.changed.connect(self._autosave.start)
        self.copies.changed.connect(self._copies_changed)
        self.form.changed.connect(self._field_changed)
        note = self.form.boxes["note"].editor
        if isinstance(note, LongTextEditor):
            note.setMaximumHeight(note.minimumHeight())
        met = self.form.boxes["people"].editor
        if isinstance(met, ManyEditor):
            met.lookup = self._people

    def begin_plan(self, company: str = "") -> None:
        """Plan a visit, to a company if one is named."""
        self._enter(Mood.PLAN, company)
        self.begin(**self._usual(company), status=VisitStatus.PLANNED)
        self.title.setText(_("Plan a visit"))

    def begin_record(self, company: str = "") -> None:
        """Record a visit that nobody planned."""
        self._enter(Mood.RECORD, company)
        values = {"status": VisitStatus.HELD, "held_from": clock.now()}
        self.begin(**self._usual(company), **values)
        self.title.setText(_("Record a visit"))

    def record(self, visit: Visit) -> None:
        """Record what came of a planned visit."""
        self._enter(Mood.RECORD, visit.company)
        self.edit(visit)
        self.title.setText(_("Record the visit"))

    def correct(self, visit: Visit) -> None:
        """Change a plan, or correct what was recorded."""
        held = visit.status == VisitStatus.HELD
        self._enter(Mood.CORRECT if held else Mood.PLAN, visit.company)
        self.edit(visit)
        self.title.setText(_("Correct the visit") if held else _("Change the plan"))

    def show_when(self) -> None:
        """Show the fields that say when and how the visit was held, and go there."""
        for name in _WHEN_AND_HOW:
            self.form.show_field(name)
        self._when_line.hide()
        self.form.boxes["held_from"].editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a template by its digit wherever none is typed; Qt calls with what was left."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (plain and self.templates.isVisible() and self.templates.choose_by(event.text())):
            super().keyPressEvent(event)

    @property
    def mood(self) -> Mood:
        """Return what the form is used for now."""
        return self._mood

    def way(self) -> str:
        """Return what the page is told to open this form again."""
        if self._row is None or not self.is_new:
            deed = "record" if self._mood is Mood.RECORD else "edit"
            return f"{deed}:{self._row.id if self._row else ''}"
        deed = "record-new" if self._mood is Mood.RECORD else "plan"
        return f"{deed}:{self._begun_with}"

    def subject(self) -> str:
        """Return the company, for the list of drafts."""
        return self._context.title("company", self._company)

    def _draft(self) -> Draft:
        """Return what is typed, materials, files and the next step too."""
        draft = super()._draft()
        if self._mood is not Mood.RECORD:
            return draft
        more = {
            "copies": self.copies.draft(),
            "files": self.files.draft(),
            **self.next_step.draft(),
        }
        typed = {name: words for name, words in more.items() if words}
        words = self.copies.box.text()
        half = {**draft.typed, _MATERIAL: words} if words else draft.typed
        return replace(draft, values={**draft.values, **typed}, typed=half)

    def take(self, sources: Sequence[Source]) -> bool:
        """Keep files with a record that is typed; a plan takes none."""
        if self._mood is not Mood.RECORD:
            return False
        self.files.take(sources)
        return True

    def discard(self) -> None:
        """Give the draft up, materials, files and the next step too."""
        self._clear_extras()
        super().discard()

    def _begin(self, record: Entity, key: str) -> None:
        place = f"/{self._begun_with}" if key.endswith("/new") else ""
        super()._begin(record, f"{key}{place}/{self._mood.value}")
        self._clear_extras()

    def _restore(self) -> None:
        draft = self._context.drafts.get(self._key)
        if draft is not None:
            kept = {name: str(raw) for name, raw in draft.values.items()}
            self.copies.apply_draft(kept.get("copies", ""))
            self.files.apply_draft(kept.get("files", ""))
            self.next_step.show_task(kept.get("next_day", ""), kept.get("next_title", ""))
            self.copies.box.setText(draft.typed.get(_MATERIAL, ""))
        super()._restore()
        if self._mood is Mood.RECORD and self.form.value("held_from") is None:
            planned = getattr(self._row, "planned_from", None) or clock.now()
            self.form.suggest("held_from", min(planned, clock.now()))
        if self._mood is Mood.RECORD:
            form = choice_label(field_map(Visit)["form"], self.form.value("form"))
            held = format_datetime(self.form.value("held_from"))
            self.when.setText(f"{held} · {within_words(form)}")
            if self._company:
                self.templates.setFocus()

    def _clear_extras(self) -> None:
        self.templates.clear()
        self.copies.set_copies({})
        self.copies.box.clear()
        self.next_step.show_task("", "")
        self.files.clear()

    def _enter(self, mood: Mood, company: str) -> None:
        self._mood, self._company, self._begun_with = mood, company, company
        recording = mood is Mood.RECORD
        shown = {Mood.PLAN: _PLANNED, Mood.RECORD: _RECORDED, Mood.CORRECT: _HELD}[mood]
        shown = shown - {"company"} if company else shown | {"company"}
        if not self._context.who.promoter:
            shown |= {"promoters"}
        for name in _FIELDS:
            self.form.show_field(name, visible=name in shown)
        for part in (self.templates, self.copies, self.next_step, self.files, self._when_line):
            part.setVisible(recording)
        self.about.setText(self._context.title("company", company))
        self.about.setVisible(bool(company))

    def _usual(self, company: str) -> dict[str, Any]:
        me = self._context.who.promoter
        return {
            "company": company or None,
            "form": VisitForm.IN_PERSON,
            "promoters": (me,) if me else None,
        }

    def _copies_changed(self) -> None:
        """Show the new line once it has its place."""
        QTimer.singleShot(0, self, self._show_typed)

    def _show_typed(self) -> None:
        content = self.area.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            layout.activate()
        self.area.ensureWidgetVisible(self.copies.box)

    def _field_changed(self, name: str) -> None:
        if name == "company":
            self._company = self.form.value("company") or ""

    def _template_chosen(self, template: NoteTemplate, go: bool) -> None:
        self.form.set_value("outcome", template.outcome)
        note = self.form.value("note") or ""
        kept = "" if note in {known.strip() for known in self._notes} else note
        self.form.set_value("note", f"{kept}\n{template.text}" if kept else template.text)
        editor = self.form.boxes["note"].editor
        if isinstance(editor, LongTextEditor) and go:
            editor.setFocus()
            editor.box.moveCursor(QTextCursor.MoveOperation.End)
            self.area.ensureWidgetVisible(editor)

    def _people(self, typed: str) -> list[Found]:
        return people_found(self._context, self._company, typed)

    def _label_of(self, values: Mapping[str, Any]) -> str:
        name = self._context.title("company", values["company"])
        if self._mood is Mood.PLAN:
            when = format_datetime(values["planned_from"])
            return _("Planned a visit: {company}, {when}").format(company=name, when=when)
        if self._mood is Mood.RECORD:
            return _("Recorded the visit: {company}").format(company=name)
        return _("Corrected the visit: {company}").format(company=name)

    def _save_visit(self, session: Any, row: Visit, values: dict[str, Any]) -> Visit:
        if self._mood is Mood.RECORD:
            return self._record(session, row)
        if self.is_new:
            companies.refuse_do_not_contact(session, values["company"])
            start, end = values["planned_from"], values["planned_to"]
            values = {**values, "planned_to": end or start + timedelta(hours=1)}
        return records.save(session, row, values)

    def _record(self, session: Any, row: Visit) -> Visit:
        typed = self.form.values()
        name = self._context.title("company", typed["company"])
        visit = visits.record(
            session,
            typed["company"] if self.is_new else row.id,
            typed["outcome"],
            typed["note"],
            typed["topics"] or (),
            typed["people"] or (),
            self.copies.copies(),
            self._follow_up(name),
            form=typed["form"],
            held_from=typed["held_from"],
            promoters=typed["promoters"] or (),
        )
        owner = Owner("visit", visit.id)
        attachments.add(session, self._context.database.folder, owner, self.files.kept)
        return visit

    def _follow_up(self, company: str) -> tuple[str, date] | None:
        return self.next_step.task(_("Get back to {company}").format(company=company))
