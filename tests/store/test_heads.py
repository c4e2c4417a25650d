"""The heads of a row: equal heads are equal texts, whatever order they came in."""

from hypothesis import given
from hypothesis import strategies as st

from app.store.heads import Heads, dots_in, names_of, text_after

_SHOWN = st.lists(
    st.tuples(st.integers(1, 6), st.sets(st.sampled_from("abcdef"), min_size=1)), min_size=1
)


@given(_SHOWN)
def test_the_last_change_to_a_field_is_its_head(steps):
    heads, plain = Heads(), {}
    for at, names in steps:
        heads.show(at, frozenset(names))
        plain |= dict.fromkeys(names, at)
    assert {name: heads.of(name) for name in "abcdef"} == {n: plain.get(n) for n in "abcdef"}


@given(_SHOWN)
def test_equal_heads_are_equal_texts(steps):
    heads = Heads()
    for at, names in steps:
        heads.show(at, frozenset(names))
    again = Heads()
    for at, names in sorted(heads.groups.items(), reverse=True):
        for name in sorted(names):
            again.show(at, frozenset((name,)))
    assert again.text() == heads.text()
    assert Heads.read(heads.text()).groups == heads.groups


def test_every_change_says_that_its_row_lives():
    assert names_of(("name",)) == {"name", "deleted"}


@given(_SHOWN)
def test_texts_alone_say_the_same(steps):
    heads, text = Heads(), ""
    for at, names in steps:
        heads.show(at, names_of(tuple(names)))
        text = text_after(text, at, tuple(names))
    assert text == heads.text()
    assert set(dots_in(text)) == heads.groups.keys()


def test_fields_of_changes_that_were_not_seen():
    heads = Heads.read("1:a b;2:c;3:d")
    assert heads.unseen(lambda at: at == 2) == {"a", "b", "d"}
    assert heads.unseen(lambda at: at < 4) == frozenset()
