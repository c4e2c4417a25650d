"""The help has the same topics in both languages and opens where the person is."""

import pytest

from app.base.settings import Settings
from app.ui import checks, theme
from app.ui.application import dress
from app.ui.every_page import PAGES
from app.ui.help import HelpWindow, heading, show_about, topics


def test_both_languages_have_a_topic_for_every_page_in_the_same_order():
    polish, english = topics("pl"), topics("en")
    assert list(polish) == list(english)
    assert set(polish) >= {entry.name for entry in PAGES}
    assert all(heading(part) for part in (*polish.values(), *english.values()))


@pytest.mark.parametrize(("page", "title"), [("shifts", "Shifts"), ("nowhere", "First steps")])
def test_help_opens_at_the_page(qtbot, look, page, title):
    window = HelpWindow(None)
    qtbot.addWidget(window)
    window.show_topic(page)
    window.show()
    assert window.words.toPlainText().startswith(title)
    assert checks.faults(window) == []


def test_strong_words_are_written_in_a_weight_that_the_program_has(qtbot, look):
    window = HelpWindow(None)
    qtbot.addWidget(window)
    window.show_topic("exchange")
    words = window.words
    strong = words.document().find("Ctrl+E").charFormat().fontWeight()
    plain = words.document().find("makes a file").charFormat().fontWeight()
    assert plain < strong == theme.font(strong=True).weight()


def test_in_large_letters_the_help_has_room_on_the_screen(qtbot, look):
    dress(look, Settings(language="en", theme="light", font_percent=150))
    window = HelpWindow(None)
    qtbot.addWidget(window)
    window.show()
    assert window.height() < window.screen().availableSize().height()
    assert window.width() <= window.screen().availableSize().width()
    assert checks.faults(window) == []


def test_about_says_the_version(qtbot, look):
    from app import __version__

    dialog = show_about(None)
    qtbot.addWidget(dialog)
    assert any(
        __version__ in label.text() for label in dialog.findChildren(type(dialog.children()[1]))
    )
