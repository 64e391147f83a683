# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountFileException(models.Model):
    """A superior who may change a file that another serves, for a time (SEC-1).

    It ends by itself, and is a log at the same time: changed by nobody, read by
    everybody who reads the file. Times are UTC.
    """

    _name = "key.account.file.exception"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.log.mixin",
        "key.account.secret.name.mixin",
    ]
    _description = "Exception to Change an Account File"
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
        help="Holds for the files of its people as well.",
    )
    at = fields.Datetime(string="From")
    until = fields.Datetime(required=True, readonly=True)
    reason = fields.Char(string="Why", required=True, readonly=True)

    _reason_given = models.Constraint(
        "CHECK (btrim(reason) != '')", "A file is opened for a reason only."
    )

    @api.model
    def _derived_access_domain(self):
        files = self.env["key.account.file"].with_context(active_test=False)
        return Domain("file_id", "in", files._search([]))

    @api.model
    def _running_domain(self):
        """Exceptions of the current user that hold at this moment."""
        now = fields.Datetime.now()
        return (
            Domain("user_id", "=", self.env.uid)
            & Domain("at", "<=", now)
            & Domain("until", ">", now)
        )
