# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """From when on a key account that uses less is reported (FILE-12)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.company"  # pylint: disable=consider-merging-classes-inherited

    key_account_use_fall = fields.Integer(
        string="Report a Fall in Use From",
        default=30,
        help="Per cent by which the invoices of a key account have to fall for a "
        "significant change to be reported. 0: use is not watched.",
    )
    key_account_use_months = fields.Integer(
        string="Compare the Use Of",
        default=3,
        help="How many whole months are compared with as many before them.",
    )

    _key_account_use_sane = models.Constraint(
        "CHECK (COALESCE(key_account_use_fall, 0) BETWEEN 0 AND 100"
        " AND COALESCE(key_account_use_months, 1) BETWEEN 1 AND 12)",
        "Compare 1 to 12 months, and report a fall of 0 to 100 per cent.",
    )
