# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...lib import early_warning
from ..account.res_partner_page import SERVICE
from .res_partner import STAFF

#: What decides of which repeats a case is one.
WATCHED = {
    "active",
    "case_kind",
    "cause_id",
    "company_id",
    "complaint_level_id",
    "device_number",
    "duplicate_id",
    "partner_id",
    "stage_id",
}


class HelpdeskTicket(models.Model):
    """Which cases are still to be looked at for repeats (CASE-8)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    device_number = fields.Char(
        string="Device or Card",
        groups=STAFF,
        copy=False,
        help="Number of the device or card that the case is about, as the customer "
        "names it. Repeats of the same one raise an early warning.",
    )
    # Empty is not yet: so a new case costs nothing here, and no default is forged.
    repeats_checked = fields.Boolean(
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="Whether the watch for repeats has seen the case as it is now.",
    )
    repeat_hint = fields.Char(
        string="Repeat",
        compute="_compute_repeat_hint",
        groups=STAFF,
        help="The how-manieth case of its account in the window of an early-warning "
        "rule, if it is not the first.",
    )
    warning_ids = fields.Many2many(
        "key.account.warning",
        "key_account_warning_case_rel",
        "ticket_id",
        "warning_id",
        string="Early Warnings",
        readonly=True,
        copy=False,
        groups=SERVICE,
    )

    _repeats_idx = models.Index(
        "(received_at) WHERE repeats_checked IS NOT TRUE AND received_at IS NOT NULL"
    )

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {"repeats_checked", "warning_ids"}

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        if cases:
            self.env["key.account.warning.rule"]._wake()
        return cases

    def write(self, vals):
        if WATCHED & vals.keys():
            # What is to be looked at again is nobody's to write.
            seen = self.sudo().filtered("repeats_checked")
            seen.with_context(tracking_disable=True).repeats_checked = False
            if self:
                self.env["key.account.warning.rule"]._wake()
        return super().write(vals)

    def _erase_words(self):
        """A number of a device leads to who has it."""
        result = super()._erase_words()
        self.write({"device_number": False})
        return result

    # ------------------------------------------------------------------
    # “3rd complaint in 30 days”
    # ------------------------------------------------------------------

    @api.depends("key_account_id", "received_at", "case_kind")
    def _compute_repeat_hint(self):
        rules = self.env["key.account.warning.rule"]._of_accounts()
        for case in self:
            case.repeat_hint = False
        for rule in rules:
            self.filtered(lambda case: not case.repeat_hint)._hint_at_repeats(rule)

    def _hint_at_repeats(self, rule):
        """Say for each of the cases the how-manieth it is by a rule, if not the first.

        How many cases an account has had is for whoever reads one of them.
        """
        cases = self.filtered(
            lambda case: (
                case.key_account_id
                and case.received_at
                and rule.company_id in (rule.company_id.browse(), case.company_id)
            )
        ).sudo()
        cases = cases.filtered_domain(rule._case_domain())
        if not cases:
            return
        span = timedelta(days=rule.days)
        received = cases.mapped("received_at")
        others = cases.search_fetch(
            rule._case_domain()
            & Domain("key_account_id", "in", cases.key_account_id.ids)
            & Domain("received_at", ">", min(received) - span)
            & Domain("received_at", "<=", max(received)),
            ["key_account_id", "received_at"],
        )
        moments = others.grouped("key_account_id")
        for case in cases:
            of_account = moments.get(case.key_account_id, case).mapped("received_at")
            number = early_warning.rank(of_account, case.received_at, span)
            if number > 1:
                case.with_env(self.env).repeat_hint = self.env._(
                    "Case no. %(number)s of this account in %(days)s days",
                    number=number,
                    days=rule.days,
                )
