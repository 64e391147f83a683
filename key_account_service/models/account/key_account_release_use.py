# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from .key_account_release import RELEASE_KINDS


class KeyAccountReleaseUse(models.Model):
    """The log: who let consumption data out, when, how; never altered (SEC-5)."""

    _name = "key.account.release.use"
    _inherit = ["key.account.derived.access.mixin", "key.account.append.only.mixin"]
    _description = "Use of a Release"
    _order = "id desc"
    _rec_name = "release_id"
    _log_access = False

    release_id = fields.Many2one(
        "key.account.release",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    used_at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    kind = fields.Selection(RELEASE_KINDS, string="Way", required=True, readonly=True)
    note = fields.Char(readonly=True, help="What was printed or exported.")
    once = fields.Boolean(readonly=True)

    # Two exports at the same moment cannot both use up a release for one time.
    _once_uniq = models.UniqueIndex(
        "(release_id) WHERE once",
        "This release was for one time, and has been used. Ask for another one.",
    )

    @api.model
    def _derived_access_domain(self):
        return Domain("release_id", "in", self.env["key.account.release"]._search([]))
