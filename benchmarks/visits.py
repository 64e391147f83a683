"""How fast visits are planned, with a hundred thousand accounts.

    scripts/benchmark visits            ten minutes
    scripts/benchmark visits --quick    2,000 accounts, no verdict worth much
    scripts/benchmark visits --whole    also plans all of them, an hour

Planning is measured against a bare ``create`` of the same rows, manager by manager in
batches of the same size, both without messages. Prints rows of ``docs/performance.md``;
ends with code 1 if one is slow.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from datetime import timedelta

from renewals import clone

from odoo import fields
from odoo.tools import SQL

import bench
from bench import Database, Row, Run, median
from kas_runtime.paths import say

LIMIT = 1.5
#: As the planner works: nobody is told of each single visit.
QUIET = {"mail_auto_subscribe_no_notify": True, "tracking_disable": True}
#: Accounts of a manager.
EACH = 200
PLAN, VISIT = "key.account.visit.plan", "key.account.visit"
#: What is asked for again to make the same rows bare.
COPIED = (
    "partner_id",
    "user_id",
    "company_id",
    "way",
    "planned_at",
    "rule_id",
    "due_on",
    "state",
    "plan_id",
)


# ----------------------------------------------------------------------
# A hundred thousand accounts
# ----------------------------------------------------------------------


def fill(database: Database, count: int) -> None:
    """So many accounts of tier C, each with a liaison, of managers with 200 each."""
    with database.env(bench.ROOT) as env:
        managers = env["res.users"].create(
            [
                {"name": f"Manager {number}", "login": f"manager-{number}"}
                for number in range(-(-count // EACH))
            ]
        )
        account = env["res.partner"].create(
            {
                "name": "Shop",
                "is_company": True,
                "city": "Chengdu",
                "street": "North Road",
                "key_account_kind": "group",
                "key_account_tier_id": env.ref("key_account_service.tier_c").id,
                "key_account_manager_id": managers[0].id,
            }
        )
        values = {"name": "Liaison", "key_person_role": "liaison"}
        person = env["res.partner"].create({**values, "parent_id": account.id})
        manager = f"{managers[0].id} + (n - 1) / {EACH}"
        streets = "'Road ' || chr(65 + mod(n, 26)::int) || ' ' || n"
        clone(env, account, count, key_account_manager_id=manager, street=streets)
        first = f"(SELECT max(id) - {count} FROM res_partner) + n"
        parent = {name: first for name in ("parent_id", "key_account_id")}
        clone(env, person, count, key_account_manager_id=manager, **parent)
        env.execute_query(
            SQL(
                "UPDATE res_partner SET key_account_id = id, commercial_partner_id = id"
                " WHERE id > %s AND key_account_kind IS NOT NULL RETURNING 1",
                person.id,
            )
        )
        (person | account).action_archive()
    with database.registry.cursor() as cr:
        cr.connection.autocommit = True
        cr.execute("ANALYZE res_partner")


# ----------------------------------------------------------------------
# The works
# ----------------------------------------------------------------------


def drafts(env) -> None:
    """An empty plan for everybody, a quarter long."""
    first = fields.Date.add(fields.Date.today(), days=1)
    env[PLAN]._draft(env.company, first, first + timedelta(days=91))


def side_by_side(database: Database, plans: list[int]) -> tuple[list, list]:
    """Each plan by the planner, then the same rows bare; all is taken back."""
    ours, bare = [], []
    with database.registry.cursor() as cr:
        env = bench.api.Environment(cr, bench.ROOT, {})
        # With messages to whom the visits are given it would take ten times as long.
        quiet = env[VISIT].with_context(**QUIET)
        for plan in env[PLAN].browse(plans):
            found, seconds = timed(env, plan._propose)
            ours.append(Run(seconds, 0))
            rows = [
                {
                    name: env[VISIT]._fields[name].convert_to_write(visit[name], visit)
                    for name in COPIED
                }
                for visit in found
            ]
            found.unlink()
            env.flush_all()
            made, seconds = timed(env, lambda rows=rows: quiet.create(rows))
            bare.append(Run(seconds, len(made)))
            made.unlink()
        cr.rollback()
        env.clear()
    return ours, bare


def timed(env, work) -> tuple:
    gc.collect()
    env.flush_all()
    env.invalidate_all()
    begun = time.perf_counter()
    result = work()
    env.flush_all()
    return result, time.perf_counter() - begun


def row(database: Database, count: int, runs: int) -> Row:
    with database.env(bench.ROOT) as env:
        drafts(env)
    with database.env(bench.ROOT) as env:
        plans = env[PLAN].search([], limit=runs, order="id").ids
    # The first of a process loads what the others keep.
    side_by_side(database, plans[:1])
    ours, bare = side_by_side(database, plans)
    times = median(ours) / median(bare)
    return Row(
        f"plan a manager's quarter among {count:,} accounts",
        f"bare create of the same {bare[0].queries} visits"
        f" ({median(bare) * 1000:,.0f} ms)",
        f"{times:.2f}× ({median(ours) * 1000:,.0f} ms)",
        f"≤ {LIMIT}×",
        times <= LIMIT,
    )


def row_whole(database: Database, count: int) -> Row:
    """Everybody's plan, committed ten by ten, as the scheduled action does."""
    begun, done = time.perf_counter(), 0
    while True:
        with database.env(bench.ROOT) as env:
            filled = env[PLAN]._propose_due(10)
        done += filled
        if not filled:
            break
    seconds = time.perf_counter() - begun
    with database.env(bench.ROOT) as env:
        visits = env[VISIT].search_count([])
        failed = env[PLAN].search_count([("error", "!=", False)])
    return Row(
        f"plan all {count:,} accounts, {done} managers",
        "–",
        f"{seconds:,.0f} s, {visits:,} visits",
        "none fails",
        not failed and visits > 0,
    )


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark visits", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--quick", action="store_true", help="few accounts, few runs")
    parser.add_argument("--whole", action="store_true", help="plan all of them")
    options = parser.parse_args(arguments)
    count, runs = (2_000, 5) if options.quick else (100_000, 15)
    bench.start_odoo()
    with bench.temporary("ours", module=True) as database:
        say(f"Filling the database with {count:,} accounts")
        fill(database, count)
        print(bench.HEAD, flush=True)
        found = row(database, count, runs)
        passed = found.passed
        print(found, flush=True)
        if options.whole:
            found = row_whole(database, count)
            passed = passed and found.passed
            print(found, flush=True)
    return int(not passed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
