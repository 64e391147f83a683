# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..account.res_partner_page import SERVICE


class ResPartner(models.Model):
    """How the promises to a key account stand at this moment (FILE-10).

    Over all kinds of work that belong to an account, and never stored: it depends on
    the time of day and on what the user may read. All times are UTC.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_due_at = fields.Datetime(
        string="Worst Deadline",
        compute="_compute_key_account_deadlines",
        search="_search_key_account_due_at",
        groups=SERVICE,
        help="The earliest due time of the open promises to the account.",
    )
    key_account_warn_at = fields.Datetime(
        string="Warning of the Worst Deadline",
        compute="_compute_key_account_deadlines",
        groups=SERVICE,
    )
    key_account_missed_count = fields.Integer(
        string="Missed",
        compute="_compute_key_account_deadlines",
        groups=SERVICE,
        help="How many pieces of open work have a promise that is overdue.",
    )
    key_account_deadline_count = fields.Integer(
        string="With Deadline",
        compute="_compute_key_account_deadlines",
        groups=SERVICE,
        help="How many pieces of work have a promise that is open.",
    )
    key_account_deadline_state = fields.Selection(
        selection=lambda self: self._selection_deadline_state(),
        string="State of the Promises",
        compute="_compute_key_account_deadlines",
        search="_search_key_account_deadline_state",
        groups=SERVICE,
    )

    @api.model
    def _selection_deadline_state(self):
        state = self.env["helpdesk.ticket"]._fields["deadline_state"]
        return state._description_selection(self.env)

    @api.model
    def _key_account_work(self):
        """The kinds of work with promises to an account that the user may read."""
        names = self.env["key.account.deadline.policy"]._work_models()
        return [
            name
            for name in names
            if "key_account_id" in self.env[name]._fields
            and self.env[name].has_access("read")
        ]

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_deadlines(self):
        due, warn, missed, owed = {}, {}, Counter(), Counter()
        for name in self._key_account_work() if self.key_account_id else ():
            for account_id, state, first, warned, count in self._key_account_figures(
                name,
                Domain("deadline_due_at", "!=", False),
                ["deadline_state"],
                ["deadline_due_at:min", "deadline_warn_at:min", "__count"],
            ):
                due[account_id] = min(first, due.get(account_id, first))
                warn[account_id] = min(warned, warn.get(account_id, warned))
                owed[account_id] += count
                missed[account_id] += count if state == "missed" else 0
        now = fields.Datetime.now()
        for partner in self:
            account_id = partner.key_account_id._origin.id
            partner.key_account_due_at = due.get(account_id, False)
            partner.key_account_warn_at = warn.get(account_id, False)
            partner.key_account_missed_count = missed[account_id]
            partner.key_account_deadline_count = owed[account_id]
            partner.key_account_deadline_state = self._standing_at(
                now, due.get(account_id), warn.get(account_id)
            )

    @api.model
    def _standing_at(self, now, due, warn):
        if not due:
            return "none"
        if due <= now:
            return "missed"
        return "warning" if warn <= now else "on_track"

    # ------------------------------------------------------------------
    # Finding and ordering: in the database, and only by what the user may read
    # ------------------------------------------------------------------

    def _search_key_account_due_at(self, operator, value):
        """Accounts by their earliest due time; ``=`` only for whether there is one."""
        self._check_field_access(self._fields["key_account_due_at"], "read")
        if operator == "in" and set(value) == {False}:
            return ~self._domain_of_work(Domain("deadline_due_at", "!=", False))
        if operator in ("<", "<="):
            return self._domain_of_work(Domain("deadline_due_at", operator, value))
        if operator in (">", ">="):
            earlier = "<=" if operator == ">" else "<"
            return self._domain_of_work(
                Domain("deadline_due_at", "!=", False)
            ) & ~self._domain_of_work(Domain("deadline_due_at", earlier, value))
        return NotImplemented

    def _search_key_account_deadline_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        self._check_field_access(self._fields["key_account_deadline_state"], "read")
        now = fields.Datetime.now()
        owes = self._domain_of_work(Domain("deadline_due_at", "!=", False))
        missed = self._domain_of_work(Domain("deadline_due_at", "<=", now))
        warned = self._domain_of_work(Domain("deadline_warn_at", "<=", now))
        domains = {
            "none": ~owes,
            "missed": missed,
            "warning": warned & ~missed,
            "on_track": owes & ~missed & ~warned,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.model
    def _domain_of_work(self, domain):
        """Contacts whose account has work, readable by the user, in a domain."""
        return Domain.OR(
            Domain(
                "key_account_id",
                "in",
                self._accounts_of_work(name, domain),
            )
            for name in self._key_account_work()
        )

    @api.model
    def _accounts_of_work(self, name, domain):
        work = self.env[name]
        query = work._search(Domain("key_account_id", "!=", False) & domain)
        account = work._field_to_sql(work._table, "key_account_id", query)
        return query.subselect(SQL("%s", account))

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Worst first: by the earliest due time among the work the user may read."""
        if field_name not in ("key_account_due_at", "key_account_deadline_state"):
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        self._check_field_access(self._fields[field_name], "read")
        account = self._field_to_sql(alias, "key_account_id", query)
        firsts = [self._first_due(name, account) for name in self._key_account_work()]
        if not firsts:
            return SQL()
        return SQL("LEAST(%s) %s %s", SQL(", ").join(firsts), direction, nulls)

    @api.model
    def _first_due(self, name, account):
        """The earliest due time of an account's work, as part of a statement."""
        work = self.env[name]
        found = work._search(Domain("deadline_due_at", "!=", False))
        owner = work._field_to_sql(work._table, "key_account_id", found)
        found.add_where(SQL("%s = %s", owner, account))
        due = work._field_to_sql(work._table, "deadline_due_at", found)
        return found.subselect(SQL("MIN(%s)", due))
