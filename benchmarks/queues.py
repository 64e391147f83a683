"""How fast the queue of cases opens, with a million of them in the database.

    scripts/benchmark queues            ten minutes, most of them to fill the database
    scripts/benchmark queues --quick    20,000 cases, no verdict worth much

What the web client asks for when it opens the list of the desk, key accounts first, and
the help desk's own list on a database that has as many cases but not the add-on. Each
list in its own order, with what its own view shows. Prints the rows of
``docs/performance.md``; ends with code 1 if one is too slow.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator

from account import fill_bare, specification
from lxml import etree

import bench
from bench import Database, Row, Run, interleaved, measured, median
from kas_runtime.paths import say
from populate import populate

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


def rows_queue(ours: Database, bare: Database, count: int, runs: int) -> Iterator[Row]:
    """Our queue against the bare list."""
    for what, domain in FILTERS.items():
        result, other = interleaved(
            [listing(ours, OURS, domain), listing(bare, THEIRS, domain)], runs
        )
        times = median(result) / median(other)
        each, queries = median(result) / OPENED, result[0].queries / OPENED
        yield Row(
            f"open the queue of {what}, {count:,} cases in the database",
            f"bare list ({median(other) / OPENED * 1000:.0f} ms)",
            f"{times:.2f}× ({each * 1000:.0f} ms, {queries:.0f} queries)",
            f"≤ {LIMIT}×",
            times <= LIMIT,
        )


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark queues", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--quick", action="store_true", help="few cases, few runs")
    options = parser.parse_args(arguments)
    count, runs = (20_000, 3) if options.quick else (1_000_000, bench.RUNS)
    bench.start_odoo()
    rows = []
    with (
        bench.temporary("ours", module=True) as ours,
        bench.temporary("bare", module=False) as bare,
    ):
        say(f"Filling both databases with {count:,} cases")
        populate(ours, count, open_share=0.1)
        fill_bare(bare, count, open_share=0.1)
        print(bench.HEAD, flush=True)
        for row in rows_queue(ours, bare, count, runs):
            rows.append(row)
            print(row, flush=True)
    return int(not all(row.passed for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
