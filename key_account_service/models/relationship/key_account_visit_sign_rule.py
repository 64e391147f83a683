# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .key_account_visit_contact import COUNTS, WAYS

#: Ways on which the customer is there to sign.
FACE_TO_FACE = tuple(way for way, level in WAYS.items() if level == COUNTS["meeting"])


class KeyAccountVisit(models.Model):
    """Whether the customer has to sign: by the problem, or by a rule (VISIT-4).

    A visit that a rule has asked for goes by that rule. One that somebody planned on
    his own goes by the rule that holds for the person, where the customer is met.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    needs_signature = fields.Boolean(
        string="To Be Signed",
        compute="_compute_needs_signature",
        search="_search_needs_signature",
        help="The customer signs: the visit is about a concrete problem, or the rule "
        "for the person who is met says so.",
    )

    @api.depends(
        "ticket_id",
        "rule_id.sign",
        "state",
        "way",
        "partner_id",
        "key_account_id",
        "meeting_id",
    )
    def _compute_needs_signature(self):
        by_person = self._ruled_by_person()
        for visit in self:
            # The rule speaks for everybody, whoever may look it up.
            rule = visit.sudo().rule_id or by_person.get(visit, visit.rule_id)
            visit.needs_signature = visit.ticket_id or rule.sudo().sign

    def _ruled_by_person(self):
        """The rules that hold for visits which no rule has asked for.

        :return: dict of visit to rule
        """
        open_ones = self.sudo().filtered(
            lambda visit: (
                visit.state == "planned"
                and not visit.rule_id
                and not visit.meeting_id
                and visit.way in FACE_TO_FACE
            )
        )
        found = {}
        for purpose, visits in open_ones.grouped(
            lambda visit: visit._planned_for()[0]
        ).items():
            people = visits.partner_id._origin
            rules = self.env["key.account.visit.rule"].sudo()._rule_of(people, purpose)
            found |= {
                visit: rules[visit.partner_id._origin]
                for visit in visits
                if visit.partner_id._origin in rules
            }
        return found

    @api.model
    def _search_needs_signature(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = (
            Domain("ticket_id", "!=", False)
            | Domain("rule_id.sign", "=", True)
            | Domain("id", "in", self._signed_by_person_sql())
        )
        return found if True in value else ~found

    @api.model
    def _signed_by_person_sql(self):
        """Query for the visits to people whose rule wants a signature."""
        self.flush_model()
        rules = self.env["key.account.visit.rule"]
        rules.flush_model()
        self.env["res.partner"].flush_model()
        open_ones = SQL(
            "SELECT id, partner_id, key_account_id FROM key_account_visit"
            " WHERE state = 'planned' AND rule_id IS NULL AND meeting_id IS NULL"
            " AND way IN %s",
            FACE_TO_FACE,
        )
        people = SQL("person.id IN (SELECT partner_id FROM (%s) open_visit)", open_ones)
        return SQL(
            """(
            SELECT visit.id FROM (%s) visit
            JOIN res_partner account ON account.id = visit.key_account_id
            JOIN (%s) matched ON matched.partner_id = visit.partner_id
                AND matched.purpose = CASE WHEN visit.partner_id = account.id
                    AND account.key_account_kind = 'group' THEN 'walk' ELSE 'person' END
            JOIN key_account_visit_rule rule ON rule.id = matched.rule_id
            WHERE rule.sign)""",
            open_ones,
            rules._match_sql(people),
        )
