# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ...lib.seal import canonical, digest

#: What the customer reads and signs.
SIGNED_CONTENT = (
    "name",
    "company_id",
    "partner_id",
    "key_account_id",
    "user_id",
    "way",
    "planned_at",
    "visited_at",
    "place",
    "participant_ids",
    "content",
    "needs",
    "handling_state",
    "handling",
    "ticket_id",
    "signed_by",
    "signed_at",
    "signature",
)


class KeyAccountVisit(models.Model):
    """The customer's signature: given once, and the record is locked (VISIT-4)."""

    _name = "key.account.visit"
    _inherit = ["key.account.visit", "key.account.signature.mixin"]

    # In the table, not in an attachment, which could be written apart from the visit.
    signature = fields.Image(
        attachment=False, max_width=1024, max_height=512, readonly=True, copy=False
    )
    signed_by = fields.Char(readonly=True, copy=False)
    signed_at = fields.Datetime(string="Signed On", readonly=True, copy=False)
    signed_hash = fields.Char(
        string="Seal",
        readonly=True,
        copy=False,
        help="SHA-256 of what the customer signed.",
    )
    signed_handling_state = fields.Selection(
        selection="_selection_handling_state",
        string="State of Handling When Signed",
        readonly=True,
        copy=False,
        help="What the customer signed; how far we are goes on from there.",
    )
    is_intact = fields.Boolean(
        string="Seal Intact",
        compute="_compute_is_intact",
        help="The record is still what the customer signed.",
    )

    @api.model
    def _selection_handling_state(self):
        return self._fields["handling_state"]._description_selection(self.env)

    @api.depends("signed_hash", "photo_ids", "promise_ids", *SIGNED_CONTENT)
    def _compute_is_intact(self):
        for visit in self:
            sealed = visit.signed_hash
            visit.is_intact = bool(sealed) and sealed == visit._seal()

    @api.constrains("state", "ticket_id")
    def _check_signed(self):
        if any(visit.state == "done" and visit.ticket_id for visit in self):
            raise ValidationError(
                self.env._(
                    "A visit about a concrete problem is filed with the customer's "
                    "signature only. Use “Customer signs”."
                )
            )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "signature",
            "signed_by",
            "signed_at",
            "signed_hash",
            "signed_handling_state",
        }

    def write(self, vals):
        self._check_unlocked(vals)
        return super().write(vals)

    @api.model
    def _unlocked_fields(self):
        """What may still change on a signed record: the talk about it."""
        return set(self.env["mail.thread"]._fields)

    def _check_unlocked(self, vals):
        """A signed record stays what the customer signed.

        :raises UserError: for everybody but the engine itself
        """
        if self.env.su or not vals.keys() - self._unlocked_fields():
            return
        signed = self.filtered(lambda visit: visit.state == "signed")
        if signed:
            raise UserError(
                self.env._(
                    "%(visits)s is signed by the customer and locked. Put what you "
                    "want to correct into an addendum, or plan a new visit.",
                    visits=", ".join(signed.mapped("name")),
                )
            )

    def action_sign(self):
        """Let the customer sign on the screen."""
        self.ensure_one()
        self._check_state("planned", "done")
        # Before the customer is handed the screen, not after the signature.
        self._check_content()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customer Signs"),
            "res_model": "key.account.visit.sign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_visit_id": self.id},
        }

    def _sign(self, signature, signed_by):
        """Take the customer's signature, once, and lock the record (VISIT-4)."""
        self.ensure_one()
        self.check_access("write")
        self.sudo().lock_for_update()
        self._check_state("planned", "done")
        self._check_drawing(signature)
        self._file(
            "signed",
            signature=signature,
            signed_by=signed_by,
            signed_at=fields.Datetime.now(),
            signed_handling_state=self.handling_state,
        )
        self.sudo().signed_hash = self._seal()

    def _part_changed(self):
        """Photos or promises of these visits are about to change.

        They lie in rows of their own. Who signs at the same moment and has not seen
        the change would seal what is not there; by writing the visit as well, one of
        the two starts over.
        """
        if not self:
            return
        self.flush_recordset()
        self.env.execute_query(
            SQL(
                "UPDATE key_account_visit SET write_uid = %s,"
                " write_date = NOW() AT TIME ZONE 'UTC' WHERE id IN %s RETURNING id",
                self.env.uid,
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["write_uid", "write_date"], flush=False)

    def _seal(self):
        """SHA-256 of the signed content, in a form that does not depend on language."""
        # With ``bin_size`` the web client asks for the size of a picture only. Sealed
        # is what there is, not what the reader may see of it.
        visit = self.sudo().with_context(bin_size=False)
        content = {name: visit._sealed_value(name) for name in SIGNED_CONTENT}
        return digest(canonical(content | visit._sealed_parts()))

    def _sealed_parts(self):
        """What is sealed besides the record itself: photos and promises, if any.

        What there is none of is left out, as in seals from before there were any.
        """
        parts = {
            "photo_ids": sorted(self.photo_ids.mapped("checksum")),
            "promise_ids": [one._sealed() for one in self.promise_ids.sorted("id")],
        }
        return {name: part for name, part in parts.items() if part}

    def _sealed_value(self, name):
        value = self[name]
        if name == "handling_state":
            value = self.signed_handling_state or value
        if self._fields[name].relational:
            return sorted(value.ids)
        if isinstance(value, bytes):
            return value.decode()
        return value and str(value)
