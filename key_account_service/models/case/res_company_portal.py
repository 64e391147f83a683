# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """What customers may do with their cases on the portal (CASE-7, CASE-9, SEC-4)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    key_account_portal_sign = fields.Boolean(
        string="Sign on the Portal",
        help="The customer is asked to sign the handling form on the portal, when the "
        "case is solved and the customer was told.",
    )
    key_account_portal_mb = fields.Integer(
        string="Largest File of a Customer",
        default=20,
        help="Megabytes that a file may have which a customer sends on the portal.",
    )
    key_account_link_days = fields.Integer(
        string="Links in Mails Open for",
        default=30,
        help="Days after the end of a case in which the link of a mail still shows it "
        "to a customer who is not logged in. It shows the case only; to write, to "
        "confirm or to sign the customer logs in.",
    )

    _key_account_portal_sane = models.Constraint(
        "CHECK (COALESCE(key_account_portal_mb, 20) BETWEEN 1 AND 100"
        " AND COALESCE(key_account_link_days, 30) BETWEEN 0 AND 3650)",
        "A file has 1 to 100 megabytes, and a link is open for 0 to 3650 days.",
    )
