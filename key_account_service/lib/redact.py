"""Personal data taken out of a text that others will read. Plain text, no network.

What is known (names, numbers, addresses) goes wherever it stands; what looks like a
telephone number, an ID number, an e-mail address or an address goes as well. Rather one
word too many: a person looks at the result before anybody else does.
"""

import re
from collections.abc import Iterable, Mapping

#: What stands in the place of what was taken out.
MARKS = {
    "name": "[name]",
    "phone": "[phone]",
    "id": "[ID number]",
    "email": "[e-mail]",
    "address": "[address]",
    "number": "[number]",
}
#: Full-width signs that people type in numbers and addresses, one for one.
WIDE = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i) in "+-.@_/()#"}
WIDE |= {0xFF10 + i: 0x30 + i for i in range(10)}
WIDE |= {0xFF21 + i: 0x41 + i for i in range(26)}
WIDE |= {0xFF41 + i: 0x61 + i for i in range(26)}
#: Signs that one cannot see, by which a number could be split.
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

CHINESE = "㐀-鿿"
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
DATE = r"(?:19|20)\d{2}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2})(?!\d)"
BORN = re.compile(
    rf"((?:出生|生日|born)\D{{0,6}}){DATE}|((?:出生|生日)\D{{0,6}})"
    r"\d{2,4}年\d{1,2}月\d{1,2}日"
)
ID = re.compile(
    r"(?<![0-9A-Za-z])\d{6}[ -]?(?:19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx]"
    r"(?![0-9A-Za-z])"
)
MOBILE = re.compile(
    r"(?<!\d)(?<!\d[ -])(?:\(?\+?(?:00)?86\)?[ -]?)?1[3-9]\d(?:[ -]?\d){8}(?!\d)"
)
LANDLINE = re.compile(
    r"(?<!\d)(?<!\d[ -])(?:\(0\d{2,3}\)|0\d{2,3}|[48]00)[ -]?\d{3,4}[ -]?\d{3,4}"
    r"(?:\s*(?:-|转|ext\.?|x)\s*\d{1,6})?(?!\d)",
    re.IGNORECASE,
)
#: A date stays, any other long row of digits does not, however it is divided.
LONG = re.compile(rf"({DATE})|\+?\d(?:[ ./\-]{{0,2}}\d){{6,}}", re.ASCII)
#: Serial numbers: letters and digits mixed, at least five of them digits.
SERIAL = re.compile(
    r"(?<![0-9A-Za-z])(?=(?:[A-Za-z-]*\d){5})[0-9A-Za-z]"
    r"[0-9A-Za-z-]{6,}(?![0-9A-Za-z])"
)
UNIT = r"(?:\s*\d+\s*(?:栋|幢|座|号楼|单元|室|楼|层|号))"
ADDRESS = re.compile(
    rf"(?:[{CHINESE}]{{1,6}}(?:省|市|区|县|镇|乡))*"
    rf"[{CHINESE}]{{1,6}}(?:大道|路|街|巷|弄|胡同)(?:[东南西北中]?[一二三四五六七八九\d]?段)?"
    rf"\s*\d+\s*号(?:院)?(?:附\d+号)?{UNIT}*"
    rf"|{UNIT}{{2,}}"
)
TITLES = (
    "先生|女士|小姐|太太|夫人|总|董|经理|主任|局长|院长|处长|科长|校长|书记|"
    "老师|师傅|工程师"
)
#: Somebody of any name, by the title behind it.
SOMEBODY = re.compile(rf"(?:欧阳|司马|上官|诸葛|[{CHINESE}])(?:先生|女士|小姐)")
DOUBLE = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
)
#: What an organisation's name ends with, and is left away when people write.
FORM = re.compile(
    r"(?:股份|集团|有限|责任|控股|分)?(?:公司|集团)$|\b(?:ltd|inc|co)\.?$", re.I
)
#: Words of names that everybody uses for other things as well.
ORDINARY = frozenset(
    "and bank club company factory group hospital hotel hotels house limited office "
    "restaurant school service services the trading university".split()
)
PERSON = re.compile(rf"[{CHINESE}]{{2,4}}")


def redact(
    text: str,
    names: Iterable[str] = (),
    numbers: Iterable[str] = (),
    addresses: Iterable[str] = (),
    marks: Mapping[str, str] = MARKS,
) -> str:
    """The text without personal data, marks in their place.

    :param names: of people and organisations that the text is about
    :param numbers: of their cards and devices, and other numbers of theirs
    :param addresses: of theirs, as far as they are known

    >>> redact("王芳女士来电 13800138000，王总很急", ["王芳"])
    '[name]来电 [phone]，[name]很急'
    """
    text = HIDDEN.sub("", text.translate(WIDE))
    text = EMAIL.sub(marks["email"], text)
    text = ADDRESS.sub(marks["address"], text)
    text = _known(text, addresses, marks["address"])
    text = _known(text, numbers, marks["number"], apart="[ ./-]?")
    text = BORN.sub(lambda found: (found[1] or found[2]) + marks["number"], text)
    text = ID.sub(marks["id"], text)
    text = MOBILE.sub(marks["phone"], text)
    text = LANDLINE.sub(lambda m: _unless_date(m, marks["phone"]), text)
    text = SERIAL.sub(lambda m: _unless_date(m, marks["number"]), text)
    text = LONG.sub(lambda found: found[1] or marks["number"], text)
    return _without_names(text, names, marks["name"])


def _unless_date(found, mark):
    return found[0] if re.fullmatch(DATE, found[0]) else mark


def _known(text, values, mark, apart=r"\s?"):
    """Each value goes, also with single spaces or dashes between its signs."""
    for value in sorted(_worth(values), key=len, reverse=True):
        signs = [re.escape(sign) for sign in value if not sign.isspace() or apart]
        text = re.sub(apart.join(signs), mark, text, flags=re.IGNORECASE)
    return text


def _worth(values):
    """Values of some length: a single sign would stand everywhere."""
    cleaned = {
        re.sub(r"\s+", "", HIDDEN.sub("", (value or "").translate(WIDE)))
        for value in values
    }
    return {value for value in cleaned if len(value) >= 2}


def _without_names(text, names, mark):
    whole, surnames, latin = set(), set(), set()
    for name in names:
        name = HIDDEN.sub("", (name or "").translate(WIDE)).strip()
        whole |= {name, *_short(name)}
        latin |= set(re.findall(r"[a-z]{3,}", name.lower())) - ORDINARY
        if PERSON.fullmatch(name):
            surname = name[:2] if name.startswith(DOUBLE) else name[:1]
            surnames.add(surname)
            whole |= {name[len(surname) :]}
    text = _known(text, whole, mark)
    for surname in surnames:
        text = re.sub(rf"{surname}(?:某+|{TITLES})", mark, text)
    for word in sorted(latin, key=len, reverse=True):
        text = re.sub(rf"(?<![a-z]){word}(?![a-z])", mark, text, flags=re.IGNORECASE)
    text = re.sub(rf"{re.escape(mark)}(?:{TITLES})", mark, text)
    return SOMEBODY.sub(mark, text)


def _short(name):
    """The name of an organisation as people shorten it."""
    short = re.sub(r"[（(][^（()）]*[)）]", "", name).strip()
    seen = {short}
    while (shorter := FORM.sub("", short).strip()) != short:
        short = shorter
        seen.add(short)
    return {one for one in seen if len(one) >= 3}
