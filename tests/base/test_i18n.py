"""The program's language, and another one aside for papers."""

import threading

import pytest

from app.base import i18n
from app.base.i18n import _, speaking


@pytest.fixture(autouse=True)
def _english():
    i18n.set_language("en")
    yield
    i18n.set_language("en")


def test_a_paper_speaks_another_language_and_then_the_program_its_own_again():
    with speaking("uk"):
        assert (i18n.language(), i18n.program_language()) == ("uk", "en")
        assert _("Employer") == "Роботодавець"
        with speaking(""):
            assert _("Employer") == "Employer"
        assert _("Employer") == "Роботодавець"
    assert (i18n.language(), _("Employer")) == ("en", "Employer")


def test_an_error_leaves_no_language_behind():
    with pytest.raises(ZeroDivisionError), speaking("pl"):
        _ = 1 / 0
    assert i18n.language() == "en"


def test_what_one_thread_speaks_no_other_hears():
    heard = []
    with speaking("uk"):
        other = threading.Thread(target=lambda: heard.append(_("Employer")))
        other.start()
        other.join()
    assert heard == ["Employer"]


def test_plurals_of_ukrainian():
    one, many = "{n} gap in duty, {length}", "{n} gaps in duty, {length}"
    with speaking("uk"):
        said = [i18n.ngettext(one, many, n).split()[1] for n in (1, 3, 5, 11, 21, 22)]
    assert said == ["прогалина", "прогалини", "прогалин", "прогалин", "прогалина", "прогалини"]
