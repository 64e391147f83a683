"""Numbers of identity documents: read, checked, shown in part."""

import re
import unicodedata
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

#: Marks people put between the groups of a number.
BETWEEN = re.compile(r"[\s\-–—‐‑.·_/]+")
#: In ASCII: digits of other scripts would be another number to compare.
RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
#: First two digits; 81 to 83 are of residence permits for Hong Kong, Macao and Taiwan.
PROVINCES = set(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
    "61 62 63 64 65 71 81 82 83".split()
)
#: Nobody alive was born before.
EARLIEST = date(1880, 1, 1)
#: Numbers of other documents: long enough to be one, and of letters and digits only.
OTHER = re.compile(r"[0-9A-Z]{5,30}")
#: Hidden digits are always as many: the length of a number tells its kind.
HIDDEN = "*" * 8


class BadNumber(ValueError):
    """This cannot be the number of such a document; says nothing of the number."""


def normalised(number: str) -> str:
    """A number as it is compared: half-width, capital, nothing between the digits.

    >>> normalised(" ５１０１０４ 19800101 001x ")
    '51010419800101001X'
    """
    return BETWEEN.sub("", unicodedata.normalize("NFKC", number or "")).upper()


def checked(number: str, kind: str) -> str:
    """The normalised number, if it can be one.

    ``kind`` is ``resident`` (Chinese resident ID), ``passport`` or ``other``.

    :raises BadNumber: if it is none, or a resident ID given as something else
    """
    number = normalised(number)
    resident = is_resident(number)
    if kind == "resident":
        good = resident
    else:
        good = not resident and OTHER.fullmatch(number)
    if not good:
        raise BadNumber
    return number


def is_resident(number: str) -> bool:
    """Whether this is a Chinese resident ID number of somebody born by today.

    The district need not have existed in the year of birth, as ``ric.validate`` asks:
    numbers were given out from 1984 on, by the districts of that day, to people of any
    age. Most people born in Chengdu before 1990 would have none.

    >>> is_resident("510104198001010014")
    True
    """
    number = normalised(number)
    if not RESIDENT.fullmatch(number) or number[-1] != ric.calc_check_digit(number):
        return False
    born = birth_date(number)
    if number[:2] not in PROVINCES or born is None:
        return False
    return EARLIEST <= born <= date.today()


def birth_date(number: str) -> date | None:
    """The birthday in a resident ID number; empty if it holds none.

    >>> birth_date("360426199101010071")
    datetime.date(1991, 1, 1)
    """
    number = normalised(number)
    if not RESIDENT.fullmatch(number):
        return None
    try:
        return ric.get_birth_date(number)
    except ValidationError:
        return None


def sex(number: str) -> str | None:
    """``female`` or ``male``, as a resident ID number says it.

    >>> sex("360426199101010071")
    'male'
    """
    number = normalised(number)
    if not RESIDENT.fullmatch(number):
        return None
    return "male" if int(number[16]) % 2 else "female"


def masked(number: str) -> str:
    """What everybody who reads the file may see of a number.

    Two signs tell numbers apart that somebody holds in the hand. With the last four, a
    birthday and a guess at the district only a handful of numbers would remain.

    >>> masked("360426199101010071")
    '********71'
    """
    return HIDDEN + normalised(number)[-2:]
