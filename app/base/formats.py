"""Dates, times and numbers as people write and read them, by the language in force."""

import contextlib
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from app.base import clock
from app.base.errors import UserError
from app.base.i18n import _, language
from app.base.text import fold

NBSP = "\u00a0"

_MONTHS = {
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "en": "January February March April May June July August September October November December",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}
_MONTH_NAMES = {
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad "
    "grudzień",
    "en": _MONTHS["en"],
    "uk": "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад "
    "грудень",
}
_WEEKDAYS = {
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "uk": "понеділок вівторок середа четвер п’ятниця субота неділя",
}
_SHORT_WEEKDAYS = {
    "pl": "pon. wt. śr. czw. pt. sob. niedz.",
    "en": "Mon Tue Wed Thu Fri Sat Sun",
    "uk": "пн вт ср чт пт сб нд",
}
_LENGTHS = {"pl": "h min", "en": "h min", "uk": "год хв"}
_LIKE_POLISH = ("pl", "uk")  # days as 12.03.2026, numbers as 12 500,5

_DAY_WORDS = {
    "dzis": 0, "dzisiaj": 0, "today": 0, "teraz": 0, "now": 0,
    "jutro": 1, "tomorrow": 1, "pojutrze": 2,
    "wczoraj": -1, "yesterday": -1, "przedwczoraj": -2,
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2})?)?")
_SHIFT = re.compile(r"([+\-−])\s*(\d{1,4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_RANGE = re.compile(r"(\d{1,6})(?:[-–](\d{1,6}))?")
_LARGEST_NUMBER = 9999


def format_date(day: date | None) -> str:
    """Return a day as `12.03.2026` in Polish and Ukrainian, `12 Mar 2026` in English."""
    if day is None:
        return ""
    if language() in _LIKE_POLISH:
        return f"{day.day:02}.{day.month:02}.{day.year}"
    return f"{day.day}{NBSP}{_words(_MONTHS)[day.month - 1][:3]}{NBSP}{day.year}"


def format_long_date(day: date) -> str:
    """Return a day with weekday and month in words: `czwartek, 12 marca 2026`."""
    weekday = _words(_WEEKDAYS)[day.weekday()]
    return f"{weekday}, {day.day} {_words(_MONTHS)[day.month - 1]} {day.year}"


def format_month(year: int, month: int) -> str:
    """Return a month by name: `październik 2026`."""
    return f"{_words(_MONTH_NAMES)[month - 1]} {year}"


def format_weekday(day: date) -> str:
    """Return the short name of a day's weekday: `czw.`."""
    return _words(_SHORT_WEEKDAYS)[day.weekday()]


def format_time(moment: datetime | time | None) -> str:
    """Return a moment's time in Warsaw, or a time, as `8:30`."""
    if moment is None:
        return ""
    local = clock.to_local(moment) if isinstance(moment, datetime) else moment
    return f"{local.hour}:{local.minute:02}"


def format_datetime(moment: datetime | None) -> str:
    """Return a moment as day and time in Warsaw: `12.03.2026, 8:30`."""
    if moment is None:
        return ""
    return f"{format_date(clock.to_local(moment).date())}, {format_time(moment)}"


def format_number(number: float | None, places: int = 0) -> str:
    """Return a number with the language's separators: `12 500,5` or `12,500.5`.

    Args:
        number: any number; none is shown as nothing.
        places: digits after the decimal sign.
    """
    if number is None:
        return ""
    plain = f"{number:,.{places}f}".replace("-", "−")
    if language() in _LIKE_POLISH:
        plain = plain.replace(",", NBSP).replace(".", ",")
    return plain


def format_size(size: int) -> str:
    """Return a size as people speak of files, rounded up: `12 B`, `840 kB`, `2,3 MB`.

    Args:
        size: in bytes.
    """
    if size < 1_000:
        return f"{size}{NBSP}B"
    if size <= 999_000:
        return f"{format_number(-(-size // 1_000))}{NBSP}kB"
    tenths = -(-size // 100_000)
    return f"{format_number(tenths / 10, 1 if tenths % 10 else 0)}{NBSP}MB"


def format_percent(share: float | None) -> str:
    """Return a share between 0 and 1 as a whole percentage, rounded down (79.9 % is not 80 %)."""
    return "–" if share is None else f"{int(share * 100 + 1e-9)}{NBSP}%"


def format_hours(minutes: int) -> str:
    """Return a length of time as `7 h 30 min`."""
    hours, rest = divmod(abs(minutes), 60)
    hour, minute = _words(_LENGTHS)
    parts = [f"{hours}{NBSP}{hour}"] if hours or not rest else []
    if rest:
        parts.append(f"{rest}{NBSP}{minute}")
    return ("−" if minutes < 0 else "") + f"{NBSP}".join(parts)


def parse_date(text: str) -> date | None:
    """Return the day that a person means; nothing typed is no day.

    Args:
        text: `dziś`, `jutro`, `wczoraj`, `today`, `+14`, `-3`, `12.3`, `12.3.2026`, `2026-11-30`,
            or a day as `format_date` writes it.

    Raises:
        UserError: when no day can be read; the message shows what can be typed.
    """
    typed = " ".join(fold(text).replace(NBSP, " ").split())
    if not typed:
        return None
    if typed in _DAY_WORDS:
        return clock.today() + timedelta(days=_DAY_WORDS[typed])
    for pattern, reader in _DAY_READERS:
        found = pattern.fullmatch(typed)
        if found:
            return _valid(reader, found, text)
    spelled = _spelled_out(typed)
    if spelled is not None:
        return spelled
    raise _not_a_day(text)


def parse_time(text: str) -> time | None:
    """Return the time that a person means: `8`, `8:30`, `8.30`, `830`, `0830`.

    Raises:
        UserError: when no time can be read.
    """
    typed = text.strip()
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) in (3, 4):
        typed = f"{typed[:-2]}:{typed[-2:]}"
    found = _CLOCK.fullmatch(typed)
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise UserError(
        _("“{text}” is not a time. Type for example 8, 8:30 or 0830.").format(text=text)
    )


def parse_numbers(text: str) -> list[int]:
    """Return the numbers of a list such as `1-12,14,17-22`, each once, in order.

    Raises:
        UserError: when a part is neither a number nor a range from small to large.
    """
    numbers: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", text.strip())):
        if not part:
            continue
        found = _RANGE.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if not 0 < first <= last <= _LARGEST_NUMBER:
            wrong = _("“{text}” is not a number or a range. Type for example 1-12,14,17-22.")
            raise UserError(wrong.format(text=part))
        numbers.update(range(first, last + 1))
    return sorted(numbers)


def format_numbers(numbers: Iterable[int]) -> str:
    """Return numbers as `parse_numbers` reads them, those in a row as a range: `1-12, 14`."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    return ", ".join("-".join(str(end) for end in ends) for ends in ranges)


def _words(table: dict[str, str]) -> list[str]:
    return table.get(language(), table["en"]).split()


def _not_a_day(text: str) -> UserError:
    wrong = _("“{text}” is not a day. Type for example 12.3, 2026-11-30, +14, today or tomorrow.")
    return UserError(wrong.format(text=text.strip()))


def _valid(reader: Callable[[re.Match[str]], date], found: re.Match[str], text: str) -> date:
    try:
        return reader(found)
    except (ValueError, OverflowError):
        raise _not_a_day(text) from None


def _dotted(found: re.Match[str]) -> date:
    """Read day and month; without a year the one that is nearest to today."""
    day, month = int(found[1]), int(found[2])
    if found[3]:
        year = int(found[3])
        return date(year if year > 99 else 2000 + year, month, day)
    today = clock.today()
    near: list[date] = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            near.append(date(year, month, day))
        except ValueError:
            continue
    if not near:
        return date(today.year, month, day)
    return min(near, key=lambda found_day: abs(found_day - today))


def _shifted(found: re.Match[str]) -> date:
    days = int(found[2])
    return clock.today() + timedelta(days=days if found[1] == "+" else -days)


_DAY_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date]], ...] = (
    (_ISO, lambda found: date(int(found[1]), int(found[2]), int(found[3]))),
    (_DOTTED, _dotted),
    (_SHIFT, _shifted),
)


def _next_weekday(word: str) -> date | None:
    """Read the name of a weekday as the next day of that name."""
    for names in _WEEKDAYS.values():
        days = [fold(name) for name in names.split()]
        if word in days:
            ahead = (days.index(word) - clock.today().weekday()) % 7
            return clock.today() + timedelta(days=ahead or 7)
    return None


def _spelled_out(typed: str) -> date | None:
    """Read `12 mar 2026`, `12 marca 2026` and `piątek`."""
    parts = typed.replace(",", " ").split()
    if len(parts) == 1:
        return _next_weekday(parts[0])
    if len(parts) != 3 or not (parts[0].isdecimal() and parts[2].isdecimal()):
        return None
    if len(parts[0]) > 2 or len(parts[2]) != 4 or len(parts[1]) < 3:
        return None
    for names in _MONTHS.values():
        for place, name in enumerate(names.split(), start=1):
            if fold(name).startswith(parts[1]):
                with contextlib.suppress(ValueError):
                    return date(int(parts[2]), place, int(parts[0]))
    return None
