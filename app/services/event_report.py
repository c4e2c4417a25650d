"""The report of an event: attendance by group and session, test results, what was handed out."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.base.formats import format_date, format_hours, format_number, format_percent, format_time
from app.base.i18n import _, ngettext
from app.documents.charts import Bar, Chart
from app.documents.event_report import EventReport, draw_event_report
from app.model.entity import choice_label, field_map
from app.model.event import Checklist, Event
from app.model.participation import ParticipantRole, ParticipationStatus
from app.model.person import PartnerGroup
from app.model.test_result import KnowledgeStage
from app.services import attendance, event_papers, promoters, records, stock, test_results
from app.services.attendance import Sheet, SheetLine, SheetSession
from app.services.local_days import day_of
from app.services.printing import Printable
from app.services.test_results import Learnt

_ALL = "all"
_Row = tuple[str, str, str, str]


def report(session: Session, event: str) -> Printable:
    """Draw an event's report."""
    row = records.get(session, Event, event)
    sheet = attendance.sheet(session, event)
    lines = [
        line
        for line in sheet.lines
        if line.role == ParticipantRole.PARTICIPANT and line.status != ParticipationStatus.RESERVE
    ]
    groups, total = _groups(lines)
    learnt = _learnt(session, event)
    fields = field_map(Event)
    kind = choice_label(fields["kind"], row.kind)
    made = draw_event_report(
        EventReport(
            title=row.title,
            subtitle=f"{kind} · {choice_label(fields['status'], row.status)}",
            centre=event_papers.card_of(session, row),
            facts=event_papers.facts(session, row, sheet),
            groups=groups,
            group_total=total,
            sessions=_sessions(session, sheet, lines),
            by_group=_by_group(lines),
            tests=_tests(learnt),
            tests_note=_tests_note(learnt),
            learnt=tuple(_numbers(one) for one in learnt[:-1]),
            learnt_total=_numbers(learnt[-1]) if learnt else (),
            materials=_materials(session, event),
            papers=_papers(row),
        )
    )
    return event_papers.printable(made, _("Report – {event}").format(event=row.title))


def _was_there(line: SheetLine) -> bool:
    return any(line.cells)


def _groups(lines: Sequence[SheetLine]) -> tuple[tuple[_Row, ...], _Row]:
    present = [group for group in PartnerGroup if any(line.group == group for line in lines)]
    named = [(_(group.label), [line for line in lines if line.group == group]) for group in present]
    unsaid = [line for line in lines if not line.group]
    if unsaid:
        named.append((_("Group not known"), unsaid))
    return tuple(_counted(*one) for one in named), _counted(_("Together"), list(lines))


def _counted(name: str, lines: list[SheetLine]) -> _Row:
    there = sum(_was_there(line) for line in lines)
    done = sum(line.completed for line in lines)
    return name, format_number(len(lines)), format_number(there), format_number(done)


def _by_group(lines: Sequence[SheetLine]) -> Chart | None:
    came = Counter(line.group or "" for line in lines if _was_there(line))
    if not came:
        return None
    bars = [
        Bar(event_papers.group_label(group) or _("Group not known"), (n,), (format_number(n),))
        for group, n in came.most_common()
    ]
    return Chart(_("Who came, by group (people)"), tuple(bars))


def _sessions(
    session: Session, sheet: Sheet, lines: Sequence[SheetLine]
) -> tuple[tuple[str, str, str, str, str], ...]:
    trainers = {one for part in sheet.sessions for one in part.session.trainers or ()}
    names = promoters.names(session, trainers)
    return tuple(
        (
            _when(part),
            part.session.topic or "",
            ", ".join(names.get(one, "…") for one in part.session.trainers or ()),
            format_hours(part.minutes),
            format_number(sum(line.cells[place] is True for line in lines)),
        )
        for place, part in enumerate(sheet.sessions)
    )


def _when(part: SheetSession) -> str:
    starts, ends = part.session.starts, part.session.ends
    return f"{format_date(day_of(starts))}, {format_time(starts)}–{format_time(ends)}"


def _learnt(session: Session, event: str) -> list[Learnt]:
    """Return what each side learnt, and after several of them all together."""
    sides = test_results.by_group(session, event)
    averages = test_results.averages(session, event)
    if not averages:
        return []
    before, after = averages
    return [*sides, Learnt(_ALL, before.count, before.share, after.share)]


def _tests(learnt: Sequence[Learnt]) -> Chart | None:
    if not learnt:
        return None
    shown = learnt if len(learnt) > 2 else learnt[-1:]  # one side alone is all there is
    bars = tuple(
        Bar(
            _side(one),
            (100 * one.before, 100 * one.after),
            (format_percent(one.before), format_percent(one.after)),
        )
        for one in shown
    )
    series = tuple(_(stage.label) for stage in KnowledgeStage)
    return Chart(_("Knowledge test (mean share of the points)"), bars, series, 100)


def _numbers(one: Learnt) -> tuple[str, str, str, str, str]:
    before, after = format_percent(one.before), format_percent(one.after)
    # Of the numbers as they are shown, so that who subtracts them finds the same.
    gain = int(100 * one.after + 1e-9) - int(100 * one.before + 1e-9)
    sign = "+" if gain > 0 else ""
    words = _("{n} pp").format(n=f"{sign}{format_number(gain)}")
    return _side(one), format_number(one.count), before, after, words


def _side(one: Learnt) -> str:
    if one.group == _ALL:
        return _("All")
    return event_papers.group_label(one.group) or _("Group not known")


def _tests_note(learnt: Sequence[Learnt]) -> str:
    if not learnt:
        return ""
    count = learnt[-1].count
    note = ngettext(
        "The mean of {n} person who took both tests.",
        "The mean of {n} people who took both tests.",
        count,
    )
    return note.format(n=count)


def _materials(session: Session, event: str) -> tuple[tuple[str, str], ...]:
    sums: Counter[str] = Counter()
    for move in stock.moves_of(session, event=event):
        sums[move.material_name] += abs(move.change)
    return tuple((name, format_number(n)) for name, n in sorted(sums.items()))


def _papers(event: Event) -> tuple[tuple[str, str], ...]:
    there = set(event.checklist or ())
    return tuple(
        (_(paper.label), _("is there") if paper in there else _("is missing"))
        for paper in Checklist
    )
