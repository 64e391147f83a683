# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.early_warning import Fact
from ..clock.key_account_sweep_mixin import RETRY_AFTER

#: So many windows back cases are looked at: enough to see that it was quiet between.
WINDOWS = 3
#: Cases that one transaction looks at.
BATCH_SIZE = 500
#: Endings by which one town is written in two ways.
AREA_ENDINGS = "(市|区|县|市区)$"


class Subject(NamedTuple):
    """What is watched for repeats: of one company, by its key."""

    company_id: int
    key: str


class KeyAccountWarningRule(models.Model):
    """The watch for repeats: which subjects new cases touch, and what happened to them.

    The number of queries depends on the number of rules, not on that of the cases.
    """

    _name = "key.account.warning.rule"
    _inherit = ["key.account.warning.rule", "key.account.sweep.mixin"]

    @api.model
    def _cron_watch(self):
        """Scheduled action: look at the cases that are new or have changed."""
        while True:
            done = self._watch(BATCH_SIZE)
            full = done >= BATCH_SIZE
            left = self.env["ir.cron"]._commit_progress(
                done, remaining=BATCH_SIZE if full else 0
            )
            if not (full and left):
                return

    @api.model
    def _watch(self, limit=BATCH_SIZE):
        """Raise and renew warnings for cases not looked at yet; never commits.

        :return: how many cases were looked at
        """
        # Settings: a handful.
        rules = self.sudo().search([])  # pylint: disable=no-search-all
        self.env.flush_all()
        cases = self._claim(rules, limit)
        # What failed is tried again after a while, and looks at everything then.
        ready = fields.Datetime.now() - RETRY_AFTER
        for rule in rules.filtered(lambda r: not r.error_at or r.error_at <= ready):
            rule._sweep_guarded(lambda one: one._look_at(cases))
        if cases:
            warnings = self.env["key.account.warning"].sudo()
            warnings._of_cases(cases)._check_evidence()
            self._mark_seen(cases)
        return len(cases)

    def _look_at(self, cases):
        """Raise and renew the warnings of this rule: all, if its terms changed."""
        subjects = None if self.check_all else self._touched(cases)
        if subjects is None or subjects:
            self._raise_warnings(subjects)
        if self.check_all:
            self.write({"check_all": False, "error": False, "error_at": False})

    def _sweep_postpone_values(self, moment):
        # What it missed by the failure is looked at when it works again.
        return {**super()._sweep_postpone_values(moment), "check_all": True}

    @api.model
    def _subject_of(self, company_id, key):
        return Subject(company_id, key)

    @api.model
    def _claim(self, rules, limit):
        """Lock the cases to look at; another worker takes others."""
        days = max(rules.mapped("days"), default=0)
        cases = self.env["helpdesk.ticket"].sudo().with_context(active_test=False)
        since = fields.Datetime.now() - timedelta(days=WINDOWS * days)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM helpdesk_ticket
                 WHERE repeats_checked IS NOT TRUE AND received_at > %s
                 ORDER BY received_at LIMIT %s
                   FOR NO KEY UPDATE SKIP LOCKED
                """,
                since,
                limit,
            )
        )
        return cases.browse(row[0] for row in rows)

    @api.model
    def _mark_seen(self, cases):
        """Nobody changed the cases: neither their date of change nor their history."""
        self.env.cr.execute(
            SQL(
                "UPDATE helpdesk_ticket SET repeats_checked = TRUE WHERE id = ANY(%s)",
                list(cases.ids),
            )
        )
        cases.invalidate_recordset(["repeats_checked"], flush=False)

    def _touched(self, cases):
        """The subjects of cases, whether they count or not any more.

        :return: set of :class:`Subject`
        """
        if not cases:
            return set()
        rows = self._rows(Domain("id", "in", cases.ids))
        return {subject for subject, _fact in rows}

    def _facts(self, subjects=None):
        """What happened to subjects, or to all, in the last windows.

        :return: dict of :class:`Subject` to a list of facts
        """
        since = fields.Datetime.now() - timedelta(days=WINDOWS * self.days)
        domain = self._case_domain() & Domain("received_at", ">", since)
        facts = defaultdict(list)
        keys = None if subjects is None else {subject.key for subject in subjects}
        for subject, fact in self._rows(domain, keys):
            if subjects is None or subject in subjects:
                facts[subject].append(fact)
        return facts

    def _rows(self, domain, keys=None):
        """Pairs of subject and fact of the cases in a domain.

        :param keys: of the only subjects that are asked for
        """
        cases = self.env["helpdesk.ticket"].sudo().with_context(active_test=False)
        query = cases._search(domain)
        key = self._key_sql(cases, query)
        query.add_where(SQL("%s IS NOT NULL AND %s != ''", key, key))
        if keys is not None:
            query.add_where(SQL("%s = ANY(%s)", key, list(keys)))
        columns = ("id", "received_at", "company_id")
        rows = self.env.execute_query(
            query.select(*(SQL.identifier(query.table, name) for name in columns), key)
        )
        return [
            (Subject(company, value), Fact(received, case_id))
            for case_id, received, company, value in rows
            if received
        ]

    def _key_sql(self, cases, query):
        """What a case is counted by, as text; joins what it needs to the query."""
        column = lambda name: SQL.identifier(query.table, name)  # noqa: E731
        if self.subject == "account":
            return SQL("%s::text", column("key_account_id"))
        if self.subject == "device":
            number = SQL("normalize(%s, NFKC)", column("device_number"))
            return SQL("upper(regexp_replace(%s, '[^[:alnum:]]', '', 'g'))", number)
        if self.subject == "area":
            partner = query.left_join(
                query.table, "partner_id", "res_partner", "id", "customer"
            )
            city = SQL("lower(btrim(%s))", SQL.identifier(partner, "city"))
            return SQL("regexp_replace(%s, %s, '')", city, AREA_ENDINGS)
        # A row for the cause itself and one for each group above it.
        cause = query.left_join(
            query.table, "cause_id", "key_account_cause", "id", "cause"
        )
        path = SQL("btrim(%s, '/')", SQL.identifier(cause, "parent_path"))
        above = query.make_alias(query.table, "above")
        query.add_join(
            "JOIN",
            above,
            SQL("LATERAL unnest(string_to_array(%s, '/'))", path),
            SQL("TRUE"),
        )
        return SQL("%s.%s", SQL.identifier(above), SQL.identifier(above))
