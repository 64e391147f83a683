"""How fast the coverage by visits is shown, with a hundred thousand accounts.

    scripts/benchmark coverage            five minutes
    scripts/benchmark coverage --quick    2,000 accounts, no verdict worth much
    scripts/benchmark coverage --explain  also prints the plan of each query

Two people an account: the account itself (walk visits) and its liaison, and two visits
each that took place. Opened are the list of an account manager (200 accounts) and of a
supervisor of everybody, as the web client opens them, and the whole pivot. Prints rows
of ``docs/performance.md``; ends with code 1 if one is slow.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable

from renewals import clone
from visits import fill

from odoo.tools import SQL

import bench
from bench import Database, Row, Run, median
from kas_runtime.paths import say

COVERAGE, VISIT = "key.account.visit.coverage", "key.account.visit"
RUNS = 3
COLUMNS = {
    name: {}
    for name in (
        "next_due_on",
        "last_contact_on",
        "interval_months",
        "next_visit_at",
        "state",
        "covered_share",
    )
}
#: What people look for first.
UNCOVERED = [("state", "in", ("never", "overdue"))]


def fill_visits(database: Database, count: int) -> None:
    """Two visits to everybody, some of them too long ago."""
    with database.env(bench.ROOT) as env:
        first = env["res.partner"].search(
            [("name", "=", "Shop")], order="id desc", limit=1
        )
        visit = env[VISIT].create(
            {"partner_id": first.id, "state": "done", "content": "Talked."}
        )
        visit.visited_at = visit.planned_at
        env.cr.execute(
            "CREATE TEMP TABLE bench_person AS SELECT row_number() OVER (ORDER BY id)"
            " AS turn, id, key_account_id, key_account_manager_id FROM res_partner"
            " WHERE key_account_id IS NOT NULL AND active"
        )
        env.cr.execute("CREATE UNIQUE INDEX ON bench_person (turn)")
        number = f"mod(n - 1, {2 * count}) + 1"
        person = f"SELECT %s FROM bench_person WHERE turn = {number}"
        ago = "now() AT TIME ZONE 'UTC' - make_interval(days => mod(n * 7, 300)::int)"
        clone(
            env,
            visit,
            4 * count,
            name="'B' || n",
            partner_id=f"({person % 'id'})",
            key_account_id=f"({person % 'key_account_id'})",
            user_id=f"({person % 'key_account_manager_id'})",
            planned_at=ago,
            visited_at=ago,
        )
    with database.registry.cursor() as cr:
        cr.connection.autocommit = True
        cr.execute("ANALYZE key_account_visit")


def managers(database: Database) -> tuple[int, int]:
    """An account manager with 200 accounts, and who sees all of them."""
    with database.env(bench.ROOT) as env:
        one = env["res.users"].search([("login", "=", "manager-1")])
        head = env["res.users"].search([("login", "=", "manager-0")])
        group = "key_account_service.group_key_account_"
        one.group_ids += env.ref(f"{group}officer")
        head.group_ids += env.ref(f"{group}manager")
        return one.id, head.id


def opened(env, domain: list) -> None:
    """A list as the web client asks for it."""
    names = {"partner_id": {"fields": {"display_name": {}}}, **COLUMNS}
    env[COVERAGE].web_search_read(domain, names, limit=80, count_limit=10001)


def pivot(env) -> None:
    """Coverage by manager and state, as the pivot opens."""
    measures = ["__count", "covered_share:avg"]
    for groups in ([], ["manager_id"], ["state"], ["manager_id", "state"]):
        env[COVERAGE].formatted_read_group([], groups, measures)


def timed(database: Database, uid: int, work: Callable) -> list[Run]:
    runs = []
    for _round in range(RUNS + 1):
        with database.env(uid) as env:
            gc.collect()
            begun = time.perf_counter()
            work(env)
            runs.append(Run(time.perf_counter() - begun, 0))
    # The first of a process loads what the others keep.
    return runs[1:]


def explain(database: Database, uid: int, domain: list) -> None:
    with database.env(uid) as env:
        query = env[COVERAGE]._search(domain, order="next_due_on, id", limit=80)
        plan = env.execute_query(
            SQL("EXPLAIN (ANALYZE, BUFFERS) %s", query.select("id", "state"))
        )
        print("\n".join(line for (line,) in plan), flush=True)


def rows(database: Database, count: int) -> list[Row]:
    one, head = managers(database)
    works = (
        ("list of an account manager", one, lambda env: opened(env, []), 2),
        ("uncovered of an account manager", one, lambda env: opened(env, UNCOVERED), 2),
        ("list of everybody", head, lambda env: opened(env, []), 10),
        ("uncovered of everybody", head, lambda env: opened(env, UNCOVERED), 10),
        ("whole pivot (4 queries)", head, pivot, 15),
    )
    found = []
    for name, uid, work, limit in works:
        seconds = median(timed(database, uid, work))
        found.append(
            Row(
                f"{name}, {count:,} accounts",
                "–",
                f"{seconds:.2f} s",
                f"< {limit} s",
                seconds < limit,
            )
        )
        print(found[-1], flush=True)
    return found


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark coverage", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--quick", action="store_true", help="few accounts")
    parser.add_argument("--explain", action="store_true", help="print query plans")
    options = parser.parse_args(arguments)
    count = 2_000 if options.quick else 100_000
    bench.start_odoo()
    with bench.temporary("ours", module=True) as database:
        say(f"Filling the database with {count:,} accounts")
        fill(database, count)
        fill_visits(database, count)
        print(bench.HEAD, flush=True)
        found = rows(database, count)
        if options.explain:
            one, head = managers(database)
            explain(database, one, UNCOVERED)
            explain(database, head, UNCOVERED)
    return int(not all(row.passed for row in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
