"""What Today lists, as lines: visits, events, shifts and materials that run low."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from app.base import clock
from app.base.formats import (
    format_date,
    format_datetime,
    format_number,
    format_time,
    format_weekday,
)
from app.base.i18n import _, ngettext
from app.base.text import within_words
from app.model.entity import choice_label, field_map
from app.model.event import Event
from app.model.shift import Shift
from app.model.visit import Visit, VisitStatus
from app.services import visits
from app.services.events import EventRow
from app.services.local_days import day_of
from app.services.notices import Due
from app.services.people import Slip
from app.services.stock import StockRow, negative_words
from app.services.visit_lists import VisitRow
from app.ui.action_row import Deed, Line
from app.ui.context import Context

_BACK = ">today"
_NEAR = 180
NBSP = "\N{NO-BREAK SPACE}"


def visit_lines(context: Context, rows: Iterable[VisitRow]) -> list[Line]:
    """Return a line for each visit: R records it, W puts it off by a week."""
    return [_visit_line(context, one) for one in rows]


def _visit_line(context: Context, one: VisitRow) -> Line:
    fields = field_map(Visit)
    planned = one.status == VisitStatus.PLANNED
    record = Deed(
        _("Record it"), "R", partial(context.navigate, "visits", f"record:{one.id}{_BACK}"), "check"
    )
    later = Deed(_("In a week"), "W", partial(_put_off, context, one))
    badge = _("Overdue") if one.overdue else ""
    if not planned:
        badge = choice_label(fields["outcome"], one.outcome)
    form = within_words(choice_label(fields["form"], one.form))
    hour = "" if day_of(one.when) == clock.today() else format_time(one.when)
    return Line(
        one.id,
        one.company_name,
        " · ".join(part for part in (hour, one.town, form) if part),
        when_text(one),
        badge,
        "amber" if one.overdue else "",
        partial(context.navigate, "visits", one.id),
        (record, later) if planned else (),
    )


def when_text(one: VisitRow) -> str:
    """Return the time of a visit of today, the day of any other."""
    day = day_of(one.when)
    if day == clock.today():
        return format_time(one.when)
    return short_day(day)


def short_day(day: date) -> str:
    """Return a day near today with its weekday and without its year: `czw. 26.11`."""
    shown = format_date(day)
    near = abs((day - clock.today()).days) < _NEAR
    year = f"{day.year}"
    if near:
        shown = shown.removesuffix(year).rstrip(f".{NBSP}")
    return f"{format_weekday(day)} {shown}"


def _put_off(context: Context, one: VisitRow) -> None:
    days = 7 * (1 + max((clock.today() - day_of(one.when)).days, 0) // 7)
    when = one.when + timedelta(days=days)
    label = _("Put the visit off to {when}").format(when=format_datetime(when))
    context.write(visits.reschedule, one.id, when, label=label)


def event_lines(context: Context, rows: Iterable[EventRow]) -> list[Line]:
    """Return a line for each event."""
    kinds = field_map(Event)["kind"]
    return [
        Line(
            one.id,
            one.title,
            " · ".join(part for part in (choice_label(kinds, one.kind), one.place) if part),
            short_day(day_of(one.starts)),
            opened=partial(context.navigate, "events", one.id),
        )
        for one in rows
    ]


def _left_words(one: StockRow) -> str:
    if one.is_negative:
        return negative_words(one.quantity)
    return _("{n} left, at least {minimum} wanted").format(
        n=format_number(one.quantity), minimum=format_number(one.minimum)
    )


def shift_lines(context: Context, rows: Iterable[Shift]) -> list[Line]:
    """Return a line for each coming shift."""
    return [
        Line(
            one.id,
            f"{format_time(one.planned_from)}–{format_time(one.planned_to)}",
            context.title("centre", one.centre),
            short_day(day_of(one.planned_from)) if one.planned_from else "",
            opened=partial(context.navigate, "shifts", one.id),
        )
        for one in rows
    ]


def slip_lines(context: Context, slips: Sequence[Slip]) -> list[Line]:
    """Return one line for the contacts known only by their slips; it leads to the first."""
    if not slips:
        return []
    words = ngettext(
        "{n} contact is known only by its slip",
        "{n} contacts are known only by their slips",
        len(slips),
    )
    first = slips[0]
    opened = partial(context.navigate, "events", f"person:{first.event}:{first.person}")
    return [
        Line(
            "slips",
            words.format(n=format_number(len(slips))),
            ngettext("Type the details", "Type their details", len(slips)),
            opened=opened,
            deeds=(Deed(_("Type them"), "O", opened, "edit"),),
        )
    ]


def notice_lines(context: Context, due: Sequence[Due]) -> list[Line]:
    """Return one line for the notices of Art. 14 that are due; it leads to their list."""
    if not due:
        return []
    words = ngettext(
        "{n} sole trader waits for the notice of Art. 14",
        "{n} sole traders wait for the notice of Art. 14",
        len(due),
    )
    late = sum(one.by < clock.today() for one in due)
    said = ngettext("{n} is overdue", "{n} are overdue", late).format(n=format_number(late))
    opened = partial(context.navigate, "companies", "due")
    return [
        Line(
            "notices",
            words.format(n=format_number(len(due))),
            _("due by {day}").format(day=format_date(due[-1].by)) if not late else said,
            opened=opened,
            deeds=(Deed(_("Show them"), "O", opened, "mail"),),
        )
    ]


def stock_lines(context: Context, rows: Iterable[StockRow]) -> list[Line]:
    """Return a line for each material that runs low."""
    return [
        Line(
            one.material,
            one.name,
            _left_words(one),
            badge=_("Recount needed") if one.is_negative else "",
            tone="red",
            opened=partial(context.navigate, "materials", one.material),
        )
        for one in rows
    ]
