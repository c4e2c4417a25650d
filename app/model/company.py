"""A company or another organisation that promoters work with."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from app.base.i18n import N_, _
from app.model.contact_rules import (
    digits,
    email_problems,
    krs_problems,
    nip_problems,
    normal_regon,
    regon_problems,
)
from app.model.entity import About, Entity, Problem
from app.model.field import Choice, choice, day, flag, number, reference, text


class CompanyKind(Choice):
    """What sort of organisation it is."""

    COMPANY = "company", N_("Company")
    SOLE_TRADER = "sole_trader", N_("Sole trader")
    CIVIL_PARTNERSHIP = "civil_partnership", N_("Civil partnership")
    COOPERATIVE = "cooperative", N_("Cooperative")
    NGO = "ngo", N_("NGO")
    LOCAL_GOVERNMENT = "local_government", N_("Local government")
    TRADE_UNION = "trade_union", N_("Trade union")
    SCHOOL = "school", N_("School")
    MEDIA = "media", N_("Media")
    INFORMAL = "informal", N_("Informal group")
    OTHER = "other", N_("Other")


class SizeClass(Choice):
    """Micro < 10, small < 50, medium < 250 staff (Regulation (EU) 651/2014, annex I)."""

    MICRO = "micro", N_("Micro")
    SMALL = "small", N_("Small")
    MEDIUM = "medium", N_("Medium")
    LARGE = "large", N_("Large")


class Stage(Choice):
    """How far the work with a company has come."""

    NEW = "new", N_("New")
    CONTACTED = "contacted", N_("Contacted")
    VISITED = "visited", N_("Visited")
    ASSESSED = "assessed", N_("Assessed")
    DECLARED = "declared", N_("Declared")
    PACT = "pact", N_("Pact")
    DECLINED = "declined", N_("Declined")


_BASICS = N_("Basics")
_REGISTERS = N_("Registers")
_CONTACT = N_("Contact")
_WORK = N_("Work with the company")


class Company(Entity):
    """An organisation; the same NIP twice is a duplicate to be looked at, never refused."""

    __tablename__ = "company"
    about = About(
        N_("Company"),
        N_("Companies"),
        title=("name",),
        scope=("county", "centre"),
        order=("name",),
        searched=("name", "nip", "regon", "krs", "town", "phone", "email"),
    )

    name: Mapped[str] = text(N_("Name"), required=True, group=_BASICS)
    kind: Mapped[str] = choice(N_("Kind"), CompanyKind, required=True, group=_BASICS)
    county: Mapped[str | None] = text(N_("County"), group=_BASICS)
    town: Mapped[str | None] = text(N_("Town"), group=_BASICS)
    address: Mapped[str | None] = text(N_("Address"), group=_BASICS)
    nip: Mapped[str | None] = text(
        N_("NIP"), group=_REGISTERS, help=N_("Ten digits; spaces, dashes and PL are left out.")
    )
    regon: Mapped[str | None] = text(N_("REGON"), group=_REGISTERS)
    krs: Mapped[str | None] = text(N_("KRS"), group=_REGISTERS)
    legal_form: Mapped[str | None] = text(N_("Legal form"), group=_REGISTERS)
    pkd: Mapped[str | None] = text(N_("PKD code"), group=_REGISTERS)
    pkd_year: Mapped[int | None] = number(
        N_("PKD edition"), group=_REGISTERS, help=N_("2007 or 2025: codes differ in meaning.")
    )
    further_pkd: Mapped[str | None] = text(N_("Further PKD codes"), group=_REGISTERS)
    headcount: Mapped[int | None] = number(N_("Headcount"), group=_REGISTERS)
    size_class: Mapped[str | None] = choice(N_("Size"), SizeClass, group=_REGISTERS)
    size_basis: Mapped[str | None] = text(N_("Basis of the size"), group=_REGISTERS)
    size_date: Mapped[date | None] = day(N_("Size as of"), group=_REGISTERS)
    status: Mapped[str | None] = text(N_("Status in the register"), group=_REGISTERS)
    source: Mapped[str | None] = text(N_("Source"), merge="latest", group=_REGISTERS)
    source_date: Mapped[date | None] = day(N_("Source date"), merge="latest", group=_REGISTERS)
    phone: Mapped[str | None] = text(N_("Phone"), group=_CONTACT)
    email: Mapped[str | None] = text(N_("E-mail"), group=_CONTACT)
    www: Mapped[str | None] = text(N_("Web page"), group=_CONTACT)
    centre: Mapped[str | None] = reference(N_("Centre"), "centre", group=_WORK)
    stage: Mapped[str | None] = choice(N_("Stage"), Stage, group=_WORK)
    do_not_contact: Mapped[bool | None] = flag(N_("Do not contact"), group=_WORK)
    do_not_contact_reason: Mapped[str | None] = text(N_("Why not"), group=_WORK)
    art14_date: Mapped[date | None] = day(N_("Art. 14 notice given on"), group=_WORK)
    art14_way: Mapped[str | None] = text(N_("Art. 14 notice given by"), group=_WORK)
    art14_version: Mapped[str | None] = text(N_("Art. 14 clause version"), group=_WORK)

    def normalise(self) -> None:
        """Bring pasted identifiers to their digits."""
        self.nip = digits(self.nip) or None
        self.regon = normal_regon(self.regon) or None
        self.krs = digits(self.krs) or None

    def check(self) -> Iterator[Problem]:
        """Yield what is wrong with identifiers, contact data and the rules of the card."""
        yield from nip_problems(self.nip)
        yield from regon_problems(self.regon)
        yield from krs_problems(self.krs)
        yield from email_problems(self.email)
        if self.do_not_contact and not self.do_not_contact_reason:
            message = _("Say why this company must not be contacted.")
            yield Problem("do_not_contact_reason", message)
        if self.headcount is not None and self.headcount < 0:
            yield Problem("headcount", _("A headcount cannot be negative."))
