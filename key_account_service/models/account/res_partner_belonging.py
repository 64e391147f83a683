# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError

#: What takes a contact into an account or out of it. Odoo counts a contact that is a
#: company by itself, whatever it stands under.
PLACE = ("parent_id", "is_company")
SUPERVISOR = "key_account_service.group_key_account_supervisor"


class ResPartner(models.Model):
    """To which account a contact belongs, and in which role (SEC-1, TIER-4).

    From that follow what it is promised, who reads its file and which card it is given.
    So those decide it who serve the account, and those in charge.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    @api.model
    def default_get(self, fields):
        """Neither a context nor own defaults make a key account for just anybody.

        Odoo lets every user keep defaults for every field.
        """
        if not (self.env.su or self.env.user.has_group(SUPERVISOR)):
            terms = self._key_account_terms()
            fields = [name for name in fields if name not in terms]
        return super().default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        if not self.env.su:
            # Afterwards: defaults of the context or of the user give roles as well.
            partners.sudo().filtered("key_person_role")._check_served()
        return partners

    def write(self, vals):
        if not self.env.su:
            self._check_key_account_move(vals)
            if "key_person_role" in vals:
                role = vals["key_person_role"] or False
                changed = self.sudo().filtered(lambda one: one.key_person_role != role)
                changed._check_served()
        return super().write(vals)

    def _check_key_account_move(self, vals):
        """Moving a contact into or out of an account changes what it is promised."""
        moved = self.sudo().filtered(lambda one: one._is_moved(vals))
        if not moved:
            return
        above = moved.browse(vals.get("parent_id"))
        if "is_company" in vals:
            above |= moved.parent_id
        (moved | above)._check_served()

    def _is_moved(self, vals):
        """Whether values give this contact another place."""
        return any(
            name in vals
            and self._fields[name].convert_to_write(self[name], self)
            != (vals[name] or False)
            for name in PLACE
        )

    def _check_served(self):
        """:raises AccessError: unless the user serves or leads all their accounts"""
        user = self.env.user
        others = self._key_accounts_at_stake().filtered(
            lambda account: user not in account._key_account_servants()
        )
        if others and not others._is_in_charge():
            raise AccessError(
                self.env._(
                    "This contact belongs to a key account. Ask its account manager or "
                    "the supervisor to move it, or to change its role."
                )
            )
