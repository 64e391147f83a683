# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountNamedContactMixin(models.AbstractModel):
    """Somebody of ours whom one may call: a user, or a name with a number (TEAM-3)."""

    _name = "key.account.named.contact.mixin"
    _description = "Named Contact"

    sequence = fields.Integer(default=10)
    user_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        domain=[("share", "=", False)],
        help="Empty for somebody who does not work in this system.",
    )
    # One method a field: giving one of them must not keep the others from following.
    name = fields.Char(
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    phone = fields.Char(compute="_compute_phone", store=True, readonly=False)
    email = fields.Char(
        string="E-mail", compute="_compute_email", store=True, readonly=False
    )
    note = fields.Char(help="When to call, or what for. Every employee reads it.")

    @api.depends("user_id")
    def _compute_name(self):
        self._follow_user("name")

    @api.depends("user_id")
    def _compute_phone(self):
        self._follow_user("phone")

    @api.depends("user_id")
    def _compute_email(self):
        self._follow_user("email")

    def _follow_user(self, name):
        """The business data of a user; what somebody wrote stays without one."""
        for contact in self:
            contact[name] = contact.user_id[name] or contact[name]
