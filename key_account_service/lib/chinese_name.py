"""Chinese names as people type them: by the first letters, or in full pinyin."""

import re
import unicodedata

#: A surname such as 单, 曾 or 仇 is read otherwise than the word; more is rare.
READINGS = 4
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
WORD = re.compile(r"[a-z0-9]+")


def key(name: str) -> str:
    """What a name is found by: its initials and its pinyin, in every likely reading.

    ``王芳`` is ``" wf wangfang yf yufang "``: each between blanks, so that the
    beginning of one can be searched for. Empty for a name without a Chinese character,
    which is found by its letters already.
    """
    plain = unicodedata.normalize("NFKC", name)
    if not HAN.search(plain):
        return ""
    found = {}
    for syllables in _readings(plain):
        words = [word for text in syllables for word in WORD.findall(text.lower())]
        found["".join(word[0] for word in words)] = True
        found["".join(words)] = True
    return f" {' '.join(filter(None, found))} "


def typed(text: str) -> str:
    """What somebody typed who may mean pinyin: letters and digits only, else empty."""
    plain = unicodedata.normalize("NFKC", text).lower()
    joined = re.sub(r"[\s'’·.-]", "", plain)
    return joined if re.fullmatch(r"[a-z][a-z0-9]+", joined) else ""


def _readings(name):
    """The usual reading of a name, then those with another first syllable."""
    # Its dictionaries take most of a second to load: nobody waits who needs none.
    from pypinyin import Style, lazy_pinyin, pinyin  # noqa: PLC0415

    usual = lazy_pinyin(name)
    first = HAN.search(name).start()
    yield usual
    if first:
        return
    others = pinyin(name[0], style=Style.NORMAL, heteronym=True)[0]
    for syllable in [word for word in others if word != usual[0]][: READINGS - 1]:
        yield [syllable, *usual[1:]]
