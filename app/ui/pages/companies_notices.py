"""The notices of Art. 14 that are due: which companies wait, their letters, noting them as sent."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from app.base.formats import format_number
from app.base.i18n import _, ngettext
from app.services import notice_papers, notices
from app.ui.context import Context
from app.ui.paper_window import Paper

DUE = "due"
"""The value of the list's filter, and what leads from another page to the filtered list."""


def options() -> list[tuple[str, str]]:
    """Return the one chip of the filter."""
    return [(DUE, _("Art. 14 to be sent"))]


def days_by_company(context: Context) -> dict[str, date]:
    """Return by when each company that waits is to get its notice."""
    return {one.company: one.by for one in waiting(context)}


def waiting(context: Context) -> list[notices.Due]:
    """Return the companies that wait, within the days that the settings say."""
    return context.read(notices.due, context.settings.notice_days)


def letter_to(context: Context, company: str) -> Paper:
    """Return the letter to one company."""
    words = _("Letter with the notice (Art. 14)")
    sent = partial(_offer_note_of_one, context, company)
    return Paper(words, notice_papers.letter, (company,), printed=sent)


def letters_to(context: Context, companies: Sequence[str]) -> list[Paper]:
    """Return the letters to many companies as one paper; none where nobody waits."""
    if not companies:
        return []
    words = _("Letters with the notice (Art. 14): {n}").format(n=format_number(len(companies)))
    ids = tuple(companies)
    sent = partial(_offer_note, context, ids)
    return [Paper(words, notice_papers.letters, (ids,), printed=sent)]


def _offer_note_of_one(context: Context, company: str) -> None:
    """Offer to note that the printed letter went out; a letter in a drawer is no notice."""
    title = context.title("company", company)
    words = _("Was the letter with the notice sent to {company}?").format(company=title)
    label = _("Noted the notice given to {company}").format(company=title)
    note = partial(context.write, notices.note, (company,), label=label)
    context.offer(words, _("Note it"), note)


def _offer_note(context: Context, companies: tuple[str, ...]) -> None:
    """Offer to note all letters that were drawn as sent, in one step."""
    sent = context.read(notice_papers.addressed, companies)
    n = len(sent)
    words = ngettext(
        "Was the {n} letter with the notice sent?", "Were the {n} letters with the notice sent?", n
    )
    label = ngettext("Noted {n} notice as given", "Noted {n} notices as given", n)
    shown = format_number(n)
    note = partial(
        context.start_write, notices.note, sent, label=label.format(n=shown), text=_("Noting…")
    )
    context.offer(words.format(n=shown), _("Note it"), note)
