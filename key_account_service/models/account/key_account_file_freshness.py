# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ...lib.upkeep import months_later


class KeyAccountFile(models.Model):
    """Whether somebody has verified the file lately (FILE-8).

    Staleness follows from the day on which one looks, so it is not stored: the file
    keeps ``verify_by``, the last day on which it is still fresh. A file that nobody
    has verified yet counts from the day on which it was opened.
    """

    _name = "key.account.file"
    _inherit = ["key.account.file", "key.account.facts.mixin"]

    verified_on = fields.Date(
        string="Last Verified On", readonly=True, copy=False, index="btree_not_null"
    )
    verified_by_id = fields.Many2one(
        "res.users", string="Last Verified By", readonly=True, copy=False
    )
    verify_by = fields.Date(
        compute="_compute_verify_by",
        store=True,
        index="btree_not_null",
        help="The last day on which the file counts as fresh.",
    )
    is_stale = fields.Boolean(
        string="Stale",
        compute="_compute_is_stale",
        search="_search_is_stale",
        help="Nobody has verified the file for longer than its tier allows.",
    )
    ended_on = fields.Date(
        compute="_compute_ended_on",
        store=True,
        index="btree_not_null",
        help="Since when the contact is no key account, and belongs to none.",
    )

    @api.depends("verified_on", "company_id", "partner_id.key_account_tier_id")
    def _compute_verify_by(self):
        rules = self.env["key.account.upkeep.rule"]._of_files(self)
        for file in self:
            opened = file.create_date or fields.Datetime.now()
            months = rules[file].verify_months
            company = file.company_id or self.env.company
            since = file.verified_on or company._today_at(opened)
            file.verify_by = months and months_later(since, months)

    @api.depends("verify_by", "ended_on")
    def _compute_is_stale(self):
        today = fields.Date.context_today(self)
        for file in self:
            due = file.verify_by and file.verify_by < today
            file.is_stale = due and not file.ended_on

    def _search_is_stale(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        stale = Domain("verify_by", "<", today) & Domain("ended_on", "=", False)
        return stale if True in value else ~stale

    @api.depends("partner_id.key_account_id", "partner_id.active", "active")
    def _compute_ended_on(self):
        for file in self:
            contact = file.partner_id
            if contact.key_account_id and contact.active and file.active:
                file.ended_on = False
            else:
                file.ended_on = file.ended_on or fields.Date.context_today(file)

    @api.model
    def _facts(self):
        return super()._facts() | {"verified_on", "verified_by_id"}

    def action_verify(self):
        """Note that the current user has verified these files today (FILE-8).

        :raises AccessError: for whoever does not serve the account
        """
        self.check_access("write")
        today = fields.Date.context_today(self)
        # Facts about the current user, which nobody states of others.
        self.sudo().write({"verified_on": today, "verified_by_id": self.env.uid})

    @api.model
    def _to_look_after_domain(self):
        """Files that are stale or incomplete today."""
        return (
            Domain("is_stale", "=", True) | Domain("is_incomplete", "=", True)
        ) & Domain("ended_on", "=", False)
