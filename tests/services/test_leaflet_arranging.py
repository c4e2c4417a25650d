"""Blocks put elsewhere, doubled and taken out; and each such step taken back and done again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services import leaflet_arranging as arranging
from app.services.leaflet_arranging import Steps
from app.services.leaflet_blocks import Block


def blocks(*places):
    return tuple(
        Block(f"{n}", panel.rstrip("_"), "paragraph", words=f"w{n}", at_foot=panel.endswith("_"))
        for n, panel in enumerate(places)
    )


ALL = blocks("front", "back", "front", "front_", "front_")


def column(made, panel="front"):
    mine = [one for one in made if one.panel == panel]
    return "".join(
        f"{one.id}{'_' if one.at_foot else ''}" for one in arranging._column(mine, panel)
    )


@pytest.mark.parametrize(
    ("block", "step", "seen"),
    [
        ("2", -1, "203_4_"),
        ("0", -1, "023_4_"),
        ("0", 1, "203_4_"),
        ("2", 1, "02_3_4_"),
        ("3", -1, "0234_"),
        ("4", 1, "023_4_"),
        ("4", -1, "024_3_"),
    ],
)
def test_a_block_steps_up_and_down_within_its_panel(block, step, seen):
    assert column(arranging.stepped(ALL, block, step)) == seen


def test_a_block_is_put_before_another_at_the_foot_or_into_another_panel():
    assert column(arranging.moved_to(ALL, "0", "front", at_foot=True, before="4")) == "23_0_4_"
    assert column(arranging.moved_to(ALL, "4", "front", before="0")) == "4023_"
    there = arranging.moved_to(ALL, "0", "back")
    assert (column(there), column(there, "back")) == ("23_4_", "10")


def test_a_copy_stands_below_its_block():
    made, copy = arranging.doubled(ALL, "0")
    assert [one.id for one in made][:3] == ["0", copy, "1"]
    assert made[1].content == ALL[0].content


def test_a_deleted_block_comes_back_and_what_was_typed_since_stays():
    steps = Steps()
    shorter = arranging.without(ALL, "0")
    steps.note(ALL, shorter)
    typed = tuple(replace(one, words="new") if one.id == "1" else one for one in shorter)
    back = steps.back(typed)
    assert [one.id for one in back] == [one.id for one in ALL]
    assert (back[0].words, back[1].words) == ("w0", "new")
    assert steps.again(back) == typed
    assert not steps.can_go_on


def test_a_style_is_taken_back_without_the_words():
    steps = Steps()
    large = (replace(ALL[0], style="lead"), *ALL[1:])
    steps.note(ALL, large)
    typed = (replace(large[0], words="new"), *large[1:])
    back = steps.back(typed)
    assert (back[0].style, back[0].words) == ("", "new")


def test_a_new_step_ends_what_could_be_done_again():
    steps = Steps()
    steps.note(ALL, arranging.without(ALL, "0"))
    now = steps.back(arranging.without(ALL, "0"))
    assert steps.can_go_on
    steps.note(now, arranging.without(now, "1"))
    assert not steps.can_go_on
    steps.note(now, now)
    assert steps.back(arranging.without(now, "1")) == now
    assert not steps.can_go_back, "what changed nothing is no step"


DEEDS = st.tuples(
    st.sampled_from(["up", "down", "delete", "copy", "panel:back", "foot", "top", "style:lead"]),
    st.integers(0, 20),
)


@pytest.mark.parametrize(
    ("block", "deed", "seen", "cursor"),
    [
        ("0", "delete", "23_4_", "2"),
        ("4", "delete", "023_", "3"),
        ("1", "delete", "023_4_", ""),
        ("0", "foot", "23_4_0_", "0"),
        ("3", "top", "0234_", "3"),
        ("0", "panel:back", "23_4_", "0"),
        ("0", "up", "023_4_", "0"),
    ],
)
def test_a_deed_leads_the_cursor_on(block, deed, seen, cursor):
    made, goes_to = arranging.done(ALL, block, deed)
    assert (column(made), goes_to) == (seen, cursor)


@given(st.lists(DEEDS, max_size=12))
def test_all_steps_taken_back_and_done_again_lead_to_the_same(deeds):
    steps, made = Steps(), ALL
    for deed, number in deeds:
        if not made:
            break
        after, _cursor = arranging.done(made, made[number % len(made)].id, deed)
        steps.note(made, after)
        made = after
    last = made
    while steps.can_go_back:
        made = steps.back(made)
    assert made == ALL
    while steps.can_go_on:
        made = steps.again(made)
    assert made == last
