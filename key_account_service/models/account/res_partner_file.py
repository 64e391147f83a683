# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

KEY_PERSON_ROLES = [
    ("decision_maker", "Decision maker"),
    ("liaison", "Liaison"),
    ("department_head", "Department head"),
    ("influencer", "Influencer"),
]


class ResPartner(models.Model):
    """The way from a contact to its protected file (FILE-10, SEC-1)."""

    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    key_person_role = fields.Selection(
        KEY_PERSON_ROLES,
        tracking=True,
        copy=False,
        help="What a contact of a key account has to say there.",
    )
    key_account_deputy_from = fields.Date(
        string="Deputy From", copy=False, help="Empty: at once."
    )
    key_account_deputy_until = fields.Date(
        string="Deputy Until", copy=False, help="The last day; empty: until changed."
    )

    @api.model
    def _key_account_serving_domain(self, user=None):
        """Accounts that a user serves today, as manager or as deputy (SEC-1, TEAM-1).

        Days are those of the user's time zone.
        """
        user = user or self.env.user
        today = fields.Date.context_today(self.with_context(tz=user.tz or "UTC"))
        deputy = (
            Domain("key_account_deputy_id", "=", user.id)
            & (
                Domain("key_account_deputy_from", "=", False)
                | Domain("key_account_deputy_from", "<=", today)
            )
            & (
                Domain("key_account_deputy_until", "=", False)
                | Domain("key_account_deputy_until", ">=", today)
            )
        )
        return Domain("key_account_manager_id", "=", user.id) | deputy

    @api.model
    def _key_account_terms(self):
        return super()._key_account_terms() | {
            "key_account_deputy_from",
            "key_account_deputy_until",
        }

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners._ensure_key_account_files()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if vals.get("key_account_kind"):
            self._ensure_key_account_files()
        return result

    def _ensure_key_account_files(self):
        """Give each key account among these its file; it exists from the first day."""
        accounts = self.filtered("key_account_kind")
        # Who makes somebody a key account need not be who serves the account.
        files = self.env["key.account.file"].sudo().with_context(active_test=False)
        groups = files._read_group([("partner_id", "in", accounts.ids)], ["partner_id"])
        accounts -= self.browse([partner.id for (partner,) in groups])
        files.create([{"partner_id": account.id} for account in accounts])
