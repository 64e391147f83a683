# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .key_account_release import RELEASE_KINDS

FORBID_CHANGE = SQL(
    """
    CREATE OR REPLACE FUNCTION key_account_release_use_forbid_change()
    RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION 'The log of released data is append-only: its entries are '
            'never altered or deleted.';
    END
    $$ LANGUAGE plpgsql;

    CREATE OR REPLACE TRIGGER key_account_release_use_append_only
    BEFORE UPDATE OR DELETE ON key_account_release_use
    FOR EACH ROW EXECUTE FUNCTION key_account_release_use_forbid_change();
    """
)


class KeyAccountReleaseUse(models.Model):
    """The log: who let consumption data out, when, how; never altered (SEC-5)."""

    _name = "key.account.release.use"
    _inherit = ["key.account.derived.access.mixin", "key.account.proof.mixin"]
    _description = "Use of a Release"
    _order = "id desc"
    _rec_name = "release_id"
    # Rows are never written again, so write_uid and write_date would be a lie.
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

    def init(self):
        self.env.cr.execute(FORBID_CHANGE)

    @api.model
    def _derived_access_domain(self):
        return Domain("release_id", "in", self.env["key.account.release"]._search([]))
