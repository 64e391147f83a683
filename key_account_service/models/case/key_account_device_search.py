# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

HOUR = timedelta(hours=1)
#: For whoever wonders days after who leafed through the numbers.
KEPT = timedelta(days=30)
#: So many are deleted at a time.
BATCH_SIZE = 10_000


class KeyAccountDeviceSearch(models.Model):
    """That somebody searched for a device by its whole number (SEC-3).

    So nobody can try out one number after the other. The number is kept nowhere; times
    are UTC.
    """

    _name = "key.account.device.search"
    _description = "Search for a Device"
    _order = "id desc"
    _log_access = False
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade"
    )
    at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

    _user_at_idx = models.Index("(user_id, at)")

    @api.model
    def _note(self, user):
        self.sudo().create({"user_id": user.id})

    @api.model
    def _is_too_often(self, user, most):
        """Whether a user searched ``most`` times in an hour; 0 is no limit."""
        if not most:
            return False
        since = fields.Datetime.now() - HOUR
        searches = [("user_id", "=", user.id), ("at", ">", since)]
        return self.sudo().search_count(searches, limit=most) >= most

    @api.autovacuum
    def _gc_searches(self):
        old = fields.Datetime.now() - KEPT
        searches = self.sudo().search([("at", "<", old)], limit=BATCH_SIZE)
        searches.unlink()
        return len(searches), len(searches) == BATCH_SIZE
