from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.documents.theme import LABEL
from app.documents.type_scale import TRIFOLD
from app.documents.typeset import Run, escaped, fitted, runs_of, set_lines, spans_of

BODY, SECTION, TITLE = TRIFOLD.body, TRIFOLD.section, TRIFOLD.title


def said(line) -> str:
    return "".join(run.text for _, run in line.runs)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("zwykły", [Run("zwykły")]),
        (
            "**gruby** i *pochyły*",
            [Run("gruby", bold=True), Run(" i "), Run("pochyły", italic=True)],
        ),
        ("***oba***", [Run("oba", bold=True, italic=True)]),
        ("[strona](https://a.pl)", [Run("strona", link="https://a.pl")]),
        ("2 * 3 * 4 i **nic", [Run("2 * 3 * 4 i **nic")]),
    ],
)
def test_light_markup(text: str, runs: list[Run]):
    assert list(runs_of(text)) == runs


@given(st.text(alphabet="ab *[]()\\ł\n"))
@example("**a *b* c** [**x**](y) \\*")
def test_the_spans_of_a_text_cover_it_and_look_as_its_runs(text: str):
    spans = list(spans_of(text))
    assert [begin for begin, _end, _look in spans] == [0, *(end for _b, end, _l in spans)][:-1]
    assert "".join(text[begin:end] for begin, end, _look in spans) == text
    shown = [replace(look, text=text[begin:end]) for begin, end, look in spans if look]
    assert [run for run in shown if run.text] == [run for run in runs_of(text) if run.text]


@given(st.text(alphabet="ab *[]()\\ł"))
def test_escaped_text_is_said_as_it_stands(text: str):
    assert "".join(run.text for run in runs_of(escaped(text))) == text


@given(st.text(alphabet="abcdefghąęłż wzi 12 *\n", max_size=300), st.floats(30, 300))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, width: float):
    for style in (BODY, LABEL, SECTION):
        lines = set_lines(escaped(text), style, width)
        assert all(line.width <= width + 0.1 for line in lines)
        wanted = text.upper() if style.capitals else text
        assert "".join("".join(map(said, lines)).split()) == "".join(wanted.split())


def test_one_letter_words_and_short_numbers_go_to_the_next_line():
    text = "Spotkanie w Ełku i w Piszu o 12 godzinie a potem z nami " * 5
    for width in range(60, 200, 7):
        for line in set_lines(text, BODY, width)[:-1]:
            last = said(line).split(" ")[-1]
            assert last not in {"w", "i", "o", "a", "z", "12"}


def test_a_newline_breaks():
    assert [said(line) for line in set_lines("raz\ndwa", BODY, 500)] == ["raz", "dwa"]


def test_a_balanced_heading_has_lines_of_like_width():
    lines = set_lines("Dobra firma zaczyna się od ludzi i od rozmowy", SECTION, 220)
    widths = [line.width for line in lines]
    assert len(widths) > 1
    assert min(widths) > 0.6 * max(widths)


def test_no_single_short_word_ends_a_paragraph_where_that_is_free():
    text = "Nie chodzi o sponsoring ani o grube raporty, lecz o to, co zostaje po tym."
    for width in range(150, 240, 5):
        lines = set_lines(text, BODY, width)
        greedy = sum(line.width for line in lines) / width
        assert len(lines) == 1 or lines[-1].width > 0.2 * width or greedy > len(lines) - 0.8


def test_a_heading_shrinks_until_its_longest_word_fits():
    style = fitted("Konstantynopolitańczykowianeczka", TITLE, 200)
    [line] = set_lines("Konstantynopolitańczykowianeczka", style, 200.1)
    assert 190 < line.width <= 200.1
    assert fitted("krótko", TITLE, 200) == TITLE


@example(["w", "w", "залишаються"])
@given(st.lists(st.sampled_from(["Добрі", "залишаються", "надовго", "w", "dobrej"]), min_size=2))
def test_balancing_breaks_no_word_that_has_room(words: list[str]):
    lines = set_lines(" ".join(words), TITLE, 260)
    assert " ".join(said(line) for line in lines).replace("\u00a0", " ").split() == words
