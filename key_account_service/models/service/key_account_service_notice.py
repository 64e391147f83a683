# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .key_account_call_list_mixin import BY_HAND

#: What nobody has to see to any more once it is decided about the service.
OPEN = ("waiting", *BY_HAND)


class KeyAccountServiceNotice(models.Model):
    """That a customer was told of the end of a service: by whom, when and how (APP-5).

    A row first and a message then: whatever stops the sending, nobody is told twice,
    and what stood still is caught up with the last step that has come, not with all.
    How it is sent is in ``key_account_service_notice_send``. Moments are UTC.
    """

    _name = "key.account.service.notice"
    _inherit = [
        "key.account.file.part.mixin",
        "key.account.sweep.mixin",
        "key.account.proof.mixin",
    ]
    _description = "Customer Told of the End of a Service"
    _order = "id desc"
    _rec_name = "number"

    term_id = fields.Many2one(
        "key.account.service.term",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    service_id = fields.Many2one(related="term_id.service_id")
    number = fields.Char(related="term_id.name", store=True)
    file_id = fields.Many2one(
        related="term_id.file_id",
        store=True,
        precompute=True,
        index=True,
        string="Contact",
    )
    date_until = fields.Date(related="term_id.date_until")
    key_account_manager_id = fields.Many2one(
        related="account_id.key_account_manager_id", string="Account Manager"
    )
    reminder_id = fields.Many2one(
        "key.account.service.reminder", readonly=True, ondelete="set null"
    )
    days_before = fields.Integer(
        string="Days Before the End", required=True, readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", string="Person to Tell", readonly=True, ondelete="restrict"
    )
    channel = fields.Selection(
        [("email", "E-mail"), ("sms", "SMS"), ("call", "Call")],
        required=True,
        readonly=True,
        default="call",
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("to_call", "To be called"),
            ("told", "Told"),
            ("failed", "Failed"),
            ("void", "Not needed any more"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    told_at = fields.Datetime(string="Told On", readonly=True)
    told_by_id = fields.Many2one("res.users", readonly=True)
    note = fields.Char(readonly=True, help="Who was told, and what was said.")
    attempt_at = fields.Datetime(
        string="Next Attempt",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
    )
    mail_message_id = fields.Many2one(
        "mail.message", readonly=True, index="btree_not_null", ondelete="set null"
    )
    sms_id = fields.Many2one(
        "sms.sms", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _once_a_step = models.UniqueIndex(
        "(term_id, days_before)", "Nobody is told twice of the same step."
    )
    _waiting_idx = models.Index("(attempt_at, id) WHERE state = 'waiting'")

    @api.model
    def _history_fields(self, names):
        # The rows themselves are what is on record.
        return []

    def _erase_part(self):
        """Whom we reminded of what goes with the services of the person."""
        self.unlink()

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "attempt_at": moment}

    # ------------------------------------------------------------------
    # Calls
    # ------------------------------------------------------------------

    def action_called(self):
        """Ask what the customer said on the phone."""
        self.ensure_one()
        self._check_to_call()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("The Customer Was Called"),
            "res_model": "key.account.service.called",
            "view_mode": "form",
            "target": "new",
            "context": {"default_notice_id": self.id},
        }

    def _check_to_call(self):
        """:raises UserError: if there is nobody to call any more"""
        self.service_id.check_access("write")
        if self.state not in BY_HAND:
            raise UserError(
                self.env._(
                    "Nobody has to be called about %(service)s any more.",
                    service=self.number,
                )
            )

    def _called(self, note):
        self._check_to_call()
        self.sudo().write(
            {
                "state": "told",
                "channel": "call",
                "told_at": fields.Datetime.now(),
                "told_by_id": self.env.uid,
                "note": note,
            }
        )

    def action_try_again(self):
        """Send what failed once more, after what was wrong has been put right.

        :raises AccessError: for whoever does not serve the account
        """
        self.service_id.check_access("write")
        failed = self.filtered(lambda notice: notice.state == "failed")
        messages = failed.sudo().mail_message_id.ids
        # Odoo's queue must not send them as well, should somebody start it again.
        self.env["mail.mail"].sudo().search(
            [("mail_message_id", "in", messages)]
        ).unlink()
        now = fields.Datetime.now()
        failed.sudo().write({"state": "waiting", "attempt_at": now, "error": False})


class KeyAccountServiceTerm(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.service.term"  # pylint: disable=consider-merging-classes-inherited

    notice_ids = fields.One2many(
        "key.account.service.notice", "term_id", string="Customer Told", readonly=True
    )

    def _decide(self, decision, reason=False):
        """The customer need not be told any more."""
        result = super()._decide(decision, reason)
        notices = self.sudo().notice_ids
        notices.filtered(lambda notice: notice.state in OPEN).state = "void"
        return result
