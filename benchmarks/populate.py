"""Fill a database with a million cases, their deadlines and their ledgers.

    scripts/benchmark populate --database kas_big --tickets 1000000

Each case carries one promise (its solution) of one of the shipped policies. The ledger
is complete: worked out anew by the engine it gives exactly the times that are stored
(``tests/test_populate.py`` holds us to that). Nobody was told anything: there are no
alarms. Everything is written by SQL, in shares, so that it takes minutes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from odoo import api, fields
from odoo.fields import Command
from odoo.tools import SQL

import bench

MODULE = "key_account_service"
SHARE = 50_000
PEOPLE = 10
ACCOUNTS = 200

#: One row a case: whose it is, which policy, how much of the promise is used up.
#: ``written`` is the used time up to which the ledger tells of marks.
PLAN = """
CREATE TEMP TABLE populate_case ON COMMIT DROP AS
WITH drawn AS (
    SELECT n, nextval('helpdesk_ticket_id_seq')::int AS ticket_id,
        nextval('key_account_deadline_id_seq')::int AS deadline_id,
        n <= %(open)s AS open, n <= %(due)s AS due,
        random() AS amount, random() AS age, n %% 5 = 0 AS paused,
        1 + n %% %(accounts)s AS account, 1 + n %% %(policies)s AS policy
    FROM generate_series(%(first)s, %(last)s) AS n
), measured AS (
    SELECT drawn.*, terms.promise, terms.warn_after, terms.policy_id,
        terms.level_id, partner.*,
        date_trunc('second', CASE WHEN due THEN
                promise + interval '1 second' - amount * %(spread)s
            WHEN open THEN promise * amount / 2
            ELSE promise * (0.1 + amount * 1.2) END) AS used,
        CASE WHEN paused THEN promise * 0.05 END AS pause_after,
        CASE WHEN paused THEN interval '2 hours' ELSE interval '0' END AS pause
    FROM drawn
    JOIN populate_policy AS terms ON terms.n = policy
    JOIN populate_account AS partner ON partner.n_account = account
), placed AS (
    SELECT *,
        CASE WHEN due THEN least(used, promise - interval '1 second')
            ELSE used END AS written,
        CASE WHEN used > pause_after THEN pause ELSE interval '0' END AS held,
        %(moment)s::timestamp - CASE WHEN open THEN interval '0'
            ELSE age * interval '3 years' END AS stop
    FROM measured
)
SELECT *, date_trunc('second', stop) - used - held AS start,
    date_trunc('second', stop) AS finish
FROM placed
"""

#: When a case had used up a span of time.
AT = "(start + {0} + CASE WHEN {0} > pause_after THEN held ELSE interval '0' END)"

TICKETS = f"""
INSERT INTO helpdesk_ticket (
    id, number, name, description, active, priority, sequence, company_id, partner_id,
    commercial_partner_id, stage_id, unattended, case_kind, complaint_level_id,
    key_account_id, key_account_tier_id, queue_rank, queue_tier_rank,
    key_account_manager_id, user_id,
    first_contact_user_id, received_at, first_response_at, solved_at,
    customer_informed_at, closed_date, resolve_by, deadline_due_at, deadline_warn_at,
    last_stage_update, rating_status, create_uid, create_date, write_uid, write_date)
SELECT ticket_id, 'P' || ticket_id, 'No picture ' || ticket_id, '<p>No picture.</p>',
    true, '1', 10, %(company)s, partner_id, partner_id,
    CASE WHEN open THEN %(open_stage)s ELSE %(done_stage)s END, false, 'complaint',
    level_id, partner_id, tier_id, CASE WHEN tier_id IS NULL THEN 1 ELSE 0 END,
    coalesce((SELECT sequence FROM key_account_tier WHERE id = tier_id), 0),
    manager_id, manager_id, manager_id, start,
    start + interval '1 minute', ended, ended, ended,
    CASE WHEN open THEN {AT.format("promise")} END,
    CASE WHEN open THEN {AT.format("promise")} END,
    CASE WHEN open THEN {AT.format("warn_after")} END,
    coalesce(ended, start), 'stage_change', 1, start, 1, coalesce(ended, start)
FROM populate_case,
    LATERAL (SELECT CASE WHEN NOT open THEN finish END AS ended) AS _ended
"""

DEADLINES = f"""
INSERT INTO key_account_deadline (
    id, res_model, res_id, res_name, kind, policy_id, promise_seconds, state, round,
    started_at, due_at, warn_at, next_event_at, missed_at, met_at, late_by, partner_id,
    responsible_id, company_id, create_uid, create_date, write_uid, write_date)
SELECT deadline_id, 'helpdesk.ticket', ticket_id, 'P' || ticket_id, 'resolve',
    policy_id, extract(epoch FROM promise),
    CASE WHEN open THEN 'running' ELSE 'met' END, 1, start,
    CASE WHEN open THEN {AT.format("promise")} END,
    CASE WHEN open THEN {AT.format("warn_after")} END,
    CASE WHEN open THEN {AT.format("next_after")} END,
    CASE WHEN promise <= written THEN {AT.format("promise")} END,
    CASE WHEN NOT open THEN finish END,
    CASE WHEN open THEN 0 ELSE extract(epoch FROM greatest(used - promise, '0')) END,
    partner_id, manager_id, %(company)s, 1, start, 1, start
FROM populate_case,
    LATERAL (SELECT min(after) AS next_after FROM populate_mark AS mark
        WHERE mark.policy_id = populate_case.policy_id AND after > written) AS _next
"""

#: Facts of a deadline come in the order in which they happened.
LEDGER = f"""
INSERT INTO key_account_deadline_event (
    deadline_id, kind, at, recorded_at, user_id, round, mark, promise_seconds, note)
SELECT deadline_id, kind, at, at, 1, 1, mark, seconds, note FROM (
    SELECT deadline_id, 'started' AS kind, start AS at, '' AS mark,
        extract(epoch FROM promise) AS seconds, '' AS note, 0 AS rank
    FROM populate_case
    UNION ALL
    SELECT deadline_id, 'paused', start + pause_after, '', 0, %(reason)s, 1
    FROM populate_case WHERE used > pause_after
    UNION ALL
    SELECT deadline_id, 'resumed', start + pause_after + pause, '', 0, '', 2
    FROM populate_case WHERE used > pause_after
    UNION ALL
    SELECT deadline_id, mark.kind, {AT.format("after")}, mark.mark, 0,
        CASE WHEN mark.kind = 'escalated' THEN %(untold)s ELSE '' END, 3 + rank
    FROM populate_case JOIN populate_mark AS mark USING (policy_id)
    WHERE after <= written
    UNION ALL
    SELECT deadline_id, 'met', finish, '', 0, '', 1000
    FROM populate_case WHERE NOT open
) AS facts
ORDER BY deadline_id, at, rank
"""


class Population:
    """People, accounts and policies of a database, and the cases that they get.

    :param moment: naive UTC; what is open is as it was then
    """

    def __init__(self, env: api.Environment, moment: datetime | None = None) -> None:
        self.env = env
        self.moment = moment or fields.Datetime.now()
        self.users = self._people()
        self.accounts = self._accounts()
        self.policies = self._policies()

    def ref(self, name: str):
        """A record by its XML id, the module's own by the name alone."""
        return self.env.ref(name if "." in name else f"{MODULE}.{name}")

    def add(
        self,
        tickets: int,
        open_share: float = 1.0,
        due: int = 0,
        spread: timedelta = timedelta(0),
    ) -> Iterator[int]:
        """Add cases, a share at a time; committing is the caller's.

        :param open_share: how many of them (0–1) are still open, on track
        :param due: how many of the open ones are due a second before the moment
        :param spread: … or some time from then on, until so much later
        :return: how many cases there are after each share
        """
        open_ = round(tickets * open_share)
        for first in range(1, tickets + 1, SHARE):
            last = min(first + SHARE - 1, tickets)
            self._tables()
            self._write_share(first, last, open_, due, spread)
            yield last

    def _write_share(self, first, last, open_, due, spread):
        values = {
            "first": first,
            "last": last,
            "open": open_,
            "due": due,
            "spread": spread,
            "accounts": len(self.accounts),
            "policies": len(self.policies),
            "moment": self.moment,
            "company": self.env.company.id,
            "open_stage": self.ref(
                "helpdesk_mgmt.helpdesk_ticket_stage_in_progress"
            ).id,
            "done_stage": self.ref("helpdesk_mgmt.helpdesk_ticket_stage_done").id,
            "reason": "Waiting for the customer",
            "untold": "Already passed when recorded; nobody was told.",
        }
        for statement in (PLAN, TICKETS, DEADLINES, LEDGER):
            self.env.cr.execute(statement, values)
        self.env.cr.execute(
            "DROP TABLE populate_case, populate_policy, populate_account, populate_mark"
        )

    def _people(self):
        users = self.env["res.users"].with_context(no_reset_password=True)
        known = users.search([("login", "=like", "populate-%")], order="login")
        if known:
            return known
        groups = ["group_key_account_manager"] + ["group_key_account_officer"] * 9
        return users.create(
            [
                {
                    "name": f"Officer {index}",
                    "login": f"populate-{index}",
                    "email": f"populate-{index}@branch.example",
                    "group_ids": [Command.set(self.ref(group).ids)],
                }
                for index, group in enumerate(groups[:PEOPLE])
            ]
        )

    def _accounts(self):
        partners = self.env["res.partner"]
        known = partners.search([("ref", "=like", "populate-%")], order="ref")
        if known:
            return known
        leader, *officers = self.users
        team = self.env["key.account.team"].create(
            {
                "name": "Populated",
                "leader_id": leader.id,
                "member_ids": [Command.set([user.id for user in officers])],
            }
        )
        self.env.company.key_account_head_id = leader
        tiers = self.env["key.account.tier"].search([])
        return partners.create(
            [
                {
                    "name": f"Hotel {index}",
                    "ref": f"populate-{index:04}",
                    "is_company": True,
                    "email": f"hotel-{index}@customer.example",
                    "key_account_kind": "group",
                    "key_account_tier_id": tiers[index % len(tiers)].id,
                    "key_account_manager_id": officers[index % len(officers)].id,
                    "key_account_team_id": team.id,
                }
                for index in range(ACCOUNTS)
            ]
        )

    def _policies(self):
        names = [f"policy_resolve_level_{level}" for level in (1, 2, 3)]
        return self.env["key.account.deadline.policy"].union(
            *(self.ref(name) for name in names)
        )

    def _tables(self):
        """What the statements look up, as tables of this transaction."""
        self.env.flush_all()
        self._table(
            "populate_account (n_account int, partner_id int, tier_id int,"
            " manager_id int)",
            [
                (
                    index,
                    account.id,
                    account.key_account_tier_id.id,
                    account.key_account_manager_id.id,
                )
                for index, account in enumerate(self.accounts, 1)
            ],
        )
        policies, marks = [], []
        for index, policy in enumerate(self.policies, 1):
            promise = policy._promise(self.moment, self.env.company)
            terms = policy._terms(promise)
            level = policy.complaint_level_ids[:1].id
            policies.append((index, policy.id, level, promise, terms.warn_after()))
            marks += self._marks(policy, terms)
        self._table(
            "populate_policy (n int, policy_id int, level_id int, promise interval,"
            " warn_after interval)",
            policies,
        )
        self._table(
            "populate_mark (policy_id int, rank int, mark text, kind text,"
            " after interval)",
            marks,
        )

    def _marks(self, policy, terms):
        kinds = {"warning": "warned", "due": "missed"}
        return [
            (policy.id, rank, mark, kinds.get(mark, "escalated"), after)
            for rank, (after, mark) in enumerate(terms.marks())
        ]

    def _table(self, definition, rows):
        cr = self.env.cr
        cr.execute(f"CREATE TEMP TABLE {definition} ON COMMIT DROP")
        name = definition.split()[0]
        cr.execute(
            SQL(
                "INSERT INTO %s VALUES %s",
                SQL.identifier(name),
                SQL(", ").join(SQL("%s", row) for row in rows),
            )
        )


def populate(
    database: bench.Database,
    tickets: int,
    open_share: float = 1.0,
    due: int = 0,
    moment: datetime | None = None,
    spread: timedelta = timedelta(0),
    show: bool = False,
) -> None:
    """Add cases to a database, commit, and let PostgreSQL look at what there is now.

    For the parameters see :class:`Population`.
    """
    begun = time.monotonic()
    with database.env(bench.ROOT) as env:
        population = Population(env, moment)
        for done in population.add(tickets, open_share, due, spread):
            env.cr.commit()
            if show:
                seconds = time.monotonic() - begun
                print(f"{done:>9,} of {tickets:,} cases, {seconds:.0f} s", flush=True)
        env.cr.execute(
            "ANALYZE helpdesk_ticket, key_account_deadline, key_account_deadline_event"
        )


def main(arguments: list[str]) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark populate", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--database", default="kas_populated", metavar="NAME")
    parser.add_argument("--tickets", type=int, default=1_000_000, metavar="N")
    parser.add_argument(
        "--open",
        type=float,
        default=0.1,
        metavar="SHARE",
        help="share still open (0–1)",
    )
    parser.add_argument(
        "--due", type=int, default=0, metavar="N", help="so many of the open are due"
    )
    options = parser.parse_args(arguments)
    bench.start_odoo()
    database = bench.kept(options.database)
    populate(database, options.tickets, options.open, options.due, show=True)


if __name__ == "__main__":
    main(sys.argv[1:])
