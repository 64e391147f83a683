# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .key_account_visit_contact import COUNTS, WAYS

#: Ways in which the customer is there to sign.
IN_PERSON = [way for way, level in WAYS.items() if level <= COUNTS["meeting"]]


class KeyAccountVisit(models.Model):
    """Which records the customer signs: by problem, or by rule of tier (VISIT-4).

    The rule is the one that asked for the visit; for a visit that somebody planned by
    hand, the one that holds for whom it is paid to. Nobody signs a call, nor a meeting
    of many.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    needs_signature = fields.Boolean(
        string="To Be Signed",
        compute="_compute_needs_signature",
        search="_search_needs_signature",
        help="The customer signs: the visit is about a concrete problem, or the rule "
        "for such visits says so.",
    )

    @api.depends("ticket_id", "rule_id.sign", "partner_id", "way", "meeting_id")
    def _compute_needs_signature(self):
        by_rule = self._signed_by_rule()
        for visit in self:
            visit.needs_signature = visit.ticket_id or visit in by_rule

    def _signed_by_rule(self):
        """Those that the customer signs though there is no concrete problem."""
        # The rule speaks for everybody, whoever may look it up.
        rules = self.env["key.account.visit.rule"].sudo()
        if not rules.search_count([("sign", "=", True)], limit=1):
            return self.browse()
        met = self.filtered(
            lambda visit: visit.way in IN_PERSON and not visit.meeting_id
        )
        asked_for = met.filtered("rule_id")
        signed = asked_for.filtered(lambda visit: visit.sudo().rule_id.sign)
        own = (met - asked_for).filtered("partner_id")
        for purpose, visits in own.grouped(lambda one: one._planned_for()[0]).items():
            found = rules._rule_of(visits.partner_id._origin, purpose)
            who = {partner.id for partner, rule in found.items() if rule.sign}
            signed |= visits.filtered(lambda v, who=who: v.partner_id._origin.id in who)
        return signed

    def write(self, vals):
        filed = self.browse()
        if {"partner_id", "way"} & vals.keys() and not self.env.su:
            filed = self.filtered(lambda visit: visit.state == "done")
            # A rule that asks for it only now makes no demand on what was filed.
            filed = filed.filtered(lambda visit: not visit.needs_signature)
        result = super().write(vals)
        filed._check_needs_none()
        return result

    def _check_needs_none(self):
        """:raises UserError: for what would have been signed, had it been filed so"""
        late = self.filtered("needs_signature")
        if late:
            raise UserError(
                self.env._(
                    "%(visits)s was filed without signature, and the customer signs "
                    "such a visit. Plan a new visit for it.",
                    visits=", ".join(late.mapped("name")),
                )
            )

    @api.model
    def _search_needs_signature(self, operator, value):
        if operator != "in":
            return NotImplemented
        by_hand = Domain("rule_id", "=", False) & Domain(
            "partner_id", "in", self._signing_partners_sql()
        )
        by_rule = Domain("rule_id.sign", "=", True) | by_hand
        found = Domain("ticket_id", "!=", False) | (
            Domain("way", "in", IN_PERSON) & Domain("meeting_id", "=", False) & by_rule
        )
        return found if True in value else ~found

    @api.model
    def _signing_partners_sql(self):
        """Query for who signs what somebody plans by hand."""
        rules = self.env["key.account.visit.rule"].sudo()
        rules.flush_model()
        return SQL(
            """(
            SELECT found.partner_id FROM (%s) found
            JOIN key_account_visit_rule rule ON rule.id = found.rule_id AND rule.sign
            JOIN res_partner account ON account.id = found.account_id
            WHERE found.purpose = CASE WHEN found.partner_id = found.account_id
                AND account.key_account_kind = 'group' THEN 'walk' ELSE 'person' END
            )""",
            rules._match_sql(),
        )
