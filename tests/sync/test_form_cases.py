"""A form that was opened before others' changes came, and undo after them."""

from datetime import timedelta

import pytest

from app.base.errors import UserError
from tests.sync.test_conflict_cases import everywhere, meet


def test_a_form_opened_before_an_import_counts_as_written_before_it(network, row):
    opened = network["P1"].db.seen()
    network["P2"].edit(row, phone="502")
    meet(network)
    assert network["P1"].value(row, "phone") == "502"
    network["P1"].edit(row, seen=opened, phone="501")
    asked = {f"{row}.phone": frozenset({"501", "502"})}
    assert network["P1"].conflicts() == asked
    meet(network)
    assert network["office"].conflicts() == network["P2"].conflicts() == asked
    assert network["P1"].faults() == []


def test_a_late_form_that_loses_the_tie_is_kept_as_the_other_value(network, row):
    opened = network["P1"].db.seen()
    network["P2"].offset = timedelta(days=365)
    network["P2"].edit(row, phone="502")
    meet(network)
    network["P1"].edit(row, seen=opened, phone="501")
    assert network["P1"].value(row, "phone") == "502"
    assert network["P1"].conflicts() == {f"{row}.phone": frozenset({"501", "502"})}
    assert network["P1"].faults() == []


def test_a_form_opened_before_a_delete_arrived_asks_whether_the_record_lives(network, row):
    opened = network["P1"].db.seen()
    network["office"].delete(row)
    meet(network)
    network["P1"].edit(row, seen=opened, phone="501")
    assert not network["P1"].value(row, "deleted")
    assert network["P1"].conflicts() == {f"{row}.deleted": frozenset({0, 1})}
    assert network["P1"].faults() == []


def test_a_form_does_not_overwrite_what_the_same_store_saved_meanwhile(network, row):
    opened = network["P1"].db.seen()
    network["P1"].edit(row, phone="501")
    with pytest.raises(UserError):
        network["P1"].edit(row, seen=opened, phone="502")
    assert network["P1"].value(row, "phone") == "501"


def test_undo_after_an_import_that_touched_other_fields(network, row):
    network["P1"].edit(row, phone="501")
    network["P2"].edit(row, town="Pisz")
    meet(network)
    network["P1"].db.undo()
    meet(network)
    assert everywhere(network, row, "phone") == ["500"] * 3
    assert everywhere(network, row, "town") == ["Pisz"] * 3


def test_undo_never_answers_a_question_by_the_way(network, row):
    network["P2"].edit(row, phone="502")
    network.pass_time()
    network["P1"].edit(row, phone="501")
    meet(network)
    assert network["P1"].value(row, "phone") == "501", "the later clock is shown"
    with pytest.raises(UserError, match="cannot be undone"):
        network["P1"].db.undo()
    assert network["P1"].conflicts() == {f"{row}.phone": frozenset({"501", "502"})}


def test_undo_after_somebody_else_went_on_is_refused(network, row):
    network["P1"].edit(row, phone="501")
    meet(network)
    network["P2"].edit(row, phone="502")
    meet(network)
    with pytest.raises(UserError, match="cannot be undone"):
        network["P1"].db.undo()
    assert network["P1"].value(row, "phone") == "502"
