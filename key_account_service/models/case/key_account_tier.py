# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools.misc import get_lang


class KeyAccountTier(models.Model):
    """What a tier promises, in one sentence, from the running policies (TIER-3).

    Policies with further conditions are left out: they hold for some cases only.
    """

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.tier"

    promise_summary = fields.Char(
        string="Promise",
        compute="_compute_promise_summary",
        help="From the policies that are in force, in one sentence.",
    )

    @api.depends("code")
    @api.depends_context("company", "lang")
    def _compute_promise_summary(self):
        lang, company = get_lang(self.env).code, self.env.company
        for tier in self:
            tier_id = tier._origin.id
            tier.promise_summary = tier_id and self._promise_sentence(
                tier_id, company.id, lang
            )

    @api.model
    @tools.ormcache("tier_id", "company_id", "lang")
    def _promise_sentence(self, tier_id, company_id, lang):
        """Remembered: what a policy says changes rarely, contacts are opened always."""
        # Everybody of a company may read its policies; the answer is the same for all.
        tier = self.sudo().browse(tier_id).with_context(lang=lang)
        tier = tier.with_company(company_id)
        # All of them: there are three. pylint: disable=no-search-all
        levels = tier.env["key.account.complaint.level"].search([])
        return tier._promises_in_words(tier._promise_policies(), levels)

    def _promise_policies(self):
        """Policies for cases that hold in this company without further conditions."""
        policies = self.env["key.account.deadline.policy"].search(
            Domain("res_model", "=", "helpdesk.ticket")
            & Domain("company_id", "in", (self.env.company.id, False))
        )
        return policies.filtered(lambda policy: policy._work_domain().is_true())

    def _promises_in_words(self, policies, levels):
        self.ensure_one()
        answer = self._promised(policies, "respond", "business")
        complaint = self._promised(policies, "respond", "complaint", levels[:1])
        solve = [
            self._promised(policies, "resolve", "complaint", lvl) for lvl in levels
        ]
        parts = []
        if answer:
            parts.append(self.env._("Answered within %(time)s", time=answer))
        if complaint and complaint != answer:
            parts.append(
                self.env._("Complaints answered within %(time)s", time=complaint)
            )
        if any(solve):
            time = " / ".join(words or "–" for words in solve)
            parts.append(self.env._("Complaints solved within %(time)s", time=time))
        return " · ".join(parts)

    def _promised(self, policies, kind, case_kind, level=None):
        """What this tier is promised, in words: the policy is chosen as by CASE-3."""
        fitting = policies.filtered(
            lambda policy: (
                policy.kind == kind
                and policy.case_kind in (False, case_kind)
                and (not policy.tier_ids or self in policy.tier_ids)
                and (
                    not policy.complaint_level_ids
                    or (level and level in policy.complaint_level_ids)
                )
            )
        )
        now = fields.Datetime.now()
        first = fitting.filtered(lambda policy: policy.sequence == fitting[0].sequence)
        chosen = min(
            first,
            key=lambda policy: policy._promise(now, self.env.company),
            default=None,
        )
        return chosen._promise_in_words() if chosen else ""
