"""Words of a text for a search that knows Chinese: without a dictionary.

Chinese is written without spaces, so each two neighbouring signs are a word, and each
sign is one. Other scripts are split at whatever is no letter or digit.
"""

import re
import unicodedata

#: Runs of Chinese signs, and runs of other letters and digits.
RUNS = re.compile(r"[㐀-鿿]+|[^\W_㐀-鿿]+")
#: Pairs and words that stand in every text and say nothing about likeness.
COMMON = frozenset(
    "我们 你们 他们 客户 用户 没有 不能 这个 那个 可以 已经 因为 所以 如果 但是 "
    "以及 进行 问题 情况 the and for are was not with that this has have from but our "
    "his her their they you your customer there were been had its".split()
)


def plain(text: str) -> str:
    """Full-width letters and digits as plain ones, capitals as small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def _runs(text):
    return RUNS.findall(plain(text))


def _is_chinese(run):
    return "㐀" <= run[0] <= "鿿"


def _pairs(run):
    return [run[i : i + 2] for i in range(len(run) - 1)]


def tokens(text: str) -> list[str]:
    """What a text is found by, sorted, each once.

    >>> tokens("光缆断 Node 3")
    ['3', 'node', '光', '光缆', '断', '缆', '缆断']
    """
    found = set()
    for run in _runs(text):
        found.update([*run, *_pairs(run)] if _is_chinese(run) else [run])
    return sorted(found)


def search_query(text: str) -> str:
    """A PostgreSQL ``tsquery`` for texts with all that was typed, empty if nothing was.

    Words of other scripts may be the beginning of one.

    >>> search_query("光缆断 nod")
    "'光缆' & '缆断' & 'nod':*"
    """
    parts = []
    for run in _runs(text):
        if _is_chinese(run):
            parts += [f"'{pair}'" for pair in _pairs(run) or [run]]
        else:
            parts.append(f"'{run}':*")
    return " & ".join(dict.fromkeys(parts))


def like_query(text: str, most: int = 60) -> str:
    """A ``tsquery`` for texts that share some word, without those that all share.

    >>> like_query("客户 光缆断")
    "'光缆' | '缆断'"
    """
    parts = []
    for run in _runs(text):
        chosen = _pairs(run) if _is_chinese(run) else [run] * (len(run) > 2)
        parts += [f"'{word}'" for word in chosen if word not in COMMON]
    return " | ".join(list(dict.fromkeys(parts))[:most])
