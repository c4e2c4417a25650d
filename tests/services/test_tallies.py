"""A tally is a row of its own, in the name of who is at work."""

from app.model.tally import TallyKind
from app.services import tallies

from .conftest import ANNA, NOW


def test_it_says_what_where_when_and_who(save):
    row = save(tallies.add, TallyKind.TALK, 2, event="event-1")
    assert (row.event, row.shift, row.kind, row.amount) == ("event-1", None, TallyKind.TALK, 2)
    assert (row.counted_at, row.promoter) == (NOW, ANNA)
