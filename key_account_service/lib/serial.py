"""Numbers of cards and devices as they are printed, typed and read out."""

import unicodedata


def plain(number: str) -> str:
    """What two ways to write one number share: ``8100-0001 ａ`` is ``81000001A``."""
    text = unicodedata.normalize("NFKC", number)
    return "".join(sign for sign in text if sign.isalnum()).upper()
