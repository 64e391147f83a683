# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...lib.seal import canonical, digest

#: What the crew writes down at the customer's.
REPORT = (
    "repair_work_done",
    "repair_cause",
    "repair_parts",
    "repair_measured",
    "repair_photo_ids",
)
#: What the customer reads and signs, and says of the crew.
SIGNED = (
    "name",
    "company_id",
    "ticket_id",
    "location_id",
    "person_id",
    "person_ids",
    "team_id",
    "repair_flat",
    "repair_contact",
    "repair_task",
    "repair_device",
    "scheduled_date_start",
    "scheduled_date_end",
    "date_start",
    "date_end",
    *REPORT,
    "repair_state",
    "repair_attempt",
    "repair_no_signature_reason",
    "repair_rating",
    "repair_rating_text",
    "signed_by",
    "signed_on",
    "signature",
)
PHOTOS = ("image/jpeg", "image/png", "image/webp")


class FsmOrder(models.Model):
    """The work receipt: what was done, the customer's signature and rating (CASE-9).

    The signature is given once and checked on the server; with it the order is frozen
    under a seal that shows any later change.
    """

    _name = "fsm.order"
    _inherit = ["fsm.order", "key.account.signature.mixin"]

    repair_work_done = fields.Text(string="Work Done", copy=False)
    repair_cause = fields.Text(string="Cause Found", copy=False)
    repair_parts = fields.Text(string="Parts Used", copy=False)
    repair_measured = fields.Text(
        string="Measured Values", copy=False, help="Such as the level of the signal."
    )
    repair_photo_ids = fields.Many2many(
        "ir.attachment",
        "fsm_order_repair_photo_rel",
        "order_id",
        "attachment_id",
        string="Photos",
        copy=False,
    )
    repair_no_signature_reason = fields.Char(
        string="Why Not Signed", readonly=True, copy=False
    )
    repair_rating = fields.Integer(
        string="Rating of the Crew",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="By the customer: 1 is bad, 5 very good; 0 is no answer.",
    )
    repair_rating_text = fields.Char(
        string="Word on the Crew", readonly=True, copy=False
    )
    repair_seal = fields.Char(
        string="Seal",
        readonly=True,
        copy=False,
        help="SHA-256 of what was signed.",
    )
    repair_is_intact = fields.Boolean(
        string="Seal Intact",
        compute="_compute_repair_is_intact",
        compute_sudo=True,
        help="The receipt is still what was signed.",
    )

    _rating_sane = models.Constraint(
        "CHECK (COALESCE(repair_rating, 0) BETWEEN 0 AND 5)",
        "The customer rates the crew from 1 to 5.",
    )

    @api.depends("repair_seal", *SIGNED)
    def _compute_repair_is_intact(self):
        for order in self:
            sealed = order.repair_seal
            order.repair_is_intact = bool(sealed) and sealed == order._receipt_seal()

    @api.constrains("repair_photo_ids")
    def _check_photos(self):
        """Photos are pictures of this repair: nothing else is shown or filed here."""
        for order in self:
            for photo in order.sudo().repair_photo_ids:
                ours = (photo.res_model, photo.res_id) == (order._name, order.id)
                if not ours or photo.res_field or photo.mimetype not in PHOTOS:
                    raise ValidationError(
                        self.env._(
                            "Photos are pictures (JPEG, PNG or WebP) that were taken "
                            "for this repair."
                        )
                    )

    @api.model
    def _repair_facts(self):
        return super()._repair_facts() | {
            "repair_no_signature_reason",
            "repair_rating",
            "repair_rating_text",
            "repair_seal",
            "signature",
            "signed_by",
            "signed_on",
        }

    @api.model
    def _repair_report_fields(self):
        return super()._repair_report_fields() | set(REPORT)

    def _check_receipt(self):
        """:raises UserError: if nobody has written down what was done"""
        if not (self.repair_work_done or "").strip():
            raise UserError(self.env._("Write down what was done first: “Work Done”."))

    def _finish(self, signature=None, signed_by="", reason="", rating=0, word=""):
        """Take the customer's signature, once, and freeze the order (CASE-9).

        :param signature: PNG in base64; without it ``reason`` says why there is none
        """
        self.ensure_one()
        order = self._repairs_in("on_site")
        order._check_receipt()
        now = fields.Datetime.now()
        signed = {}
        if signature:
            self._check_signature(signature, signed_by)
            signed = {"signature": signature, "signed_by": signed_by, "signed_on": now}
        elif not (reason or "").strip():
            raise UserError(
                self.env._("Let the customer sign, or say why there is no signature.")
            )
        order._move_repair(
            "done",
            date_end=now,
            repair_no_signature_reason=False if signature else reason,
            repair_rating=rating,
            repair_rating_text=word,
            **signed,
        )
        order.repair_seal = order._receipt_seal()
        order._tell_manager()
        order._visit_over()

    @api.model
    def _check_signature(self, signature, signed_by):
        """:raises UserError: unless it is a drawing, with the name of who drew it"""
        if not (signed_by or "").strip():
            raise UserError(self.env._("Write down the name of who signs."))
        self._check_drawing(signature)

    def _receipt_seal(self):
        """SHA-256 of the signed content, in a form that does not depend on language."""
        # With ``bin_size`` the web client asks for the size of a picture only.
        order = self.sudo().with_context(bin_size=False)
        content = {name: order._sealed_value(name) for name in order._signed_fields()}
        return digest(canonical(content))

    def _signed_fields(self):
        """Hook: names of what the customer signs; the same for ever for an order."""
        return SIGNED

    def _sealed_value(self, name):
        value = self[name]
        if name == "repair_photo_ids":
            return sorted(value.mapped("checksum"))
        if self._fields[name].relational:
            return sorted(value.ids)
        if isinstance(value, bytes):
            return value.decode()
        return value and str(value)
