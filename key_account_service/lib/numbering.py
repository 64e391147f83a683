# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Names of copies: each as the first with a number that nobody has yet."""

import re

#: “Gold (2)” is the second “Gold”.
NUMBERED = re.compile(r"^(?P<stem>.+?) \((?P<number>\d{1,6})\)$", re.DOTALL)


def stem(name):
    """The name without its number."""
    found = NUMBERED.match(name)
    return found["stem"] if found else name


def next_name(name, taken):
    """The first free one of “name (2)”, “name (3)” …

    :param str name: of what is copied, perhaps a copy itself
    :param taken: names that there are already
    """
    first, number = stem(name), 2
    while f"{first} ({number})" in taken:
        number += 1
    return f"{first} ({number})"
