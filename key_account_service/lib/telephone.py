"""Telephone numbers as people write them."""

import re
import unicodedata

#: Fewer digits are no number that one can dial, more than 15 there are not (E.164).
DIGITS = range(3, 16)
#: Digits of a number without its country: with less, one may mean a piece of it.
NATIONAL = range(8, 13)
#: Signs between the digits, then perhaps an extension.
NUMBER = re.compile(
    r"[+(]?\d[\d\s()./-]*(?:(?:ext\.?|x|转|转接|分机|#)\s*\d{1,6})?", re.IGNORECASE
)


def is_number(text: str) -> bool:
    """Whether a text is one telephone number, also full-width and with extension."""
    plain = unicodedata.normalize("NFKC", text).strip()
    number = re.split(r"[a-z转分#]", plain, maxsplit=1, flags=re.IGNORECASE)[0]
    return bool(NUMBER.fullmatch(plain)) and len(re.sub(r"\D", "", number)) in DIGITS


def dialled(text: str, country_code: int | None = None) -> set[str]:
    """The digits by which a stored number is found, however ``text`` spells it.

    Full-width digits count. Zeros in front, which one dials for a town or a country,
    do not stand in every stored number, nor does the own ``country_code`` behind a
    plus sign, two zeros or nothing. Empty for a text that is no number.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"[+\d\s()./-]+", plain):
        return set()
    digits = re.sub(r"\D", "", plain).lstrip("0")
    code = str(country_code or "")
    spelt = {digits}
    # Only a whole number has a country: 8628 may be the middle of another.
    if code and digits.startswith(code) and len(digits) - len(code) in NATIONAL:
        spelt.add(digits.removeprefix(code).lstrip("0"))
    return {number for number in spelt if number}
