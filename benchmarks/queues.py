"""How fast the queue of cases opens, with a million of them in the database.

    scripts/benchmark queues            ten minutes, most of them to fill the database
    scripts/benchmark queues --quick    20,000 cases, no verdict worth much

What the web client asks for when it opens the list of the desk, key accounts first, and
the help desk's own list on a database that has as many cases but not the add-on. Each
list in its own order, with what its own view shows. Prints the rows of
``docs/performance.md``; ends with code 1 if one is too slow.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from lxml import etree

import side_by_side
from bench import Database, Row, Run, interleaved, measured
from side_by_side import specification

LIMIT = 1.5
PAGE = 80
#: The web client counts no further.
COUNTED = 10_001
#: How often a list is opened in a run.
OPENED = 10
OURS = "key_account_service.helpdesk_ticket_view_list_desk"
THEIRS = "helpdesk_mgmt.ticket_view_tree"
#: As the menu opens it, and with everything that ever was.
FILTERS = {"open cases": [("closed", "=", False)], "all cases": []}


def listing(database: Database, view: str, domain: list) -> Callable:
    """The work of opening the first page of a list so many times."""

    def run(runs: list[Run]) -> None:
        with database.env() as env:
            cases = env["helpdesk.ticket"]
            views = cases.get_views([(env.ref(view).id, "list")])
            arch = etree.fromstring(views["views"]["list"]["arch"])
            for hidden in arch.xpath("//field[@optional='hide']"):
                hidden.getparent().remove(hidden)
            asked = specification(arch, views["models"], cases._name)
            page = {
                "limit": PAGE,
                "order": arch.get("default_order"),
                "count_limit": COUNTED,
            }
            with measured(env, runs):
                for _time in range(OPENED):
                    env.invalidate_all()
                    cases.web_search_read(domain, asked, **page)

    return run


def rows_queue(count: int, ours: Database, bare: Database, runs: int) -> Iterator[Row]:
    """Our queue against the bare list."""
    for what, domain in FILTERS.items():
        result, other = interleaved(
            [listing(ours, OURS, domain), listing(bare, THEIRS, domain)], runs
        )
        about = f"open the queue of {what}, {count:,} cases in the database"
        yield side_by_side.row(about, "bare list", result, other, OPENED, LIMIT)


if __name__ == "__main__":
    about = __doc__.split("\n")[0]
    sys.exit(side_by_side.command("queues", about, rows_queue, sys.argv[1:]))
