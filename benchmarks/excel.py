"""How long an import of account files takes: 10,000 rows, tried out and imported.

    scripts/benchmark excel [--rows 10000] [--database NAME]

A tenth of the rows are accounts, the others their people. The database is made for the
run unless one is named; in a named one everything is taken back.
"""

from __future__ import annotations

import argparse
import base64
import io
import time
from contextlib import nullcontext

import openpyxl

from odoo.tests import new_test_user

import bench
from kas_runtime.paths import say

#: Seconds for the trial and for the import, each.
LIMIT = 120
ACCOUNTS = (
    "Reference", "Account Name", "Kind", "Tier", "Account Manager (Login)", "Phone",
    "Address", "Size", "Customer Since", "Competitors",
)  # fmt: skip
PEOPLE = (
    "Reference", "Name", "Account Reference", "Role", "Sex", "Birthday", "Mobile",
    "E-mail", "Job", "Department", "Influence", "Preferences", "Smart Cards",
)  # fmt: skip
ROLES = ("Decision maker", "Liaison", "Department head", "Influencer")


def workbook(rows: int, login: str, note: str) -> bytes:
    """``rows`` rows; ``note`` makes them differ from those of another time."""
    book = openpyxl.Workbook(write_only=True)
    accounts, people = book.create_sheet("Accounts"), book.create_sheet("People")
    accounts.append(ACCOUNTS)
    people.append(PEOPLE)
    count = max(1, rows // 10)
    for number in range(count):
        accounts.append(_account(number, login))
    for number in range(rows - count):
        people.append(_person(number, number % count, note))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _account(number: int, login: str) -> tuple:
    return (
        f"B{number}", f"Company {number}", "Group customer", "ABCD"[number % 4], login,
        f"028-{number:08}", f"{number} People's Road", "Large", "2019-05-01", "Telecom",
    )  # fmt: skip


def _person(number: int, account: int, note: str) -> tuple:
    return (
        f"P{number}", f"Person {number}", f"B{account}", ROLES[number % 4], "Female",
        f"1970-{number % 12 + 1:02}-{number % 28 + 1:02}", f"138{number:08}",
        f"p{number}@customer.example", "Head", "Office", "High",
        f"{note} tea", f"81{number:08}",
    )  # fmt: skip


def measure(env, job, trial: bool) -> tuple[float, int]:
    """Seconds and queries of a run."""
    job.is_trial = trial
    env.flush_all()
    env.invalidate_all()
    queries, begun = env.cr.sql_log_count, time.perf_counter()
    job._run()
    env.flush_all()
    if job.error_count:
        raise SystemExit(f"not imported: {job.finding_ids[:3].mapped('text')}")
    return time.perf_counter() - begun, env.cr.sql_log_count - queries


def make_job(env, user, data: bytes):
    jobs = env["key.account.file.import"].with_user(user)
    job = jobs.create({"workbook": base64.b64encode(data), "filename": "bench.xlsx"})
    job.action_read()
    job.action_check()
    return job.with_env(env)


def run(database: bench.Database, rows: int) -> list[bench.Row]:
    lines = []
    with database.registry.cursor() as cr:
        env = bench.api.Environment(cr, bench.ROOT, {})
        login = "benchmark-excel"
        groups = "key_account_service.group_key_account_supervisor"
        user = new_test_user(env, login, groups=groups)
        team = {"name": "Benchmark", "leader_id": user.id}
        env["key.account.team"].create({**team, "member_ids": [(6, 0, user.ids)]})
        for name, note in (
            ("new", "green"),
            ("the same again", "green"),
            ("changed", "black"),
        ):
            job = make_job(env, user, workbook(rows, login, note))
            for trial in (True, False):
                seconds, queries = measure(env, job, trial)
                work = f"{rows} rows, {name}, {'trial' if trial else 'import'}"
                shown = f"{seconds:.0f} s, {queries} queries"
                lines.append(bench.Row(work, "–", shown, f"{LIMIT} s", seconds < LIMIT))
                say(str(lines[-1]))
        cr.rollback()
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--database")
    options = parser.parse_args()
    bench.start_odoo()
    if options.database:
        place = nullcontext(bench.Database(options.database))
    else:
        place = bench.temporary("excel", module=True)
    with place as database:
        lines = run(database, options.rows)
    print(bench.table(lines))
    return 0 if all(line.passed for line in lines) else 1


if __name__ == "__main__":
    raise SystemExit(main())
