# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain

from ...lib.transition import OPEN


class Source(NamedTuple):
    """Where something to know about an account is found.

    ``account`` is the path from the record to its account, ``moment`` the field that
    says when it happened or is due, and ``kind`` one of ``_weekly_labels``.
    """

    section: str
    kind: str
    model: str
    account: str
    moment: str
    domain: Domain


class KeyAccountWeeklyReview(models.Model):
    """What there is to know about one's accounts this week (TEAM-4).

    Each source is asked once for all accounts of a review, with all rights: what is
    kept is where it stands, not what it says. Other capabilities add sources.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.weekly.review"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _weekly_labels(self):
        """Hook: icon and words for each kind of thing on the list."""
        return {
            "file": ("fa-folder-open-o", self.env._("Account file changed")),
            "change": ("fa-bolt", self.env._("Significant change")),
            "tier": ("fa-star-half-o", self.env._("Tier changed")),
            "promise": ("fa-clock-o", self.env._("Promised")),
            "visit": ("fa-calendar", self.env._("Visit planned")),
            "service": ("fa-television", self.env._("Service ends")),
            "need": ("fa-lightbulb-o", self.env._("Need not settled")),
            "action": ("fa-check-square-o", self.env._("Action of a review")),
            "case": ("fa-ticket", self.env._("Case received")),
            "contact": ("fa-handshake-o", self.env._("Visit or contact")),
            "rating": ("fa-smile-o", self.env._("Rated by the customer")),
        }

    def _weekly_sources(self, since, until):
        """Hook: the sources; what happened after ``since`` or is due by ``until``.

        Both are naive UTC.
        """
        return [
            *self._sources_changed(since),
            *self._sources_due(until),
            *self._sources_heard(since),
        ]

    def _sources_changed(self, since):
        return [
            Source(
                "changed",
                "change",
                "key.account.significant.change",
                "account_id",
                "reported_at",
                Domain("reported_at", ">=", since),
            ),
            Source(
                "changed",
                "tier",
                "key.account.tier.history",
                "account_id",
                "changed_at",
                Domain("changed_at", ">=", since),
            ),
        ]

    def _sources_due(self, until):
        return [
            Source(
                "due",
                "visit",
                "key.account.visit",
                "key_account_id",
                "planned_at",
                Domain("state", "=", "planned") & Domain("planned_at", "<=", until),
            ),
            Source(
                "due",
                "need",
                "key.account.need",
                "account_id",
                "promised_at",
                Domain("state", "!=", "told"),
            ),
            Source(
                "due",
                "action",
                "key.account.weekly.action",
                "account_id",
                "promised_at",
                Domain("state", "=", "open"),
            ),
        ]

    def _sources_heard(self, since):
        return [
            Source(
                "heard",
                "case",
                "helpdesk.ticket",
                "key_account_id",
                "received_at",
                Domain("received_at", ">=", since),
            ),
            Source(
                "heard",
                "contact",
                "key.account.visit",
                "key_account_id",
                "visited_at",
                Domain("state", "in", ("done", "signed"))
                & Domain("visited_at", ">=", since),
            ),
        ]

    # ------------------------------------------------------------------
    # Asking them
    # ------------------------------------------------------------------

    def _weekly_facts(self, accounts, since):
        """What is to be listed of accounts.

        :return: dict of account id to a list of dicts: section, kind, model, id and at
        """
        days = self.company_id.key_account_weekly_days
        until = fields.Datetime.now() + timedelta(days=days)
        found = [
            *self._facts_of_sources(accounts, since, until),
            *self._facts_of_files(accounts, since),
            *self._facts_of_services(accounts, until),
            *self._facts_of_promises(accounts, until),
            *self._facts_of_ratings(accounts, since),
        ]
        facts = {}
        for account_id, fact in found:
            listed = facts.setdefault(account_id, {})
            # What two sources know is listed once, as the first says it.
            listed.setdefault((fact["section"], fact["model"], fact["id"]), fact)
        return {key: list(listed.values()) for key, listed in facts.items()}

    @api.model
    def _fact(self, section, kind, record_name, record_id, at):
        return {
            "section": section,
            "kind": kind,
            "model": record_name,
            "id": record_id,
            "at": fields.Datetime.to_string(at),
        }

    def _facts_of_sources(self, accounts, since, until):
        for source in self._weekly_sources(since, until):
            records = self.env[source.model].sudo()
            domain = Domain(source.account, "in", accounts.ids) & source.domain
            for record in records.search(domain):
                yield (
                    record[source.account].id,
                    self._fact(
                        source.section,
                        source.kind,
                        source.model,
                        record.id,
                        record[source.moment],
                    ),
                )

    def _facts_of_files(self, accounts, since):
        """One for a file, however often it was changed."""
        changes = self.env["key.account.file.change"].sudo()
        groups = changes._read_group(
            Domain("at", ">=", since)
            & Domain("file_id.account_id", "in", accounts.ids),
            ["file_id"],
            ["at:max"],
        )
        for file, at in groups:
            fact = self._fact("changed", "file", file._name, file.id, at)
            yield file.account_id.id, fact

    def _facts_of_services(self, accounts, until):
        """Those that end, or whose renewal nobody has decided about.

        The day stands in the file: here is only since when it is on the list.
        """
        terms = self.env["key.account.service.term"].sudo()
        ends = Domain("date_until", "<=", until.date()) | Domain(
            "asked_at", "!=", False
        )
        found = terms.search(
            Domain("account_id", "in", accounts.ids)
            & Domain("decision", "=", False)
            & ends
        )
        for term in found:
            at = term.asked_at or fields.Datetime.now()
            fact = self._fact("due", "service", term._name, term.id, at)
            yield term.account_id.id, fact

    def _facts_of_promises(self, accounts, until):
        """Whatever was promised to a customer: cases, call-backs, trials and so on."""
        deadlines = self.env["key.account.deadline"].sudo()
        found = deadlines.search(
            Domain("partner_id.key_account_id", "in", accounts.ids)
            & Domain("state", "in", list(OPEN))
            & (Domain("due_at", "<=", until) | Domain("due_at", "=", False)),
            order="due_at",
        )
        for deadline in found:
            at = deadline.due_at or deadline.first_due_at or deadline.started_at
            fact = self._fact("due", "promise", deadline.res_model, deadline.res_id, at)
            yield deadline.partner_id.key_account_id.id, fact

    def _facts_of_ratings(self, accounts, since):
        cases = self.env["helpdesk.ticket"].sudo()
        ratings = self.env["rating.rating"].sudo()
        found = ratings.search(
            Domain("res_model", "=", cases._name)
            & Domain("consumed", "=", True)
            & Domain("write_date", ">=", since)
            & Domain(
                "res_id", "in", cases._search([("key_account_id", "in", accounts.ids)])
            )
        )
        rated = cases.browse(found.mapped("res_id"))
        for rating, case in zip(found, rated, strict=True):
            fact = self._fact(
                "heard", "rating", cases._name, case.id, rating.write_date
            )
            yield case.key_account_id.id, fact
