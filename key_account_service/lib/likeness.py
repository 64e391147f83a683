"""How much two short texts are alike, in any language, and which words one holds."""

import re
import unicodedata

SEPARATORS = re.compile(r"[,;，；、\n]+")


def plain(text: str) -> str:
    """Letters and digits in small letters and half width; all else is a blank."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def likeness(one: str, other: str) -> float:
    """Share of the pairs of neighbouring signs that two texts have in common, 0 to 1.

    Pairs need no words, which Chinese does not separate. Texts of one sign or none are
    alike only if they are the same.
    """
    first, second = plain(one), plain(other)
    if first == second:
        return 1.0 if first else 0.0
    left, right = _pairs(first), _pairs(second)
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))


def _pairs(text):
    return {word[i : i + 2] for word in text.split() for i in range(len(word) - 1)}


def keywords(text: str) -> list[str]:
    """Words that somebody listed, by commas or lines of either script."""
    listed = (word.strip() for word in SEPARATORS.split(text))
    return list(dict.fromkeys(word for word in listed if plain(word)))


def found(words: list[str], text: str) -> list[str]:
    """Those of ``words`` that stand in ``text``, in their order.

    A word of Latin letters counts from its beginning (``sue`` in “sued”, not in
    “tissue”); a Chinese one wherever it stands.
    """
    folded = plain(text)
    return [word for word in words if _stands(plain(word), folded)]


def _stands(word, text):
    if not word.isascii():
        return word in text
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(word)}", text))
