"""The forms of a company's card: the company itself, a person in it, a site of it."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox

from app.base.i18n import N_, _
from app.model.company import Company
from app.model.entity import Entity
from app.model.person import Person
from app.model.site import Site
from app.services import companies, records
from app.ui.context import Context
from app.ui.form_fields import TextEditor
from app.ui.form_panel import FormPanel, plain_label
from app.ui.notice import Notice
from app.ui.pages.person_erasing import ErasingPart
from app.ui.parts import column, text
from app.ui.theme import Space

_COMPANY_FIELDS = (
    "name", "kind", "county", "town", "address",
    "nip", "regon", "krs", "size_class", "headcount", "pkd", "pkd_year", "legal_form",
    "phone", "email", "www", "centre", "stage",
    "do_not_contact", "do_not_contact_reason", "art14_date", "art14_way", "art14_version",
)  # fmt: skip


class CompanyPanel(FormPanel):
    """Edits a company; a NIP that another company has is said at once."""

    new_words = N_("New company")

    def __init__(self, context: Context, opened: Callable[[str], None]) -> None:
        """Make the form.

        Args:
            context: the page's.
            opened: leads to the company that has the same NIP.
        """
        label = plain_label(_("Saved company {name}"), "name")
        super().__init__(context, Company, label=label, names=_COMPANY_FIELDS)
        self._opened = opened
        self._same = ""
        self.warning = Notice(closable=False)
        self.warning.deed.clicked.connect(self._open_same)
        self.lead.addWidget(self.warning)
        self.form.changed.connect(self._field_changed)

    def edit(self, record: Entity) -> None:
        """Edit a company; warn if another has its NIP."""
        super().edit(record)
        self._follow()

    def begin(self, **values: Any) -> None:
        """Begin a new company."""
        super().begin(**values)
        self._follow()

    def _field_changed(self, name: str) -> None:
        if name == "nip":
            self._check_nip()
        elif name == "do_not_contact":
            self._show_reason()

    def _follow(self) -> None:
        self._check_nip()
        self._show_reason()

    def _show_reason(self) -> None:
        refused = bool(self.form.value("do_not_contact"))
        self.form.show_field("do_not_contact_reason", visible=refused)

    def _check_nip(self) -> None:
        """Say what is wrong with a whole NIP while it is typed, and who has the same."""
        typed = self.form.value("nip") or ""
        if sum(letter.isdigit() for letter in typed) >= _NIP_DIGITS:
            wrong = [one.message for one in self.form.problems if one.field == "nip"]
            self.form.boxes["nip"].show_problem(wrong[0] if wrong else "")
        known = self._row.id if self._row is not None else None
        same = self._context.read(companies.same_nip, typed, known) if typed else []
        self._same = same[0][0] if same else ""
        if same:
            names = "; ".join(title for _id, title in same)
            words = _("The same NIP is kept already: {names}").format(names=names)
            self.warning.show_text(words, "amber", deed=_("Open it"))
        else:
            self.warning.hide()

    def _open_same(self) -> None:
        if self._same:
            self._opened(self._same)


_NIP_DIGITS = 10


class PersonPanel(FormPanel):
    """A person in a company: who it is and what function the person has there."""

    def __init__(self, context: Context) -> None:
        """Make the form."""
        names = ("first_name", "last_name", "phone", "email", "group", "language", "slip_number")
        super().__init__(context, Person, label=self._label_of, deed=self._save_person, names=names)
        self._company = ""
        self.function = TextEditor(_("Function in the company"))
        label = text(_("Function in the company"), "field", wrap=False)
        label.setBuddy(self.function.box)
        self.may_sign = QCheckBox(_("May sign for the company"))
        self._only_new = (label, self.function, self.may_sign)
        self.extra.addLayout(column(label, self.function, self.may_sign, gap=Space.HALF))
        self.erasing = ErasingPart(context)
        self.erasing.erased.connect(self.forget)
        self.extra.addWidget(self.erasing)

    def begin_in(self, company: str) -> None:
        """Begin a new person in a company."""
        self._company = company
        self.function.set_value(None)
        self.may_sign.setChecked(False)
        self._show_function(visible=True)
        self.erasing.show_person("")
        self.begin()
        name = self._context.title("company", company)
        self.title.setText(_("New person in {company}").format(company=name))

    def edit(self, record: Entity) -> None:
        """Edit a person's own data."""
        self._show_function(visible=False)
        self.erasing.show_person(record.id)
        super().edit(record)

    def way(self) -> str:
        """Return what the page is told to open this form again."""
        if self._row is None or self.is_new:
            return f"person-of:{self._company}"
        return f"edit-person:{self._row.id}"

    def _begin(self, record: Entity, key: str) -> None:
        """Keep the draft of a new person apart for each company."""
        super()._begin(record, f"{key}/{self._company}" if self.is_new else key)

    def _show_function(self, *, visible: bool) -> None:
        for part in self._only_new:
            part.setVisible(visible)

    def _label_of(self, values: Mapping[str, Any]) -> str:
        names = (values["first_name"], values["last_name"])
        return _("Saved person {name}").format(name=" ".join(filter(None, names)))

    def _save_person(self, session: Any, row: Person, values: dict[str, Any]) -> Person:
        if not self.is_new:
            return records.save(session, row, values)
        return companies.add_person(
            session,
            self._company,
            function=self.function.value(),
            may_sign=self.may_sign.isChecked(),
            **values,
        )


class SitePanel(FormPanel):
    """A site of a company."""

    def __init__(self, context: Context) -> None:
        """Make the form."""
        names = (
            "address", "town", "postcode", "county", "commune", "regon14",
            "valid_from", "valid_to", "main",
        )  # fmt: skip
        label = plain_label(_("Saved site {name}"), "town")
        super().__init__(context, Site, label=label, deed=self._save_site, names=names)
        self._company = ""

    def begin(self, **values: Any) -> None:
        """Begin a new site of a company."""
        self._company = values["company"]
        super().begin(**values)

    def way(self) -> str:
        """Return what the page is told to open this form again."""
        if self._row is None or self.is_new:
            return f"site-of:{self._company}"
        return f"edit-site:{self._row.id}"

    def subject(self) -> str:
        """Return the company, for the list of drafts."""
        company = self._company if self.is_new else getattr(self._row, "company", "")
        return self._context.title("company", company)

    def _begin(self, record: Entity, key: str) -> None:
        """Keep the draft of a new site apart for each company."""
        super()._begin(record, f"{key}/{self._company}" if self.is_new else key)

    def _save_site(self, session: Any, row: Site, values: dict[str, Any]) -> Site:
        more = {"company": self._company} if self.is_new else {}
        return records.save(session, row, {**values, **more})
