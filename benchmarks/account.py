"""How fast the page of a key account opens, with a million cases in the database.

    scripts/benchmark account            ten minutes, most of them to fill the database
    scripts/benchmark account --quick    20,000 cases, no verdict worth much

What the web client asks for when it opens our contact form, against the form of a
database that has everything the add-on depends on, and as many cases, but not the
add-on. Prints the rows of ``docs/performance.md``; ends with code 1 if one is too slow.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator

from lxml import etree

import bench
from bench import Database, Row, Run, interleaved, measured, median
from kas_runtime.paths import say
from populate import ACCOUNTS, populate

LIMIT = 1.3
#: How many forms are opened in a run.
OPENED = 20
COUNTER = {
    "helpdesk_ticket_active_count",
    "helpdesk_ticket_count",
    "helpdesk_ticket_count_string",
}
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


# ----------------------------------------------------------------------
# What the web client asks for
# ----------------------------------------------------------------------


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
            times = median(result) / median(other)
            each, queries = median(result) / OPENED, result[0].queries / OPENED
            without = "" if counter else ", without the help desk's counter"
            # That counter is what the bare form spends most of its time on.
            limit = LIMIT if counter else None
            yield Row(
                f"open the form of {what}",
                f"bare form{without} ({median(other) / OPENED * 1000:.0f} ms)",
                f"{times:.2f}× ({each * 1000:.0f} ms, {queries:.0f} queries)",
                f"≤ {limit}×" if limit else "no limit",
                not limit or times <= limit,
            )


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark account", description=__doc__.split("\n")[0]
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
        for row in rows_page(count, ours, bare, runs):
            rows.append(row)
            print(row, flush=True)
    return int(not all(row.passed for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
