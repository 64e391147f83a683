"""A moment as it is told to a customer."""

import doctest
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from kas_lib import moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENT = datetime(2026, 3, 2, 16, 20)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "Tue, Mar 3, 2026, 00:20 (Asia/Shanghai)"),
        ("zh_CN", "2026年3月3日周二 00:20 (Asia/Shanghai)"),
    ],
)
def test_day_and_hour_in_the_language_of_the_reader(locale, words):
    assert moment.moment_in_words(MOMENT, SHANGHAI, Locale.parse(locale)) == words


@pytest.mark.parametrize(
    ("now", "today"),
    [
        (datetime(2026, 3, 2, 15, 59), False),
        (datetime(2026, 3, 2, 16, 0), True),
        (datetime(2026, 3, 3, 15, 59), True),
        (datetime(2026, 3, 3, 16, 0), False),
    ],
)
def test_today_is_the_day_of_the_zone(now, today):
    words = moment.moment_in_words(MOMENT, SHANGHAI, Locale("en"), now)
    assert (words == "00:20 (Asia/Shanghai)") is today


def test_examples_in_docstrings():
    result = doctest.testmod(moment)
    assert result.attempted and not result.failed
