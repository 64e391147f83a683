"""How fast the clock is: one line of the table for each thing it does.

    scripts/benchmark clock            everything but --live, a quarter of an hour
    scripts/benchmark clock --quick    small sizes, two minutes, no verdict worth much
    scripts/benchmark clock --only decide --only sweep
    scripts/benchmark clock --live     with a real scheduler, seven minutes

Prints the table of ``docs/performance.md``; ``--write FILE`` saves it. Ends with code 1
if something is too slow.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import live

from odoo import fields
from odoo.fields import Command

import bench
from bench import Database, Row, Run, interleaved, measured, median
from kas_runtime.paths import say
from populate import PEOPLE, populate

HELPDESK = "helpdesk_mgmt.helpdesk_ticket_stage"
OURS = "key_account_service"


class Sizes:
    """How much of each; ``quick`` is for trying the benchmark itself."""

    def __init__(self, quick: bool) -> None:
        self.runs = 3 if quick else bench.RUNS
        self.tickets = 100 if quick else 1_000
        self.due = 200 if quick else 2_000
        self.idle = (1_000, 20_000) if quick else (1_000, 1_000_000)
        self.growth = (200, 1_000) if quick else (1_000, 10_000, 100_000)
        self.live = 50 if quick else 200


def ratio(result: list[Run], other: list[Run]) -> float:
    """How much longer the first took than the second."""
    return median(result) / median(other)


def per_record(result: list[Run], count: int) -> str:
    """Milliseconds a record, for reading."""
    return f"{median(result) / count * 1000:.2f} ms"


# ----------------------------------------------------------------------
# Recording and moving cases, against the bare help desk
# ----------------------------------------------------------------------


def customer(env, ours: bool):
    """A customer; with the add-on a key account of the best tier."""
    values = {"name": "Hotel", "is_company": True, "email": "hotel@customer.example"}
    if ours:
        values |= {
            "key_account_kind": "group",
            "key_account_tier_id": env.ref(f"{OURS}.tier_a").id,
            "key_account_manager_id": env.uid,
        }
    return env["res.partner"].create(values)


def tickets(env, ours: bool, partner, count: int):
    """Record cases; with the add-on complaints, which have two deadlines each."""
    values = {
        "name": "No picture",
        "description": "<p>No picture since this morning.</p>",
        "partner_id": partner.id,
    }
    if ours:
        values["case_kind"] = "complaint"
    return env["helpdesk.ticket"].create([dict(values) for _ in range(count)])


def recording(database: Database, ours: bool, count: int) -> Callable:
    """The work of recording so many cases."""

    def run(runs: list[Run]) -> None:
        with database.env() as env:
            partner = customer(env, ours)
            with measured(env, runs):
                created = tickets(env, ours, partner, count)
            assert not ours or len(created.deadline_ids) == 2 * count

    return run


def moving(database: Database, ours: bool, count: int, path: list[str]) -> Callable:
    """The work of moving so many cases from the last stage but one to the last."""

    def run(runs: list[Run]) -> None:
        with database.env() as env:
            cases = tickets(env, ours, customer(env, ours), count)
            *ahead, last = [env.ref(name) for name in path]
            for stage in ahead:
                cases.stage_id = stage
            env.flush_all()
            env.cr.commit()
            env.invalidate_all()
            with measured(env, runs):
                cases.stage_id = last
            assert cases.stage_id == last

    return run


def rows_against_bare(sizes: Sizes, ours: Database, bare: Database) -> Iterator[Row]:
    """Recording and moving: what the promises add to the help desk's own work."""
    count = sizes.tickets
    progress, awaiting = f"{HELPDESK}_in_progress", f"{HELPDESK}_awaiting"
    # Helpdesk has no stage for what is solved and writes to the customer when it is
    # done: any other stage is the fair comparison.
    solved = f"{OURS}.helpdesk_ticket_stage_solved"
    works = [
        (f"create {count:,} tickets with two deadlines each", 1.15, None, None),
        (f"move {count:,} to a stage of the same role", 2, [progress], [progress]),
        (f"move {count:,} into pause", 6, [progress, awaiting], [progress, awaiting]),
        (f"move {count:,} into solved", 6, [progress, solved], [progress, awaiting]),
    ]
    for work, limit, our_path, bare_path in works:
        if our_path:
            pair = [
                moving(ours, True, count, our_path),
                moving(bare, False, count, bare_path),
            ]
        else:
            pair = [recording(ours, True, count), recording(bare, False, count)]
        result, other = interleaved(pair, sizes.runs)
        times = ratio(result, other)
        text = f"{times:.2f}× ({per_record(result, count)} each)"
        yield Row(work, "bare helpdesk_mgmt", text, f"≤ {limit}×", times <= limit)


# ----------------------------------------------------------------------
# Deciding and telling, against Odoo's automation rules
# ----------------------------------------------------------------------


def automation_rule(bare: Database) -> None:
    """“On time”: an activity for the assigned user of each ticket; ten users."""
    with bare.env(bench.ROOT) as env:
        env["res.users"].with_context(no_reset_password=True).create(
            [
                {
                    "name": f"Agent {index}",
                    "login": f"agent-{index}",
                    "email": f"agent-{index}@branch.example",
                    "group_ids": [
                        Command.link(env.ref("helpdesk_mgmt.group_helpdesk_user").id)
                    ],
                }
                for index in range(PEOPLE)
            ]
        )
        model = env["ir.model"]._get("helpdesk.ticket")
        rule = env["base.automation"].create(
            {
                "name": "Due",
                "model_id": model.id,
                "trigger": "on_time",
                "trg_date_id": env["ir.model.fields"]
                ._get("helpdesk.ticket", "assigned_date")
                .id,
                "trg_date_range": 0,
                "trg_date_range_type": "minutes",
                "last_run": fields.Datetime.now(),
            }
        )
        env["ir.actions.server"].create(
            {
                "name": "Due",
                "model_id": model.id,
                "usage": "base_automation",
                "base_automation_id": rule.id,
                "state": "next_activity",
                "activity_type_id": env.ref("mail.mail_activity_data_todo").id,
                "activity_summary": "Deadline missed",
                "activity_user_type": "generic",
                "activity_user_field_name": "user_id",
            }
        )


BARE_TICKETS = """
INSERT INTO helpdesk_ticket (
    number, name, description, active, priority, sequence, company_id, partner_id,
    stage_id, user_id, assigned_date, create_uid, create_date, write_uid, write_date)
SELECT 'B' || n, 'No picture', '<p>No picture.</p>', true, '1', 10, 1, %(partner)s,
    %(stage)s, (%(users)s)[1 + n %% array_length(%(users)s, 1)], %(moment)s, 1,
    %(moment)s, 1, %(moment)s
FROM generate_series(1, %(count)s) AS n
"""


def rule_runs(bare: Database, count: int) -> Callable:
    """The work of the rule on so many tickets due at once."""

    def run(runs: list[Run]) -> None:
        with bare.env(bench.ROOT) as env:
            users = env["res.users"].search([("login", "=like", "agent-%")])
            stage = env.ref(f"{HELPDESK}_in_progress")
            values = {
                "partner": customer(env, ours=False).id,
                "stage": stage.id,
                "users": users.ids,
                "count": count,
                "moment": fields.Datetime.now(),
            }
            env.cr.execute(BARE_TICKETS, values)
            env.cr.execute("ANALYZE helpdesk_ticket")
        time.sleep(1.1)
        with bare.env(bench.ROOT) as env:
            before = env["mail.activity"].search_count([])
            with measured(env, runs):
                env["base.automation"]._cron_process_time_based_actions()
            assert env["mail.activity"].search_count([]) == before + count

    return run


def deciding(ours: Database, count: int, deliver: bool) -> Callable:
    """The work of deciding so many due at once, and of telling ten people."""

    def run(runs: list[Run]) -> None:
        populate(ours, count, due=count)
        with ours.env(bench.ROOT) as env:
            Deadline, Alarm = env["key.account.deadline"], env["key.account.alarm"]
            # What the last run has left to tell is no part of this one.
            Alarm.search([("state", "=", "pending")]).write({"state": "obsolete"})
            before = Deadline.search_count([("missed_at", "!=", False)])
            with measured(env, runs):
                Deadline._cron_enforce_due()
                if deliver:
                    Alarm._cron_deliver()
            missed = Deadline.search_count([("missed_at", "!=", False)])
            assert missed == before + count

    return run


def rows_against_rule(sizes: Sizes, ours: Database, bare: Database) -> Iterator[Row]:
    """Enforcing: a sweep against a rule."""
    automation_rule(bare)
    count = sizes.due
    decided, told, ruled = interleaved(
        [
            deciding(ours, count, deliver=False),
            deciding(ours, count, deliver=True),
            rule_runs(bare, count),
        ],
        sizes.runs,
    )
    for work, result, limit in (
        (f"decide {count:,} due at once (state, ledger, alarms)", decided, 40),
        (f"decide {count:,} and tell {PEOPLE} people", told, 25),
    ):
        times = ratio(ruled, result)
        text = f"{times:.0f}× faster ({per_record(result, count)} each)"
        against = f"automation rule, an activity each ({per_record(ruled, count)})"
        yield Row(work, against, text, f"≥ {limit}×", times >= limit)


# ----------------------------------------------------------------------
# Scale
# ----------------------------------------------------------------------


def sweeping(database: Database) -> Callable:
    """The work of a sweep that finds nothing due."""

    def run(runs: list[Run]) -> None:
        with database.env(bench.ROOT) as env:
            Deadline = env["key.account.deadline"]
            assert not Deadline._enforce_due()
            with measured(env, runs):
                assert not Deadline._enforce_due()

    return run


def rows_idle(sizes: Sizes) -> Iterator[Row]:
    """A sweep costs what is due, not what is open."""
    few, many = sizes.idle
    with (
        bench.temporary("few", module=True) as small,
        bench.temporary("many", module=True) as big,
    ):
        populate(small, few)
        say(f"Filling a database with {many:,} cases")
        populate(big, many, show=True)
        result, other = interleaved(
            [sweeping(big), sweeping(small)], max(sizes.runs, 15)
        )
        times, milliseconds = ratio(result, other), median(result) * 1000
        yield Row(
            f"a sweep with nothing due, {many:,} open",
            f"{few:,} open",
            f"{times:.2f}× ({milliseconds:.1f} ms)",
            "≤ 2×, < 20 ms",
            times <= 2 and milliseconds < 20,
        )


def rows_growth(sizes: Sizes, ours: Database) -> Iterator[Row]:
    """Ten times as much takes ten times as long."""
    works = [deciding(ours, count, deliver=False) for count in sizes.growth]
    results = interleaved(works, sizes.runs)
    each = [
        median(result) / count
        for result, count in zip(results, sizes.growth, strict=True)
    ]
    worst = max(each) / each[0] - 1
    text = ", ".join(f"{seconds * 1000:.2f}" for seconds in each)
    yield Row(
        f"enforce {' → '.join(f'{count:,}' for count in sizes.growth)} due",
        "itself",
        f"{text} ms each (at most {worst:+.0%})",
        "linear within 15 %",
        worst <= 0.15,
    )


PARTS = ("cases", "decide", "growth", "sweep")


def measure(options: argparse.Namespace) -> Iterator[Row]:
    """The rows that are asked for, as they are measured."""
    sizes = Sizes(options.quick)
    if options.live:
        yield from live.rows(sizes.live)
        return
    parts = options.only or PARTS
    if {"cases", "decide", "growth"} & set(parts):
        with (
            bench.temporary("ours", module=True) as ours,
            bench.temporary("bare", module=False) as bare,
        ):
            if "cases" in parts:
                yield from rows_against_bare(sizes, ours, bare)
            if "decide" in parts:
                yield from rows_against_rule(sizes, ours, bare)
            if "growth" in parts:
                yield from rows_growth(sizes, ours)
    if "sweep" in parts:
        yield from rows_idle(sizes)


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark clock", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, few runs")
    parser.add_argument("--only", action="append", choices=PARTS, help="this part")
    parser.add_argument("--live", action="store_true", help="with a real scheduler")
    parser.add_argument("--write", type=Path, metavar="FILE", help="save the table")
    options = parser.parse_args(arguments)
    bench.start_odoo()
    rows = []
    print(bench.HEAD, flush=True)
    for row in measure(options):
        rows.append(row)
        print(row, flush=True)
    if options.write:
        options.write.write_text(bench.table(rows) + "\n")
    return int(not all(row.passed for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
