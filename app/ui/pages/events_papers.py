"""The papers of an event: what its card and its list of people offer to print."""

from functools import partial

from app.base.formats import format_number
from app.base.i18n import _
from app.services import certificates, event_papers, event_report, slips
from app.services.attendance import SheetLine
from app.ui.context import Context
from app.ui.paper_window import Paper


def papers_of(context: Context, event: str) -> list[Paper]:
    """Return the papers that an event has now."""
    sizes = {"2x5": _("10 on a sheet (99.1 × 57 mm)"), "3x7": _("21 on a sheet (63.5 × 38.1 mm)")}
    labels = [(name, sizes[name]) for name in event_papers.BADGE_LABELS]
    listed = [
        Paper(_("Attendance list"), event_papers.sign_in_sheet, (event,)),
        Paper(
            _("Name badges"),
            event_papers.badges,
            (event,),
            labels,
            _("Labels"),
            event_papers.BADGE_LABELS,
        ),
        Paper(_("Contact slips"), slips.draw, (event,), before=partial(_numbers, context)),
        Paper(_("Register of participants"), event_papers.participants, (event,)),
        Paper(_("Event report"), event_report.report, (event,)),
    ]
    waiting = context.read(certificates.earned, event)
    if waiting:
        words = _("Issue certificates: {n}").format(n=format_number(len(waiting)))
        issue = partial(_issue, context, event)
        listed.append(Paper(words, event_papers.certificate_pages, (event,), before=issue))
    given = context.read(certificates.of_event, event)
    if given:
        words = _("Print certificates again: {n}").format(n=format_number(len(given)))
        ids = [one.certificate for one in given]
        again = partial(_print_again, context, ids)
        listed.append(Paper(words, event_papers.certificate_pages, (event,), before=again))
        register = _("Register of certificates")
        listed.append(Paper(register, event_papers.certificate_register, (event,)))
    return listed


def certificate_of(context: Context, event: str, line: SheetLine) -> Paper:
    """Return one person's certificate; it is refused in words when it has not been earned."""
    words = _("Certificate: {name}").format(name=line.name)
    give = partial(_issue_to, context, line)
    return Paper(words, event_papers.certificate_pages, (event,), before=give)


def _issue(context: Context, event: str) -> tuple[object, ...]:
    label = _("Issued certificates")
    given = context.write(certificates.issue, event, label=label)
    return (tuple(one.id for one in given),)


def _issue_to(context: Context, line: SheetLine) -> tuple[object, ...]:
    label = _("Certificate: {name}").format(name=line.name)
    given = context.write(certificates.issue_to, line.participation, label=label)
    return ((given.id,),)


def _print_again(context: Context, ids: list[str]) -> tuple[object, ...]:
    label = _("Certificates printed again")
    context.write(certificates.reissue, ids, label=label)
    return (tuple(ids),)


def _numbers(context: Context) -> tuple[object, ...]:
    return (slips.take_numbers(context.database, slips.SHEETS),)
