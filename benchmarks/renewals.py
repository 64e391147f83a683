"""How fast services that end are screened, with a hundred thousand of them.

    scripts/benchmark renewals            ten minutes
    scripts/benchmark renewals --quick    2,000 services, no verdict worth much
    scripts/benchmark renewals --whole    also asks for all of them, half an hour

Selecting what ends soon is measured against the same question in one statement of SQL,
and making the applications against a bare ``create`` of the same rows in batches of the
same size. Prints the rows of ``docs/performance.md``; ends with code 1 if one is slow.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

import bench
from bench import Database, Row, Run, interleaved, median
from kas_runtime.paths import say

SELECTION, CREATION = 5, 1.5
BATCH = 500
#: How many services a customer has.
EACH = 5
TERM = "key.account.service.term"
APPLICATION = "key.account.application"
BARE = """
    SELECT term.id FROM key_account_service_term term
    JOIN res_partner account ON account.id = term.account_id
    LEFT JOIN key_account_tier tier ON tier.id = account.key_account_tier_id
    WHERE term.asked_at IS NULL AND term.decision IS NULL
        AND account.key_account_kind IS NOT NULL
        AND term.date_until <= CURRENT_DATE + 6 + COALESCE(tier.renewal_days, 7)
    ORDER BY term.date_until
"""


# ----------------------------------------------------------------------
# A hundred thousand services
# ----------------------------------------------------------------------


def clone(env, record, count: int, **values: str) -> None:
    """Copy a row so many times; ``values`` are expressions of the number ``n``."""
    env.flush_all()
    names = [
        name
        for name, field in record._fields.items()
        if field.store and field.column_type and name != "id"
    ]
    cells = [SQL(values[n]) if n in values else SQL.identifier(n) for n in names]
    env.execute_query(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s, generate_series(1, %s) n"
            " WHERE %s.id = %s RETURNING 1",
            SQL.identifier(record._table),
            SQL(", ").join(map(SQL.identifier, names)),
            SQL(", ").join(cells),
            SQL.identifier(record._table),
            count,
            SQL.identifier(record._table),
            record.id,
        )
    )


def fill(database: Database, count: int) -> None:
    """So many services that end within a week, of customers who have five each."""
    with database.env(bench.ROOT) as env:
        values = {"name": "Hotel", "is_company": True, "key_account_kind": "group"}
        values["key_account_tier_id"] = env.ref("key_account_service.tier_a").id
        values["key_account_manager_id"] = bench.ADMIN
        account = env["res.partner"].create(values)
        file = env["key.account.file"].search([("partner_id", "=", account.id)])
        product = {"name": "Channels", "type": "service", "key_account_service_ok": 1}
        until = fields.Date.add(fields.Date.today(), days=5)
        service = env["key.account.service"].create(
            {
                "file_id": file.id,
                "name": "Channels",
                "product_id": env["product.product"].create(product).id,
                "price": 90,
                "date_from": fields.Date.add(until, years=-1, days=1),
                "date_until": until,
            }
        )
        accounts = count // EACH
        clone(env, account, accounts)
        env.execute_query(
            SQL(
                "UPDATE res_partner SET key_account_id = id, commercial_partner_id = id"
                " WHERE id > %s RETURNING 1",
                account.id,
            )
        )
        first = f"(SELECT max(id) - {accounts} FROM res_partner)"
        partner = f"{first} + n"
        clone(env, file, accounts, partner_id=partner, account_id=partner)
        first = f"(SELECT max(id) - {accounts} FROM key_account_file)"
        of_file = f"{first} + (n + {EACH - 1}) / {EACH}"
        owner = f"(SELECT partner_id FROM key_account_file f WHERE f.id = {of_file})"
        values = {"file_id": of_file, "account_id": owner}
        clone(env, service, count, number="'KB' || n", **values)
        first = f"(SELECT max(id) - {count} FROM key_account_service)"
        values |= {"service_id": f"{first} + n", "name": "'KB' || n"}
        clone(env, service.term_ids, count, **values)
        service.unlink()
    with database.registry.cursor() as cr:
        cr.connection.autocommit = True
        for table in ("res_partner", "key_account_file", "key_account_service_term"):
            cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
        cr.execute("ANALYZE key_account_service")


# ----------------------------------------------------------------------
# The works
# ----------------------------------------------------------------------


def undone(database: Database, work: Callable) -> Callable:
    """Time a work in a transaction that is taken back: each run finds the same."""

    def run(runs: list[Run]) -> None:
        with database.registry.cursor() as cr:
            env = bench.api.Environment(cr, bench.ROOT, {})
            queries, begun = cr.sql_log_count, time.perf_counter()
            work(env)
            env.flush_all()
            seconds = time.perf_counter() - begun
            runs.append(Run(seconds, cr.sql_log_count - queries))
            cr.rollback()
            env.clear()

    return run


def selecting(env, count: int) -> None:
    terms = env[TERM]
    found = terms._sweep_claim(
        terms._screen_condition(), SQL("date_until, file_id, id"), count
    )
    assert len(found) == count, len(found)


def selecting_bare(env, count: int) -> None:
    env.cr.execute(BARE)
    assert len(env.cr.fetchall()) == count


def screening(env, count: int) -> None:
    for _batch in range(count // BATCH):
        assert env[TERM]._screen(BATCH) == BATCH


def creating(env, count: int) -> None:
    """The same applications, made as a developer would who thinks of nothing else."""
    terms = env[TERM].search([], order="date_until, file_id, id", limit=count)
    for start in range(0, count, BATCH):
        batch = terms[start : start + BATCH]
        env[APPLICATION].create(
            [
                {
                    "kind": "renewal",
                    "partner_id": file.partner_id.id,
                    "company_id": file.company_id.id,
                    "line_ids": [Command.create(line(term)) for term in some],
                }
                for file, some in batch.grouped("file_id").items()
            ]
        )
        env.flush_all()


def line(term) -> dict:
    service = term.service_id
    return {
        "service_id": service.id,
        "product_id": service.product_id.id,
        "quantity": service.quantity,
        "price": service.price,
        "period_months": 12,
    }


# ----------------------------------------------------------------------
# The rows
# ----------------------------------------------------------------------


def rows(database: Database, count: int, made: int, runs: int) -> Iterator[Row]:
    for about, work, bare, size, limit in (
        (
            f"select {count:,} services that end",
            selecting,
            selecting_bare,
            count,
            SELECTION,
        ),
        (f"apply for {made:,} of them", screening, creating, made, CREATION),
    ):
        ours, other = interleaved(
            [
                undone(database, lambda env, w=work, s=size: w(env, s)),
                undone(database, lambda env, w=bare, s=size: w(env, s)),
            ],
            runs,
        )
        times = median(ours) / median(other)
        yield Row(
            about,
            f"{'one statement' if bare is selecting_bare else 'bare create'}"
            f" ({median(other) * 1000:,.0f} ms)",
            f"{times:.2f}× ({median(ours) * 1000:,.0f} ms, {ours[0].queries} queries)",
            f"≤ {limit}×",
            times <= limit,
        )


def row_whole(database: Database, count: int) -> Row:
    """Everything at once, committed batch by batch, as after a long standstill."""
    begun, done = time.perf_counter(), 0
    while done < count:
        with database.env(bench.ROOT) as env:
            done += env[TERM]._screen(BATCH)
    seconds = time.perf_counter() - begun
    with database.env(bench.ROOT) as env:
        left = env[TERM]._screen(BATCH)
        made = env[APPLICATION].search_count([("kind", "=", "renewal")])
    return Row(
        f"apply for all {count:,}, {BATCH} a transaction",
        "–",
        f"{seconds:,.0f} s, {made:,} applications",
        "each once",
        left == 0 and made == count // EACH,
    )


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark renewals", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--quick", action="store_true", help="few services, few runs")
    parser.add_argument("--whole", action="store_true", help="ask for all of them")
    options = parser.parse_args(arguments)
    count, made, runs = (2_000, 500, 3) if options.quick else (100_000, 5_000, 5)
    bench.start_odoo()
    passed = True
    with bench.temporary("ours", module=True) as database:
        say(f"Filling the database with {count:,} services")
        fill(database, count)
        print(bench.HEAD, flush=True)
        found = rows(database, count, made, runs)
        for row in found:
            passed = passed and row.passed
            print(row, flush=True)
        if options.whole:
            row = row_whole(database, count)
            passed = passed and row.passed
            print(row, flush=True)
    return int(not passed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
