"""The hours at a booth as a chart: copies as bars, talks beside them."""

from collections.abc import Sequence

from app.base.formats import format_number, format_time
from app.base.i18n import _
from app.documents.charts import Bar, Chart
from app.services.booth import Hour


def chart_of(hours: Sequence[Hour]) -> Chart:
    """Return a chart with a bar for each hour."""
    bars = tuple(
        Bar(
            format_time(hour.starts),
            (hour.handed_out,),
            (format_number(hour.handed_out),),
            format_number(hour.talks),
        )
        for hour in hours
    )
    return Chart(_("By hour: copies, talks"), bars)
