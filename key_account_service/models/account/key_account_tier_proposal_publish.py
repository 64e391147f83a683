# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from ...lib.local_day import local_day, wall_to_utc
from .key_account_tier_history import TierChange


class KeyAccountTierProposal(models.Model):
    """A proposal comes into force on its day, and its validity ends (TIER-7)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.tier.proposal"  # pylint: disable=consider-merging-classes-inherited

    published_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    published_at = fields.Datetime(string="Published On", readonly=True, copy=False)
    reminded_at = fields.Datetime(string="Reminded On", readonly=True, copy=False)
    next_event_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When the scheduled action looks at it: on its first day, at the "
        "reminder, after its last day.",
    )
    can_publish = fields.Boolean(compute="_compute_can_publish")

    _next_event_idx = models.Index(
        "(next_event_at, id) WHERE next_event_at IS NOT NULL"
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "next_event_at",
            "published_at",
            "published_by_id",
            "reminded_at",
        }

    @api.depends_context("uid")
    @api.depends("state", "valid_from", "account_id")
    def _compute_can_publish(self):
        for proposal in self:
            proposal.can_publish = (
                proposal.state == "approved"
                and proposal.valid_from <= proposal._today()
                and proposal._may_publish()
            )

    def _may_publish(self):
        """Those in charge of the account, and whoever approved it."""
        return self.account_id._is_in_charge() or self.decided_by_id == self.env.user

    def _today(self):
        """The day it is where the company is."""
        company = self.company_id or self.env.company
        return local_day(fields.Datetime.now(), company._key_account_zone())

    def _midnight(self, day):
        """The moment (UTC) at which a day begins where the company is."""
        company = self.company_id or self.env.company
        return wall_to_utc(day, 0, company._key_account_zone())

    def action_publish(self):
        """Bring an approved tier into force whose day has come; once.

        :raises AccessError: for whoever is neither in charge nor approved it
        :raises UserError: if it is not approved, or its day has not come
        """
        for proposal in self:
            proposal.check_access("read")
            proposal.sudo().lock_for_update()
            if not proposal._may_publish():
                raise AccessError(
                    self.env._(
                        "A tier is published by those in charge of the account or by "
                        "whoever approved it. On its day it is published by itself."
                    )
                )
            # Approved on its first day it publishes itself: the form may be older.
            if proposal.state != "published":
                proposal._check_publishable()
                proposal.sudo()._publish()

    def _check_publishable(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        if self.state != "approved":
            raise UserError(
                self.env._(
                    "Only an approved tier is published. This one is “%(state)s”.",
                    state=labels[self.state],
                )
            )
        if self.valid_from > self._today():
            raise UserError(
                self.env._(
                    "This tier begins on %(day)s. Until then the old one holds; on "
                    "that day it is published by itself.",
                    day=format_date(self.env, self.valid_from),
                )
            )

    def _await_day(self):
        """Let the scheduled action come by on the first day."""
        moment = self._midnight(self.valid_from)
        self._write_facts({"next_event_at": moment})
        cron = self.env.ref("key_account_service.ir_cron_publish_tiers", False)
        if cron:
            cron.sudo()._trigger(at=moment)

    def _publish(self):
        """Change the tier, and write down who approved it (called with all rights)."""
        self._replace_former()
        self.account_id._change_tier(
            self.tier_id,
            TierChange(
                kind="proposal",
                proposal_id=self.id,
                reason=self.reason,
                date_until=self.valid_until or False,
                approved_by_id=self.decided_by_id.id,
                approved_at=self.decided_at,
            ),
        )
        self._write_facts(
            {
                "state": "published",
                "published_at": fields.Datetime.now(),
                "published_by_id": self.env.uid,
                "next_event_at": self._reminder_at(),
                "error": False,
                "error_at": False,
            }
        )

    def _replace_former(self):
        """What held so far for the account holds no more."""
        former = self.search(
            [("account_id", "=", self.account_id.id), ("state", "=", "published")]
        )
        former._write_facts({"state": "replaced", "next_event_at": False})
        former.activity_ids.unlink()

    def _reminder_at(self):
        """When to remind of the end; at once if that lies behind. False without end."""
        days = timedelta(days=self.company_id.key_account_tier_remind_days)
        return self.valid_until and self._midnight(self.valid_until - days)

    # ------------------------------------------------------------------
    # The scheduled action
    # ------------------------------------------------------------------

    @api.model
    def _cron_publish(self):
        """Publish, remind and expire what is due, in batches (TIER-7)."""
        self._sweep_run(self._follow_days)

    @api.model
    def _follow_days(self, limit=None):
        """Work off one batch and return its size; a failing proposal stops no other."""
        now = fields.Datetime.now()
        due = self._sweep_claim(
            SQL("next_event_at <= %s", now), SQL("next_event_at, id"), limit
        )
        due._sweep_guarded(lambda proposals: proposals._pass_day())
        return len(due)

    def _pass_day(self):
        for proposal in self:
            if proposal.state == "published":
                proposal._near_end()
            elif proposal.state == "approved":
                proposal._reach_first_day()
            else:
                proposal._write_facts({"next_event_at": False})

    def _reach_first_day(self):
        ended = self.valid_until and self.valid_until < self._today()
        if ended or not self.account_id.key_account_kind:
            self._close("expired" if ended else "cancelled")
        elif self.valid_from > self._today():
            self._await_day()
        else:
            self._publish()

    def _near_end(self):
        """Remind of the end; after the last day the tier stays, as overdue."""
        if self.valid_until < self._today():
            self._write_facts({"state": "expired", "next_event_at": False})
            self._remind()
        else:
            self._remind()
            after = self._midnight(self.valid_until + timedelta(days=1))
            self._write_facts({"next_event_at": after})

    def _remind(self):
        """Ask the account manager to propose anew; once, until it is done."""
        account = self.account_id
        user = account.key_account_manager_id or account.key_account_team_id.leader_id
        if self.reminded_at or not user.active:
            return
        self._write_facts({"reminded_at": fields.Datetime.now()})
        self = self.with_context(lang=user.lang)
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.valid_until,
            user_id=user.id,
            summary=self.env._("The validity of a tier ends: propose it anew"),
        )

    def _sweep_poison(self, error):
        # What waits for its day is locked for everybody else.
        self = self.with_context(skip_validation_check=True)
        return super()._sweep_poison(error)

    def _sweep_postpone_values(self, moment):
        return {"next_event_at": moment}
