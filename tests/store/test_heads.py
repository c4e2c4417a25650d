"""The heads of a row: equal heads are equal texts, whatever order they came in."""

from hypothesis import given
from hypothesis import strategies as st

from app.store.heads import Heads, names_of

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
