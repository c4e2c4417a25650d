"""The widths of columns: the name gets the room, and what must go for want of it goes."""

import pytest

from app.ui import sharing
from app.ui.rows import Column

NAME = Column("Name", lambda row: row, 150, grows=True)
TOWN = Column("Town", lambda row: row, 100)
DAY = Column("Day", lambda row: row, 90, drops=True)
TEXTS = [["Name", "Zakład"], ["Town", "Pisz"], ["Day", "24.11.2026"]]


@pytest.fixture(autouse=True)
def dressed(look):
    return look


def test_the_name_gets_what_the_others_do_not_need():
    found = sharing.widths((NAME, TOWN, DAY), TEXTS, 700, ())
    assert sum(found) == 700
    assert found[0] > 450
    assert found[1] < 100


def test_a_long_text_gets_no_more_than_its_column_wished():
    texts = [TEXTS[0], ["Town", "Ruciane-Nida nad jeziorem Nidzkim"], TEXTS[2]]
    assert sharing.widths((NAME, TOWN, DAY), texts, 700, ())[1] == 100


def test_what_may_go_goes_before_a_long_name_is_cut():
    texts = [["Name", "Przedsiębiorstwo Wielobranżowe"], *TEXTS[1:]]
    assert sharing.widths((NAME, TOWN, DAY), texts, 260, ())[2] == 0
    assert sharing.widths((NAME, TOWN, DAY), TEXTS, 260, ())[2] > 0, "a short name leaves room"


def test_a_column_that_is_not_shown_takes_nothing():
    found = sharing.widths((NAME, TOWN, DAY), TEXTS, 400, {1})
    assert (found[1], sum(found)) == (0, 400)


def test_without_a_name_all_share():
    assert sharing.widths((TOWN, TOWN), [["A"], ["B"]], 300, ()) == [150, 150]
