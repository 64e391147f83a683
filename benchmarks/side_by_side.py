"""What compares a page of the add-on with the bare one, with a million cases.

Two databases with as many cases, one with the add-on and one with what it depends on
only; on each what the web client asks for when it opens the page.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from lxml import etree

import bench
from bench import Database, Row, median
from kas_runtime.paths import say
from populate import ACCOUNTS, populate

MANY = ("one2many", "many2many")
#: The same cases without the add-on; a customer each in turn, as ``populate`` does it.
CASES = """
INSERT INTO helpdesk_ticket (
    number, name, description, active, priority, sequence, company_id, partner_id,
    commercial_partner_id, stage_id, unattended, rating_status, create_uid,
    create_date, write_uid, write_date)
SELECT 'P' || n, 'No picture ' || n, '<p>No picture.</p>', true, '1', 10, 1,
    partner, partner,
    CASE WHEN n <= %(open)s THEN %(open_stage)s ELSE %(done_stage)s END,
    false, 'stage_change', 1, now(), 1, now()
FROM generate_series(1, %(count)s) AS n,
    LATERAL (
        SELECT (%(partners)s)[1 + n %% array_length(%(partners)s, 1)] AS partner
    ) AS customer
"""


def fill_bare(database: Database, count: int, open_share: float) -> None:
    """As many customers and cases as ``populate`` makes, without the add-on."""
    stage = "helpdesk_mgmt.helpdesk_ticket_stage"
    with database.env(bench.ROOT) as env:
        partners = env["res.partner"].create(
            [
                {
                    "name": f"Hotel {n}",
                    "ref": f"populate-{n:04}",
                    "is_company": True,
                    "email": f"hotel-{n}@customer.example",
                }
                for n in range(ACCOUNTS)
            ]
        )
        values = {
            "partners": partners.ids,
            "count": count,
            "open": round(count * open_share),
            "open_stage": env.ref(f"{stage}_in_progress").id,
            "done_stage": env.ref(f"{stage}_done").id,
        }
        env.cr.execute(CASES, values)
        env.cr.execute("ANALYZE helpdesk_ticket")


def specification(view: etree._Element, models: dict, model: str) -> dict:
    """What ``web_read`` is asked for by the web client for a form or list.

    :param models: fields of each model, as ``get_views`` tells them
    """
    found = {}
    for node in own_fields(view):
        name = node.get("name")
        field = models[model]["fields"][name]
        if field["type"] in MANY:
            found[name] = lines(node, field, models)
        elif field["type"] == "many2one":
            found[name] = {"fields": {"display_name": {}}}
        else:
            found.setdefault(name, {})
    return found


def own_fields(view: etree._Element) -> Iterator[etree._Element]:
    """The fields of a view that do not stand in a view inside it."""
    for child in view:
        if child.tag == "field":
            yield child
        else:
            yield from own_fields(child)


def lines(node: etree._Element, field: dict, models: dict) -> dict:
    """What is asked for the lines of a field: those of the view inside it, if any."""
    inner = next(iter(node), None)
    if inner is None:
        return {"fields": {"display_name": {}}}
    known = {field["relation"]: {"fields": models[field["relation"]]["fields"]}}
    return {
        "fields": specification(inner, known, field["relation"]),
        "limit": int(inner.get("limit", 40)),
    }


def row(what: str, against: str, result: list, other: list, each: int, limit) -> Row:
    """One line of the table: ours against the bare page, ``each`` opened in a run.

    :param limit: how many times as long ours may take; none, if it is only told
    """
    times = median(result) / median(other)
    ours, theirs = median(result) / each, median(other) / each
    return Row(
        what,
        f"{against} ({theirs * 1000:.0f} ms)",
        f"{times:.2f}× ({ours * 1000:.0f} ms, {result[0].queries / each:.0f} queries)",
        f"≤ {limit}×" if limit else "no limit",
        not limit or times <= limit,
    )


def command(
    name: str,
    about: str,
    rows: Callable[[int, Database, Database, int], Iterator[Row]],
    arguments: list[str],
) -> int:
    """The command line: fill both databases, print the rows.

    :param rows: takes the number of cases, ours, the bare database, and how many runs
    """
    parser = argparse.ArgumentParser(
        prog=f"scripts/benchmark {name}", description=about
    )
    parser.add_argument("--quick", action="store_true", help="few cases, few runs")
    options = parser.parse_args(arguments)
    count, runs = (20_000, 3) if options.quick else (1_000_000, bench.RUNS)
    bench.start_odoo()
    passed = True
    with (
        bench.temporary("ours", module=True) as ours,
        bench.temporary("bare", module=False) as bare,
    ):
        say(f"Filling both databases with {count:,} cases")
        populate(ours, count, open_share=0.1)
        fill_bare(bare, count, open_share=0.1)
        print(bench.HEAD, flush=True)
        for line in rows(count, ours, bare, runs):
            passed = passed and line.passed
            print(line, flush=True)
    return int(not passed)
