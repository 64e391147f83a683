# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountConsentPurpose(models.Model):
    """What personal data are used for; shipped and editable."""

    _name = "key.account.consent.purpose"
    _inherit = "key.account.copied.mixin"
    _description = "Purpose of Personal Data"
    _order = "sequence, id"
    _told_apart_by = "code"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, help="By which other parts of the program ask for it."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(
        string="Words for the Customer",
        translate=True,
        help="What the customer is told when asked.",
    )
    ends_file = fields.Boolean(
        string="The File Depends on It",
        help="When this is withdrawn, the file is due for erasure at once.",
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "Two purposes cannot share a code.")
