"""What files bring, as a table: who sent each, what is new in it, why it was refused."""

from collections import Counter
from dataclasses import dataclass

from app.base.formats import format_number
from app.base.i18n import N_, _, ngettext
from app.model.every_entity import entities_by_name
from app.services import exchange_words
from app.services.duplicates import ONE_BY_ONE
from app.services.exchange import FileReport, ImportReport
from app.ui.table import Column
from app.ui.theme import Tone

_NAMED = 3
"""How many files are named before the others are counted."""
_TONES: dict[str, Tone] = {"refused": "red", "waiting": "amber", "applied": "accent"}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One file of a dry run or of an import."""

    id: str
    report: FileReport
    sender: str
    result: str

    def count(self, name: str) -> int | None:
        """Return a count, or nothing for a file that was refused or not taken in."""
        if self.report.result in ("refused", "left"):
            return None
        found = getattr(self.report.taken, name)
        return found if isinstance(found, int) else len(found)

    @property
    def in_full(self) -> str:
        """Return the file's whole name with what is to be said of it; empty without that."""
        said = self.report.reason or self.remark
        return f"{self.report.path.name}: {said}" if said else ""

    @property
    def remark(self) -> str:
        """Return which records a file changes; why one was refused stands above the table."""
        if self.report.reason:
            return ""
        if self.report.taken.unshown:
            return exchange_words.newer_text(len(self.report.taken.unshown))
        if self.report.unequal and not self.report.forked:
            return exchange_words.fault_text(self.report.unequal)
        known = entities_by_name()
        counts = Counter(entity for entity, _row in self.report.taken.rows)
        return ", ".join(
            f"{_(known[entity].about.plural).lower()} {format_number(n)}"
            for entity, n in counts.most_common()
            if entity in known
        )


def refusals(report: ImportReport) -> list[str]:
    """Return why files were refused or held: a sentence for each reason, with the files' names."""
    files: dict[str, list[str]] = {}
    for one in report.files:
        if one.reason:
            files.setdefault(one.reason, []).append(one.path.name)
    return [f"{_listed(names)}: {reason}" for reason, names in files.items()]


def missing_contents(report: ImportReport) -> str:
    """Return which attached files have not come, in words; empty when all have."""
    names = report.missing_attachments
    words = ngettext(
        "Has not come yet: {names}. The next export asks for it.",
        "Have not come yet: {names}. The next export asks for them.",
        len(names),
    )
    return words.format(names=_listed(names)) if names else ""


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return shown
    words = ngettext("{names} and {n} file more", "{names} and {n} files more", more)
    return words.format(names=shown, n=more)


def report_words(report: ImportReport) -> str:
    """Return what files bring all together, in words."""
    new = sum(one.taken.new for one in report.files)
    known = sum(one.taken.known for one in report.files)
    refused = sum(1 for one in report.files if one.result == "refused")
    parts = [ngettext("{n} new change", "{n} new changes", new).format(n=new)]
    parts += [_("{n} known already").format(n=known)] if known else []
    if refused:
        parts.append(ngettext("{n} file refused", "{n} files refused", refused).format(n=refused))
    held = sum(one.taken.held for one in report.files)
    if held:
        parts.append(_("{n} held for the office to decide on").format(n=held))
    if report.conflicts:
        n = report.conflicts
        parts.append(ngettext("{n} conflict to answer", "{n} conflicts to answer", n).format(n=n))
    unshown = len({row for one in report.files for row in one.taken.unshown})
    parts += [exchange_words.newer_text(unshown)] if unshown else []
    if report.duplicates:
        n = report.duplicates
        parts.append(ngettext("{n} possible duplicate", "{n} possible duplicates", n).format(n=n))
    if any(_companies(one) > ONE_BY_ONE for one in report.files):
        parts.append(_("many companies: similar names are compared on the Duplicates tab"))
    attached = sum(one.attachments for one in report.files)
    if attached:
        words = ngettext("{n} attached file", "{n} attached files", attached)
        parts.append(words.format(n=attached))
    if report.missing_attachments:
        n = len(report.missing_attachments)
        words = ngettext("{n} attached file still missing", "{n} attached files still missing", n)
        parts.append(words.format(n=n))
    return " · ".join(parts)


def _companies(one: FileReport) -> int:
    return sum(1 for entity, _row in one.taken.rows if entity == "company")


COLUMNS = (
    Column(N_("File"), lambda r: r.report.path.name, 250, grows=True),
    Column(N_("From whom"), lambda r: r.sender, 140),
    Column(N_("Result"), lambda r: r.result, 190, tone=lambda r: _TONES.get(r.report.result)),
    Column(N_("New changes"), lambda r: r.count("new"), 90, align="right", drops=True),
    Column(N_("Known already"), lambda r: r.count("known"), 100, align="right", drops=True),
    Column(N_("Waiting"), lambda r: r.count("waiting"), 80, align="right", drops=True),
    Column(N_("Conflicts"), lambda r: r.count("conflicts"), 90, align="right"),
    Column(N_("Remark"), lambda r: r.remark, 220, drops=True, whole=True),
)
