# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..account.res_partner_file import KEY_PERSON_ROLES
from ..choices import same_choices_as


class KeyAccountVisitRule(models.Model):
    """A cell of the visit table: how often whom, by tier and role (VISIT-1).

    A rule without a role is about the account itself: the walk visit that anybody of
    the customer answers, or the service day on the customer's premises. A rule of a
    kind of customer without a tier holds for accounts of that kind whose tier has none.
    """

    _name = "key.account.visit.rule"
    _description = "Visit Rule"
    _order = "purpose, tier_id, customer_kind, key_person_role, id"

    purpose = fields.Selection(
        [
            ("person", "Key person"),
            ("walk", "Walk visit"),
            ("on_premises", "On-premises service day"),
        ],
        required=True,
        default="person",
    )
    tier_id = fields.Many2one(
        "key.account.tier",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: accounts of the kind whose tier has no rule of its own.",
    )
    customer_kind = fields.Selection(
        selection=same_choices_as("res.partner", "key_account_kind"),
        help="Empty: accounts of every kind.",
    )
    key_person_role = fields.Selection(
        KEY_PERSON_ROLES, help="Empty: the account itself, whoever is met there."
    )
    interval_months = fields.Integer(
        string="Every (Months)",
        help="Calendar months from one contact to the next; 0: none is planned.",
    )
    way = fields.Selection(
        selection=same_choices_as("key.account.visit", "way"),
        string="Preferred Way",
        required=True,
        default="on_site",
    )
    counts = fields.Selection(
        [
            ("meeting", "Meetings only"),
            ("talk", "Meetings and calls"),
            ("any", "Meetings, calls, mails and messages"),
        ],
        string="What Counts",
        required=True,
        default="meeting",
        help="Which contacts on record count as the contact that this rule asks for.",
    )
    sign = fields.Boolean(
        string="Customer Signs",
        help="The customer signs every report of such a visit, not only those about a "
        "concrete problem.",
    )
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: all companies that have no rule of their own.",
    )

    _cell_uniq = models.UniqueIndex(
        "(purpose, COALESCE(tier_id, 0), COALESCE(customer_kind, ''),"
        " COALESCE(key_person_role, ''), COALESCE(company_id, 0))",
        "There is a rule for this purpose, tier, kind and role already. Change that "
        "one.",
    )
    _sensible = models.Constraint(
        "CHECK (interval_months BETWEEN 0 AND 120)",
        "The interval lies between 0 (none) and 120 months.",
    )
    _role_of_person = models.Constraint(
        "CHECK ((purpose = 'person' AND (key_person_role IS NOT NULL"
        " OR customer_kind IS NOT NULL)) OR (purpose <> 'person'"
        " AND key_person_role IS NULL))",
        "A rule about key persons names a role, or the kind of VIP that is met in "
        "person; a walk visit and a service day are paid to the account itself.",
    )

    @api.depends("purpose", "tier_id", "customer_kind", "key_person_role")
    def _compute_display_name(self):
        for rule in self:
            parts = [
                rule.tier_id.display_name,
                rule._label("customer_kind"),
                rule._label("key_person_role") or rule._label("purpose"),
            ]
            rule.display_name = " · ".join(filter(None, parts))

    def _label(self, name):
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(self[name], "")
