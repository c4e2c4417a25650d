"""Tasks as lines of a short list: done and put off by one key."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial

from app.base import clock
from app.base.formats import format_date
from app.base.i18n import _
from app.services import tasks
from app.services.tasks import TaskRow
from app.ui.action_row import Deed, Line
from app.ui.context import Context


def task_lines(
    context: Context,
    rows: Iterable[TaskRow],
    *,
    aside: Callable[[TaskRow], str],
    detail: Callable[[TaskRow], str] | None = None,
) -> list[Line]:
    """Return a line for each task.

    Args:
        context: the page's.
        rows: the tasks.
        aside: what stands at the left, such as the due day.
        detail: what stands below the title.
    """
    return [
        Line(
            task.id,
            task.title,
            detail(task) if detail else "",
            aside(task),
            _badge(task),
            "muted" if task.done else "amber",
            _opening(context, task),
            _deeds(context, task),
        )
        for task in rows
    ]


def finish(context: Context, task: TaskRow) -> None:
    """Tick a task off."""
    context.write(tasks.done, task.id, label=_("Done: {task}").format(task=task.title))


def put_off(context: Context, task: TaskRow, days: int) -> None:
    """Put a task off by some days, from today at the earliest."""
    day = max(task.due, clock.today()) + timedelta(days=days)
    label = _("Put off to {day}: {task}").format(day=format_date(day), task=task.title)
    context.write(tasks.snooze, task.id, day, label=label)


def _badge(task: TaskRow) -> str:
    if task.done:
        return _("Done")
    return _("Overdue") if task.overdue else ""


def _opening(context: Context, task: TaskRow) -> Callable[[], object] | None:
    if task.visit:
        return partial(context.navigate, "visits", task.visit)
    if task.company:
        return partial(context.navigate, "companies", task.company)
    return None


def _deeds(context: Context, task: TaskRow) -> tuple[Deed, ...]:
    if task.done:
        return ()
    return (
        Deed(_("Done"), "Space", partial(finish, context, task), "check"),
        Deed(_("Tomorrow"), "T", partial(put_off, context, task, 1)),
        Deed(_("In a week"), "W", partial(put_off, context, task, 7)),
    )
