"""Telephone numbers as people write them."""

import re
import unicodedata

#: Fewer digits are no number that one can dial, more than 15 there are not (E.164).
DIGITS = range(3, 16)
#: Signs between the digits, then perhaps an extension.
NUMBER = re.compile(
    r"[+(]?\d[\d\s()./-]*(?:(?:ext\.?|x|转|转接|分机|#)\s*\d{1,6})?", re.IGNORECASE
)


def is_number(text: str) -> bool:
    """Whether a text is one telephone number, also full-width and with extension."""
    plain = unicodedata.normalize("NFKC", text).strip()
    number = re.split(r"[a-z转分#]", plain, maxsplit=1, flags=re.IGNORECASE)[0]
    return bool(NUMBER.fullmatch(plain)) and len(re.sub(r"\D", "", number)) in DIGITS
