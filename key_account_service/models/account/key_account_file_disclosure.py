# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountFileDisclosure(models.Model):
    """Who saw or entered which ID number, when and why (SEC-2).

    Read by auditors, administrators and the supervisors of the account's team, changed
    by nobody. Times are UTC.
    """

    _name = "key.account.file.disclosure"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.log.mixin",
        "key.account.secret.name.mixin",
    ]
    _description = "Disclosure of an ID Number"
    _order = "id DESC"
    _rec_name = "file_id"
    _log_access = False

    file_id = fields.Many2one(
        "key.account.file",
        string="Account File",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    way = fields.Selection(
        [
            ("shown", "Shown"),
            ("entered", "Entered"),
            ("removed", "Removed"),
            ("refused", "Refused: stands in another file"),
            ("printed", "File printed, number masked"),
        ],
        string="What",
        required=True,
        readonly=True,
    )
    reason = fields.Char(string="Why", readonly=True)

    _shown_reason = models.Constraint(
        "CHECK (way != 'shown' OR btrim(COALESCE(reason, '')) != '')",
        "An ID number is shown for a reason only.",
    )

    @api.model
    def _derived_access_domain(self):
        user = self.env.user
        files = self.env["key.account.file"].with_context(active_test=False)
        domain = files._superior_domain()
        if user.has_group("key_account_service.group_key_account_auditor"):
            domain = Domain.TRUE
        return Domain("file_id", "in", files._search(domain))
