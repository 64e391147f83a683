# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountMember(models.Model):
    """One of the people of a group, and whose customer that person is (FILE-11)."""

    _name = "key.account.member"
    _inherit = "key.account.file.part.mixin"
    _description = "Member of a Group"
    _order = "file_id, name, id"

    name = fields.Char(required=True)
    department = fields.Char(string="Department or Unit")
    function = fields.Char(string="Job Position")
    phone = fields.Char()
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        index="btree_not_null",
        ondelete="set null",
        help="If there is a contact of this person.",
    )
    standing = fields.Selection(
        [
            ("own", "Our customer"),
            ("competitor", "Customer of a competitor"),
            ("none", "Neither"),
        ],
        string="Customer Of",
        required=True,
        default="own",
        index=True,
    )
    competitor = fields.Char(
        help="Whose customer this person is, or was before coming to us."
    )
    since = fields.Date(
        string="Customer Since", help="Customer of ours, or of the competitor, since."
    )
    converted_on = fields.Date(help="When this person came from the competitor to us.")
    note = fields.Char()
    active = fields.Boolean(default=True)

    _competitor_named = models.Constraint(
        "CHECK (standing != 'competitor' OR COALESCE(competitor, '') != '')",
        "Say which competitor this person is a customer of.",
    )
    _converted_sane = models.Constraint(
        "CHECK (converted_on IS NULL OR"
        " (standing = 'own' AND COALESCE(competitor, '') != ''))",
        "Only who is our customer now was won from a competitor. Say from which one.",
    )
