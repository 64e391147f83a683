"""Sealing what must not be read in the database, and matching it without opening it.

A keyring holds one key or several: the first seals, all of them open, so that keys can
be changed one after the other. From each key two others follow, one to seal and one to
mark: a mark is the same for the same text, and tells nothing to whoever lacks the key.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

#: What the keys derived from a key are for; never changed, or nothing opens any more.
SEAL, MARK, NAME = b"seal", b"mark", b"name"


class Unreadable(Exception):
    """None of the keys opens a seal: the key was lost, or the seal was forged."""


class BadKey(ValueError):
    """A line of a key file is no key."""


class Keyring:
    """Keys, the one in use first.

    >>> ring = Keyring([new_key()])
    >>> ring.open(ring.seal("51010419800101001X"))
    '51010419800101001X'
    >>> ring.mark("1") == ring.mark("1") != ring.mark("2")
    True
    """

    def __init__(self, keys: Iterable[str]):
        """
        :raises BadKey: without any key, or with something that is none
        """
        self._keys = [_decoded(key) for key in keys]
        if not self._keys:
            raise BadKey("There is no key.")
        self._fernet = MultiFernet(
            [
                Fernet(base64.urlsafe_b64encode(_derived(key, SEAL)))
                for key in self._keys
            ]
        )

    @property
    def name(self) -> str:
        """Of the key in use: tells keys apart, and nothing about them."""
        return _derived(self._keys[0], NAME).hex()[:16]

    def seal(self, text: str) -> str:
        """The text in a form that nobody reads without the key."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """
        :raises Unreadable: if no key of the ring opens it
        """
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise Unreadable from error

    def mark(self, text: str) -> str:
        """What is stored beside the seal to find the same text again."""
        return self.marks(text)[0]

    def marks(self, text: str) -> list[str]:
        """The marks that the text was ever given by the keys of this ring."""
        return [
            hmac.new(_derived(key, MARK), text.encode(), hashlib.sha256).hexdigest()
            for key in self._keys
        ]


def new_key() -> str:
    """A line for a key file."""
    return Fernet.generate_key().decode()


def parse_keys(text: str) -> Keyring:
    """The keyring in a key file: a key a line; empty lines and ``#`` lines are none.

    :raises BadKey: without any key, or with something that is none
    """
    lines = (line.strip() for line in text.splitlines())
    return Keyring(line for line in lines if line and not line.startswith("#"))


def _decoded(key: str) -> bytes:
    try:
        decoded = base64.urlsafe_b64decode(key.encode())
    except ValueError as error:
        raise BadKey("A line is no key.") from error
    if len(decoded) != 32:
        raise BadKey("A key has 32 bytes.")
    return decoded


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, purpose, hashlib.sha256).digest()
