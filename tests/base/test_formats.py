"""Dates, times, numbers and lists of numbers, as typed and as shown, in both languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.base import clock, formats, i18n
from app.base.errors import UserError

THURSDAY = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    clock.set_clock(lambda: THURSDAY)
    i18n.set_language("en")
    yield
    clock.set_clock(None)
    i18n.set_language("en")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("dziś", date(2026, 3, 12)),
        ("DZIS", date(2026, 3, 12)),
        ("today", date(2026, 3, 12)),
        ("jutro", date(2026, 3, 13)),
        ("pojutrze", date(2026, 3, 14)),
        ("wczoraj", date(2026, 3, 11)),
        ("+14", date(2026, 3, 26)),
        ("+ 14", date(2026, 3, 26)),
        ("-3", date(2026, 3, 9)),
        ("12.3", date(2026, 3, 12)),
        ("12.3.", date(2026, 3, 12)),
        ("1.1", date(2026, 1, 1)),
        ("31.12", date(2025, 12, 31)),
        ("12.3.2026", date(2026, 3, 12)),
        ("12.03.27", date(2027, 3, 12)),
        ("12/3/2026", date(2026, 3, 12)),
        ("2026-11-30", date(2026, 11, 30)),
        ("piątek", date(2026, 3, 13)),
        ("thursday", date(2026, 3, 19)),
        ("12 marca 2026", date(2026, 3, 12)),
        ("12\u00a0Mar\u00a02026", date(2026, 3, 12)),
        ("", None),
        ("  ", None),
    ],
)
def test_days_are_read_as_people_type_them(typed, day):
    assert formats.parse_date(typed) == day


@pytest.mark.parametrize(
    "typed", ["kiedyś", "29.2.2026", "32.1", "2026-13-01", "12.", "+", "1 x 2026", "9" * 40]
)
def test_what_is_no_day_is_refused_with_an_example(typed):
    with pytest.raises(UserError, match="2026-11-30"):
        formats.parse_date(typed)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["pl", "en", "uk"]))
def test_what_is_shown_is_read_back(day, language):
    i18n.set_language(language)
    assert formats.parse_date(formats.format_date(day)) == day


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("8", time(8)),
        ("8:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("830", time(8, 30)),
        ("0830", time(8, 30)),
        ("0", time(0)),
        ("23:59", time(23, 59)),
        ("", None),
    ],
)
def test_times_are_read_as_people_type_them(typed, found):
    assert formats.parse_time(typed) == found


@pytest.mark.parametrize("typed", ["24", "8:60", "ósma", "12345", "8:3"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(UserError, match="0830"):
        formats.parse_time(typed)


@given(st.times())
def test_times_are_shown_and_read_back_to_the_minute(moment):
    assert formats.parse_time(formats.format_time(moment)) == moment.replace(
        second=0, microsecond=0
    )


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1-12,14,17-22", [*range(1, 13), 14, *range(17, 23)]),
        ("3, 1;2  2", [1, 2, 3]),
        ("5 - 7", [5, 6, 7]),
        ("5–7", [5, 6, 7]),
        ("", []),
    ],
)
def test_lists_of_numbers_are_read(typed, numbers):
    assert formats.parse_numbers(typed) == numbers


@pytest.mark.parametrize("typed", ["0", "5-3", "x", "1-2-3", "1-99999999", "-4"])
def test_wrong_lists_of_numbers_are_refused(typed):
    with pytest.raises(UserError, match="1-12"):
        formats.parse_numbers(typed)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [([], ""), ([3], "3"), ([2, 1], "1-2"), ([22, 3, 4, 5, 4, 14], "3-5, 14, 22")],
)
def test_numbers_in_a_row_are_told_as_a_range(numbers, shown):
    assert formats.format_numbers(numbers) == shown


@given(st.sets(st.integers(1, 300)))
def test_numbers_that_are_told_are_read_back(numbers):
    assert formats.parse_numbers(formats.format_numbers(numbers)) == sorted(numbers)


@given(st.sets(st.integers(1, 300)))
def test_any_set_of_numbers_is_read_back(numbers):
    assert formats.parse_numbers(",".join(map(str, numbers))) == sorted(numbers)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (
            "pl",
            ["12.03.2026", "12.03.2026, 10:30", "12\u00a0500,5", "−3", "czwartek, 12 marca 2026"],
        ),
        (
            "en",
            [
                "12\u00a0Mar\u00a02026",
                "12\u00a0Mar\u00a02026, 10:30",
                "12,500.5",
                "−3",
                "Thursday, 12 March 2026",
            ],
        ),
        (
            "uk",
            [
                "12.03.2026",
                "12.03.2026, 10:30",
                "12\u00a0500,5",
                "−3",
                "четвер, 12 березня 2026",
            ],
        ),
    ],
)
def test_the_language_decides_how_things_are_written(language, shown):
    i18n.set_language(language)
    assert [
        formats.format_date(date(2026, 3, 12)),
        formats.format_datetime(THURSDAY),
        formats.format_number(12500.5, 1),
        formats.format_number(-3),
        formats.format_long_date(date(2026, 3, 12)),
    ] == shown


def test_times_are_those_of_warsaw_in_summer_and_winter():
    assert formats.format_time(datetime(2026, 7, 1, 8, 5, tzinfo=UTC)) == "10:05"
    assert formats.format_time(datetime(2026, 1, 1, 23, 5, tzinfo=UTC)) == "0:05"
    assert formats.format_date(clock.to_local(datetime(2026, 1, 1, 23, 5, tzinfo=UTC)).date()) == (
        "2\u00a0Jan\u00a02026"
    )


def test_nothing_is_shown_for_nothing():
    assert formats.format_date(None) == formats.format_datetime(None) == ""
    assert formats.format_number(None) == formats.format_time(None) == ""


def test_just_under_eighty_percent_is_not_eighty():
    assert formats.format_percent(0.7999) == "79\u00a0%"
    assert formats.format_percent(0.8) == "80\u00a0%"
    assert formats.format_percent(None) == "–"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(540, "9\u00a0h"), (450, "7\u00a0h\u00a030\u00a0min"), (5, "5\u00a0min"), (0, "0\u00a0h")],
)
def test_lengths_of_time(minutes, words):
    assert formats.format_hours(minutes) == words


def test_a_length_and_a_weekday_in_ukrainian():
    i18n.set_language("uk")
    assert formats.format_hours(450) == "7\u00a0год\u00a030\u00a0хв"
    assert formats.format_weekday(date(2026, 3, 12)) == "чт"
    assert formats.format_month(2026, 3) == "березень 2026"


@pytest.mark.parametrize(
    ("size", "polish", "english"),
    [
        (0, "0 B", "0 B"),
        (1_001, "2 kB", "2 kB"),
        (999_000, "999 kB", "999 kB"),
        (1_000_000, "1 MB", "1 MB"),
        (1_000_001, "1,1 MB", "1.1 MB"),
        (25_000_000, "25 MB", "25 MB"),
    ],
)
def test_sizes_of_files_are_rounded_up(size, polish, english):
    for spoken, said in (("pl", polish), ("en", english)):
        i18n.set_language(spoken)
        assert formats.format_size(size).replace("\N{NO-BREAK SPACE}", " ") == said
