"""What was signed, in a form that can be compared for ever."""

import hashlib
import json


def canonical(content) -> str:
    """One text for one content, whatever the order in which it was put together.

    >>> canonical({"b": 1, "a": "投诉"}) == canonical({"a": "投诉", "b": 1})
    True
    """
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def digest(content: str | bytes) -> str:
    """SHA-256 of a text or a file, in hexadecimal.

    >>> digest("") == digest(b"")
    True
    """
    data = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def differing(before: dict, after: dict) -> list:
    """The names whose values are not the same in both, in order of name.

    >>> differing({"a": 1, "b": 2}, {"a": 1, "c": 3})
    ['b', 'c']
    """
    names = before.keys() | after.keys()
    missing = object()
    return sorted(
        name for name in names if before.get(name, missing) != after.get(name, missing)
    )
