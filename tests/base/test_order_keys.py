"""Keys of places: another always fits between, and a list that is sorted anew keeps most."""

import random

import pytest

from app.base.order_keys import in_order, is_key, key_between


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("i", ""), ("", "i"), ("i", "j"), ("i", "i1"), ("", "01"), ("az", "b"), ("zz", "")],
)
def test_a_key_fits_between(before, after):
    key = key_between(before, after)
    assert is_key(key)
    assert before < key
    assert not after or key < after


def test_a_key_fits_again_and_again_at_the_same_place():
    low, high = "i", "j"
    for turn in range(200):
        key = key_between(low, high)
        assert low < key < high
        low, high = (key, high) if turn % 2 else (low, key)


@pytest.mark.parametrize(("before", "after"), [("j", "i"), ("i", "i"), ("i0", ""), ("A", "")])
def test_nothing_fits_where_there_is_no_room(before, after):
    with pytest.raises(ValueError, match="no key"):
        key_between(before, after)


def test_a_row_that_moved_alone_gets_another_key():
    assert in_order(["a", "c", "b", "d"])[0::3] == ["a", "d"]
    moved = in_order(["d", "a", "b", "c"])
    assert moved[1:] == ["a", "b", "c"]
    assert moved[0] < "a"


def test_any_list_is_brought_in_order():
    dice = random.Random(7)
    for _turn in range(200):
        keys = [dice.choice(["", None, "0", "i", "i1", "zz", "B", "b"]) for _ in range(8)]
        made = in_order(keys)
        assert made == sorted(set(made)), keys
        assert len(made) == 8
        assert all(map(is_key, made))


def test_a_list_in_order_is_left_alone():
    assert in_order(["a", "b", "c"]) == ["a", "b", "c"]
    assert in_order([]) == []
