# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: What nobody has to see to any more once it is decided about the service.
OPEN = ("waiting", "to_call", "failed")


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

    # ------------------------------------------------------------------
    # Who is to be told
    # ------------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Scheduled action, every hour: note whom to tell, and tell them."""
        terms = self.env["key.account.service.term"]
        terms._sweep_run(self._plan)
        self._sweep_run(self._send_due)

    @api.model
    def _plan(self, limit=None):
        """Note for terms that end soon the step that has come; never commits.

        :return: how many terms were looked at
        """
        order = SQL("date_until, id")
        terms = self.env["key.account.service.term"].sudo()
        terms = terms._sweep_claim(self._to_remind(), order, limit)
        terms._sweep_guarded(self.sudo()._note_steps)
        return len(terms)

    @api.model
    def _to_remind(self):
        """Terms nobody has decided about, whose last step is not on record yet."""
        self.flush_model()
        self.env["res.partner"].flush_model(["key_account_tier_id"])
        now = fields.Datetime.now()
        reminders = self.env["key.account.service.reminder"].sudo()
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].sudo().search([])
        parts = [SQL("FALSE")]
        for company in companies:
            today = company._today_at(now)
            for step in reminders._of_company(company):
                parts.append(step._comes_next(company, today))
        return SQL(
            "decision IS NULL AND is_trial IS NOT TRUE"
            " AND (attempt_at IS NULL OR attempt_at <= %s) AND (%s)",
            now,
            SQL(" OR ").join(parts),
        )

    def _note_steps(self, terms):
        """One row for each of these terms, for the step that has come last."""
        now = fields.Datetime.now()
        reminders = self.env["key.account.service.reminder"]
        steps = {
            company: (reminders._of_company(company), company._today_at(now))
            for company in terms.company_id
        }
        people = self._people(terms)
        rows = []
        for term in terms:
            of_company, today = steps[term.company_id]
            tier = term.account_id.key_account_tier_id
            step = of_company._reached(tier, (term.date_until - today).days)
            if step:
                rows.append(self._row(term, step, people[term.file_id]))
        self.create(rows)

    @api.model
    def _row(self, term, step, person):
        return {
            "term_id": term.id,
            "reminder_id": step.id,
            "days_before": step.days_before,
            "partner_id": person.id,
            "channel": self._channel(step.channel, term.file_id, person),
        }

    @api.model
    def _people(self, terms):
        """Whom to tell: the customer, of an organisation its liaison or who decides."""
        tell = self.env["key.account.tier.notice"]._person_to_tell
        return {file: tell(file.partner_id) for file in terms.file_id}

    @api.model
    def _channel(self, wanted, file, person):
        """The way that is wanted, else the next one that reaches the customer."""
        preferred = file.preferred_channel
        if wanted == "preferred":
            wanted = {"sms": "sms", "mobile": "sms", "email": "email"}.get(
                preferred, "call" if preferred else "email"
            )
        ways = [wanted] if wanted == "call" else [wanted, "email", "sms"]
        open_ways = self._open_ways(file, person)
        return next((way for way in ways if way in open_ways), "call")

    @api.model
    def _open_ways(self, file, person):
        """By which the person can be reached and does not refuse to be."""
        ways = set()
        if person.email and not person.is_blacklisted:
            ways.add("email")
        number = self._phone_of(file, person)
        if number and not self._refuses_sms(number):
            ways.add("sms")
        return ways

    @api.model
    def _refuses_sms(self, number):
        """Whether messages to a number are not wanted, whosever it is."""
        numbers = number, number.replace(" ", "")
        refused = [("number", "in", numbers)]
        return bool(self.env["phone.blacklist"].sudo().search_count(refused, limit=1))

    @api.model
    def _phone_of(self, file, person):
        """The number for messages, as the telephone network wants it."""
        mobile = file.mobile if file.partner_id == person else False
        return person._phone_format(number=mobile or person.phone)

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
        if self.state not in ("to_call", "failed"):
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


class KeyAccountServiceReminder(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.service.reminder"  # pylint: disable=consider-merging-classes-inherited

    def _comes_next(self, company, today):
        """Terms of a company that have come to this step and not been told of it."""
        last = fields.Date.add(today, days=self.days_before)
        tiers = SQL(
            "account_id IN"
            " (SELECT id FROM res_partner WHERE key_account_tier_id IN %s)",
            tuple(self.tier_ids.ids),
        )
        return SQL(
            "(company_id = %s AND date_until BETWEEN %s AND %s AND %s AND NOT EXISTS ("
            " SELECT FROM key_account_service_notice notice WHERE notice.term_id ="
            " key_account_service_term.id AND notice.days_before <= %s))",
            company.id,
            today,
            last,
            tiers if self.tier_ids else SQL("TRUE"),
            self.days_before,
        )


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
