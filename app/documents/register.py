"""Registers: a numbered list of participants, or of the certificates that were given out."""

from dataclasses import dataclass

from app.base.i18n import _
from app.documents.centre_card import CentreCard
from app.documents.flow import Part
from app.documents.paper import Cover, DrawnPaper, draw_paper
from app.documents.statements import signatures
from app.documents.tables import Cell, Column, Two, table
from app.documents.theme import CELL_STRONG


@dataclass(frozen=True, slots=True)
class Member:
    """A participant: how they are reached, on which side they stand, how long they were there."""

    number: str
    name: str
    contact: str
    group: str
    hours: str
    share: str


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A certificate in the register; the receipt is signed by hand."""

    number: str
    name: str
    issued: str
    reissued: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What both registers have above their lines."""

    title: str
    centre: CentreCard
    facts: tuple[tuple[str, str], ...]


def draw_participants(register: Register, members: tuple[Member, ...]) -> DrawnPaper:
    """Draw the register of an event's participants."""
    cover = Cover(
        _("Register of participants"), register.title, register.centre,
        facts=register.facts, logos=True,
    )  # fmt: skip
    columns = (
        Column(_("No."), 11, "right", CELL_STRONG),
        Column(_("First and last name"), weight=1.2),
        Column(_("Phone and e-mail")),
        Column(_("Group"), 32),
        Column(_("Hours"), 22, "right"),
        Column(_("Share"), 16, "right", CELL_STRONG),
    )
    rows = [(one.number, one.name, one.contact, one.group, one.hours, one.share) for one in members]
    return draw_paper(cover, [table(columns, rows, cover.width), _signed(cover)])


def draw_certificate_register(register: Register, given: tuple[GivenOut, ...]) -> DrawnPaper:
    """Draw the register of certificates, with a box to sign for each."""
    cover = Cover(
        _("Register of certificates"), register.title, register.centre,
        facts=register.facts, logos=True,
    )  # fmt: skip
    columns = (
        Column(_("Number"), 44, style=CELL_STRONG),
        Column(_("First and last name"), weight=1.2),
        Column(_("Issued on"), 34),
        Column(_("Received: date and signature"), ruled=True),
    )
    rows: list[tuple[Cell, ...]] = [(one.number, one.name, _issued(one), "") for one in given]
    return draw_paper(cover, [table(columns, rows, cover.width, least_mm=6), _signed(cover)])


def _issued(one: GivenOut) -> Cell:
    if not one.reissued:
        return one.issued
    return Two(one.issued, _("printed again on {day}").format(day=one.reissued))


def _signed(cover: Cover) -> Part:
    return signatures([_("Prepared by: date and signature")], cover.width)
