# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class KeyAccountConsent(models.Model):
    """On what ground data of a person are used for a purpose, and since when (SEC-5).

    What was given or withdrawn stays on record; nobody deletes it. Days are those of
    the user's time zone.
    """

    _name = "key.account.consent"
    _inherit = ["key.account.file.part.mixin", "key.account.facts.mixin"]
    _description = "Consent"
    _order = "file_id, purpose_id, given_on DESC, id DESC"
    _rec_name = "purpose_id"

    purpose_id = fields.Many2one(
        "key.account.consent.purpose", required=True, index=True, ondelete="restrict"
    )
    legal_basis = fields.Selection(
        [
            ("consent", "Consent"),
            ("contract", "Contract"),
            ("obligation", "Legal obligation"),
            ("interest", "Legitimate interest"),
        ],
        required=True,
        default="consent",
    )
    given_on = fields.Date(required=True, default=fields.Date.context_today)
    way = fields.Selection(
        [
            ("written", "In writing"),
            ("form", "On a form of ours"),
            ("phone", "By phone"),
            ("email", "By e-mail"),
            ("spoken", "Spoken"),
        ],
        string="How",
        required=True,
        default="written",
    )
    document = fields.Binary(attachment=True, help="What the customer signed.")
    document_name = fields.Char()
    note = fields.Char()
    withdrawn_on = fields.Date(readonly=True, copy=False)
    withdrawn_by_id = fields.Many2one(
        "res.users", string="Withdrawal Noted By", readonly=True, copy=False
    )

    _once = models.UniqueIndex(
        "(file_id, purpose_id) WHERE withdrawn_on IS NULL",
        "There is a ground for this purpose already. Withdraw that one first.",
    )

    @api.model
    def _facts(self):
        return super()._facts() | {"withdrawn_on", "withdrawn_by_id"}

    @api.constrains("given_on")
    def _check_given_on(self):
        for consent in self:
            if consent.given_on > fields.Date.context_today(consent):
                raise UserError(
                    self.env._("Consent cannot have been given in the future.")
                )

    def action_withdraw(self):
        """Note that the customer withdrew the consent today.

        :raises AccessError: for whoever does not serve the account
        """
        self.check_access("write")
        today = fields.Date.context_today(self)
        standing = self._standing()
        # A fact about the current user, which nobody states of others.
        standing.sudo().write({"withdrawn_on": today, "withdrawn_by_id": self.env.uid})
        # Before another one for the same purpose is given.
        standing.flush_recordset()

    def _standing(self):
        """Those that nobody withdrew."""
        return self.filtered(lambda consent: not consent.withdrawn_on)

    @api.model
    def _valid_domain(self, code):
        """Grounds that stand for a purpose."""
        return Domain("withdrawn_on", "=", False) & Domain("purpose_id.code", "=", code)

    def _erase_part(self):
        """That there was a ground stays, what documents it goes."""
        self.write({"document": False, "document_name": False, "note": False})
