# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    key_account_head_id = fields.Many2one(
        "res.users",
        string="Head of Key Account Service",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Last step of every escalation: answers for the whole company.",
    )

    key_account_old_years = fields.Integer(
        string="Old Customer After",
        default=1,
        help="Years after which a key account is no new customer any more.",
    )
    key_account_loyal_years = fields.Integer(
        string="Loyal Customer After",
        default=5,
        help="Years after which a key account is a loyal customer.",
    )

    _key_account_years_sane = models.Constraint(
        "CHECK (COALESCE(key_account_old_years, 1) >= 0 AND"
        " COALESCE(key_account_loyal_years, 5) > COALESCE(key_account_old_years, 1)"
        " AND COALESCE(key_account_loyal_years, 5) <= 100)",
        "A customer is loyal later than old, and within 100 years. Correct the years.",
    )

    def _cooperation_years(self):
        """Years after which a customer is old, and loyal (TIER-9)."""
        self.ensure_one()
        return self.key_account_old_years, self.key_account_loyal_years

    key_account_exception_minutes = fields.Integer(
        string="Exception to Change an Account File",
        default=60,
        help="Minutes for which a superior who gave a reason may change a file.",
    )

    _key_account_exception_minutes = models.Constraint(
        "CHECK (key_account_exception_minutes BETWEEN 1 AND 1440)",
        "An exception to change an account file lasts between a minute and a day.",
    )

    @api.constrains("key_account_head_id")
    def _check_key_account_head(self):
        """Whoever answers for everything must be able to open everything."""
        for head in self.key_account_head_id:
            if not any(
                head.has_group(f"key_account_service.group_key_account_{name}")
                for name in ("manager", "auditor")
            ):
                raise ValidationError(
                    self.env._(
                        "%(user)s could not open the cases of an escalation. Make the "
                        "user a key account administrator or auditor first.",
                        user=head.name,
                    )
                )
