"""Why the system refused, in the person's language."""

import errno

import pytest

from app.base.i18n import set_language
from app.base.reasons import reason_of


def test_a_full_stick_is_said_in_the_persons_language():
    set_language("pl")
    try:
        assert reason_of(OSError(errno.ENOSPC, "No space left on device")) == (
            "na dysku albo nośniku nie ma miejsca"
        )
    finally:
        set_language("en")


@pytest.mark.parametrize("error", [OSError(errno.EXDEV, "Cross-device link"), OSError("odd")])
def test_what_is_not_known_is_said_in_the_systems_words(error):
    assert reason_of(error) in ("Cross-device link", "odd")
