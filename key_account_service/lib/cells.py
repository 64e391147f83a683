"""What people type into a cell, made into what they mean (FILE-9).

Full-width letters and digits, dates in many forms, days counted by Excel, lunar
birthdays, several numbers in one cell.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any, NamedTuple

from lunardate import LunarDate

#: Excel counts days from here, or four years later; see :func:`read_date`.
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
#: Days from 1927 to 2119: a smaller or bigger number is no day that somebody means.
SERIALS_1900, SERIALS_1904 = range(10_000, 80_001), range(8_500, 78_501)
YEARS = range(1900, 2101)
#: Excel keeps this many digits of a number and makes the rest zeros.
EXACT_DIGITS = 15
FULL_WIDTH = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
} | {0x3000: 0x20, 0xA0: 0x20}
INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]")
#: Signs with which a spreadsheet takes a text for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
SEPARATORS = re.compile(r"[;,；，、\n]+")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "元": 1,
    "正": 1,
    "冬": 11,
    "腊": 12,
    "臘": 12,
}
WORD_OF_NUMBER = re.compile(
    "[〇零○元正冬腊臘一二三四五六七八九十廿卅初]+(?=[年月日号]|$)"
)
TIME = r"(?:[T\s]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
YEAR_FIRST = re.compile(
    rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{TIME}"
)
PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")
YEAR_LAST = re.compile(rf"(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{4}}){TIME}")
MONTH_NAME = re.compile(
    r"(?:(\d{1,2})\.?\s+)?([a-z]{3})[a-z]*\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})"
)
MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
LUNAR = re.compile(r"^\s*(?:农历|農曆|阴历|陰曆|旧历|lunar\b:?)\s*", re.I)
SOLAR = re.compile(r"^\s*(?:公历|公曆|阳历|陽曆|新历|solar\b:?)\s*", re.I)
LEAP = re.compile(r"闰|閏|\bleap\b", re.I)


class CellError(ValueError):
    """What stands in a cell means nothing; ``code`` says why.

    ``date``, ``only_year``, ``which_first``, ``no_such_day``, ``rounded``, ``number``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Birthday(NamedTuple):
    """A day of the year; ``year`` is 0 if unknown."""

    calendar: str
    year: int
    month: int
    day: int
    is_leap_month: bool = False

    def __str__(self) -> str:
        """As :func:`read_birthday` reads it."""
        year = f"{self.year:04}-" if self.year else ""
        day = f"{year}{self.month:02}-{self.day:02}"
        if self.calendar == "solar":
            return day
        return f"农历{'闰' if self.is_leap_month else ''}{day}"


def clean_text(value: Any) -> str:
    """Free text: full-width letters and digits made plain, other signs left alone."""
    text = unguard(_as_text(value)).translate(FULL_WIDTH)
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def clean_code(value: Any) -> str:
    """A number, address or name of a choice: every full-width sign made plain."""
    return " ".join(unicodedata.normalize("NFKC", clean_text(value)).split())


def key(value: Any) -> str:
    """What two texts have in common that people take for the same."""
    return re.sub(r"[\W_]+", "", clean_code(value).casefold())


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def read_identifier(value: Any) -> str:
    """A telephone, card or ID number.

    :raises CellError: ``rounded`` if Excel took it for a number and lost digits of it
    """
    if isinstance(value, int | float) and abs(value) >= 10**EXACT_DIGITS:
        raise CellError("rounded")
    return clean_code(value)


def read_list(value: Any) -> list[str]:
    """Several texts in one cell, each once, in their order."""
    parts = SEPARATORS.split(_as_text(value) if not isinstance(value, str) else value)
    return list(dict.fromkeys(filter(None, map(clean_text, parts))))


def read_identifiers(value: Any) -> list[str]:
    """Several numbers in one cell, each once, in their order.

    :raises CellError: as :func:`read_identifier`
    """
    if not isinstance(value, str):
        return [read_identifier(value)]
    return list(dict.fromkeys(filter(None, map(clean_code, SEPARATORS.split(value)))))


def read_date(value: Any, since_1904: bool = False) -> date:
    """A day.

    :raises CellError: ``date``, ``only_year``, ``which_first`` or ``no_such_day``
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _date_of_number(value, since_1904)
    text = _western(clean_code(value))
    if text.isdigit() and not PLAIN.fullmatch(text):
        return _date_of_number(int(text), since_1904)
    return _make(date, *_date_parts(text))


def _date_of_number(number: float, since_1904: bool) -> date:
    if not isfinite(number):
        raise CellError("date")
    whole = int(number)
    if match := PLAIN.fullmatch(str(whole)):
        return _make(date, *map(int, match.groups()))
    if whole in YEARS:
        raise CellError("only_year")
    if whole not in (SERIALS_1904 if since_1904 else SERIALS_1900):
        raise CellError("date")
    return (EPOCH_1904 if since_1904 else EPOCH_1900) + timedelta(days=whole)


def _date_parts(text: str) -> tuple[int, int, int]:
    """Year, month and day of a text."""
    match = YEAR_FIRST.fullmatch(text) or PLAIN.fullmatch(text)
    if match:
        return tuple(map(int, match.groups()))
    if match := YEAR_LAST.fullmatch(text):
        return _parts_of_year_last(*map(int, match.groups()))
    if match := MONTH_NAME.fullmatch(text.lower()):
        before, name, after, year = match.groups()
        if name in MONTHS and bool(before) != bool(after):
            return int(year), MONTHS.index(name) + 1, int(before or after)
    if re.fullmatch(r"\d{4}\s*年?", text):
        raise CellError("only_year")
    raise CellError("date")


def _parts_of_year_last(first: int, second: int, year: int) -> tuple[int, int, int]:
    """3/2/2026 is the 3rd of February here and the 2nd of March there."""
    if first > 12:
        return year, second, first
    if second > 12 or first == second:
        return year, first, second
    raise CellError("which_first")


def _western(text: str) -> str:
    """Chinese numbers of a date as digits: 二〇二六年三月初二 is 2026年3月2."""
    return WORD_OF_NUMBER.sub(lambda match: str(_number_of(match[0])), text)


def _number_of(word: str) -> int:
    word = word.removeprefix("初")
    word = word.replace("廿", "二十").replace("卅", "三十")
    if "十" in word:
        tens, ones = (word.split("十", 1) + [""])[:2]
        return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
    return int("".join(str(DIGITS[sign]) for sign in word))


def _make(maker: Any, *parts: Any) -> Any:
    try:
        return maker(*parts)
    except ValueError:
        raise CellError("no_such_day") from None


def read_birthday(
    value: Any, since_1904: bool = False, lunar: bool = False
) -> Birthday:
    """A birthday, with or without its year, by the solar or the lunar calendar.

    :param lunar: what another cell says; a word before the day goes before it
    :raises CellError: as :func:`read_date`
    """
    text = clean_code(value) if isinstance(value, str) else ""
    lunar = not SOLAR.match(text) and (bool(LUNAR.match(text)) or lunar)
    text = LUNAR.sub("", SOLAR.sub("", text))
    leap = bool(LEAP.search(text))
    rest = _western(LEAP.sub("", text).strip())
    if not text or not (lunar or MONTH_AND_DAY.fullmatch(rest)):
        day = read_date(rest or value, since_1904)
        parts = (day.year, day.month, day.day)
    elif match := MONTH_AND_DAY.fullmatch(rest):
        parts = (0, *map(int, match.groups()))
    else:
        parts = _date_parts(rest)
    return _checked(Birthday("lunar" if lunar else "solar", *parts, leap and lunar))


def _checked(day: Birthday) -> Birthday:
    """The day, if the calendar has it."""
    if day.calendar == "solar":
        _make(date, day.year or 2000, day.month, day.day)
    elif day.year in YEARS[:-1]:
        lunar = LunarDate(day.year, day.month, day.day, day.is_leap_month)
        _make(lunar.to_solar_date)
    elif day.year or not (1 <= day.month <= 12 and 1 <= day.day <= 30):
        raise CellError("no_such_day")
    return day


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula, even after a detour by CSV."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def unguard(text: str) -> str:
    """What :func:`guard` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_SIGNS) else text
