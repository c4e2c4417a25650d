"""The hours at the booth: a bar for each, with its numbers."""

from collections.abc import Sequence

from app.base.formats import format_time
from app.base.i18n import _
from app.services.booth import Hour
from app.services.booth_chart import chart_of
from app.ui.chart_view import ChartView

_SHOWN = 6


class HourBars(ChartView):
    """The latest hours, one line each: copies as a bar, then copies, talks and contacts."""

    def __init__(self) -> None:
        """Begin with no hours."""
        super().__init__()
        self._hours: Sequence[Hour] = ()

    def show_hours(self, hours: Sequence[Hour]) -> None:
        """Show other hours."""
        shown = list(hours[-_SHOWN:])
        while len(shown) > 1 and not (shown[0].handed_out or shown[0].talks or shown[0].contacts):
            shown.pop(0)
        self._hours = shown
        words = _("{time}: {copies} copies, {talks} talks, {contacts} contacts")
        said = [
            words.format(
                time=format_time(hour.starts),
                copies=hour.handed_out,
                talks=hour.talks,
                contacts=hour.contacts,
            )
            for hour in self._hours
        ]
        self.show_chart(chart_of(shown), "; ".join(said))
        self.setAccessibleName(_("Counts by hour"))

    @property
    def hours(self) -> Sequence[Hour]:
        """Return the shown hours."""
        return self._hours
