"""How fast the page of a key account opens, with a million cases in the database.

    scripts/benchmark account            ten minutes, most of them to fill the database
    scripts/benchmark account --quick    20,000 cases, no verdict worth much

What the web client asks for when it opens our contact form, against the form of a
database that has everything the add-on depends on, and as many cases, but not the
add-on. Prints the rows of ``docs/performance.md``; ends with code 1 if one is too slow.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from lxml import etree

import side_by_side
from bench import Database, Row, Run, interleaved, measured
from side_by_side import specification

LIMIT = 1.3
#: How many forms are opened in a run.
OPENED = 20
COUNTER = {
    "helpdesk_ticket_active_count",
    "helpdesk_ticket_count",
    "helpdesk_ticket_count_string",
}


# ----------------------------------------------------------------------
# What the web client asks for
# ----------------------------------------------------------------------


def opening(database: Database, customers: Callable, counter=True) -> Callable:
    """The work of opening the contact form of so many customers, one after the other.

    :param customers: gives the contacts, for an environment
    :param counter: with the help desk's own counter of cases, which loads each of them
    """

    def run(runs: list[Run]) -> None:
        with database.env() as env:
            partners = env["res.partner"]
            views = partners.get_views([(False, "form")])
            arch = etree.fromstring(views["views"]["form"]["arch"])
            asked = specification(arch, views["models"], partners._name)
            for name in () if counter else COUNTER & asked.keys():
                del asked[name]
            found = customers(env)
            env.invalidate_all()
            with measured(env, runs):
                for partner in found:
                    env.invalidate_all()
                    partner.web_read(asked)

    return run


def key_accounts(env):
    """Twenty customers, each with its share of the cases."""
    return env["res.partner"].search([("ref", "=like", "populate-%")], limit=OPENED)


def strangers(env):
    """Twenty contacts without a case; with the add-on, no key accounts."""
    return env["res.partner"].create([{"name": f"Somebody {n}"} for n in range(OPENED)])


# ----------------------------------------------------------------------
# The rows
# ----------------------------------------------------------------------


def rows_page(count: int, ours: Database, bare: Database, runs: int) -> Iterator[Row]:
    """Our form against the bare one, with and without the help desk's counter."""
    for what, customers in (
        (f"a key account, {count:,} cases in the database", key_accounts),
        ("a contact that is no key account", strangers),
    ):
        for counter in (True, False):
            result, other = interleaved(
                [opening(ours, customers), opening(bare, customers, counter)], runs
            )
            without = "" if counter else ", without the help desk's counter"
            # That counter is what the bare form spends most of its time on.
            limit = LIMIT if counter else None
            about, against = f"open the form of {what}", f"bare form{without}"
            yield side_by_side.row(about, against, result, other, OPENED, limit)


if __name__ == "__main__":
    about = __doc__.split("\n")[0]
    sys.exit(side_by_side.command("account", about, rows_page, sys.argv[1:]))
