# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class KeyAccountRelease(models.Model):
    """What a release lets through (SEC-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.release"  # pylint: disable=consider-merging-classes-inherited

    usable = fields.Boolean(
        compute="_compute_usable",
        search="_search_usable",
        help="Released, not past its last day, and not used up.",
    )

    @api.depends("state", "valid_until", "once", "use_ids")
    def _compute_usable(self):
        usable = self.filtered_domain(self._usable_domain())
        for release in self:
            release.usable = release in usable

    def _search_usable(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._usable_domain()
        wanted = {bool(one) for one in value}
        return Domain.OR(domain if one else ~domain for one in wanted)

    @api.model
    def _usable_domain(self):
        """Releases that may be used today, a day of the current user's time zone."""
        today = fields.Date.context_today(self)
        return (
            Domain("state", "=", "released")
            & (Domain("valid_until", "=", False) | Domain("valid_until", ">=", today))
            & (Domain("once", "=", False) | Domain("use_ids", "=", False))
        )

    @api.model
    def _check_release(self, account, kind, period=None, note=""):
        """Let one print or export of detailed consumption data through, and log it.

        Whatever prints, exports or discloses such data calls this first, in the same
        transaction, as the user who gets the data.

        :param account: the key account (``res.partner``) whose data they are
        :param kind: ``print``, ``export`` or ``disclose``
        :param period: first and last day of the data; the release has to cover them
        :param note: what leaves the house, for the log
        :return: the release that was used
        :raises AccessError: without a release that the current user may use
        """
        domain = (
            self._usable_domain()
            & Domain("account_id", "=", account.key_account_id.id)
            & Domain("kind", "=", kind)
            & Domain("requester_id", "=", self.env.uid)
        )
        if period:
            domain &= Domain("data_from", "<=", period[0])
            domain &= Domain("data_to", ">=", period[1])
        # One for a time before one for a single use, which would be lost by it.
        release = self.search(domain, order="once, valid_until, id", limit=1)
        if not release:
            raise AccessError(self._text_no_release(account, kind))
        release._log_use(kind, note)
        return release

    def _log_use(self, kind, note):
        # Nobody writes the log; who used the release is the one who asked for it.
        self.env["key.account.release.use"].sudo().create(
            {
                "release_id": self.id,
                "user_id": self.env.uid,
                "kind": kind,
                "note": note,
                "once": self.once,
            }
        )

    def _text_no_release(self, account, kind):
        return self.env._(
            "You have no release for this: %(kind)s of detailed consumption data of "
            "%(account)s. Ask your superior for one under Files → Releases.",
            kind=dict(self._fields["kind"]._description_selection(self.env))[kind],
            account=account.sudo().name,
        )
