"""Random histories with many erasures: nobody holds a word of the erased in the end."""

from hypothesis import given

from tests.sync.histories.history import play, steps_of

_steps = steps_of(
    {
        "add": 2,
        "edit": 4,
        "erase": 4,
        "export": 3,
        "import": 3,
        "meet": 2,
        "undo": 1,
        "late": 1,
        "answer": 1,
        "backup": 1,
        "restore": 1,
    },
    least=15,
    most=40,
)


@given(steps=_steps)
def test_nothing_is_left_of_the_erased_and_nothing_of_others_is_lost(template, steps):
    play(template, ("office", "P1", "P2"), steps)
