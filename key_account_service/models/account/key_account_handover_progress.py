# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Domain

from .key_account_handover import OPEN_TO_CHANGE, UNDER_WAY

_logger = logging.getLogger(__name__)
OFFICER = "key_account_service.group_key_account_officer"
TODO = "mail.mail_activity_data_todo"


class KeyAccountHandover(models.Model):
    """Who proposes, confirms, refuses; and what happens on the date (TEAM-1)."""

    _inherit = "key.account.handover"  # pylint: disable=consider-merging-classes-inherited

    # ------------------------------------------------------------------
    # Before both agree
    # ------------------------------------------------------------------

    def action_add_accounts(self):
        """Take up all accounts of the giver; who prepares it is asked on writing."""
        self.ensure_one()
        accounts = self.env["res.partner"].search(
            [
                ("key_account_kind", "!=", False),
                ("key_account_manager_id", "=", self.giver_id.id),
                ("key_account_company_id", "=", self.company_id.id),
            ]
        )
        self.account_ids = accounts

    def action_request(self):
        """Ask the supervisor to propose the handover that the giver has prepared."""
        for handover in self:
            handover._check_state(*OPEN_TO_CHANGE)
            handover._check_is(handover.giver_id)
            handover._check_ready()
            handover._advance("requested")

    def action_propose(self):
        """Put the handover before giver and taker, with the list of what is open."""
        for handover in self:
            handover._check_state(*OPEN_TO_CHANGE, "requested")
            handover._check_in_charge()
            handover._lock_accounts()
            handover._check_ready()
            handover._list_work()
            handover._advance("proposed", proposed_by_id=self.env.uid)

    def action_confirm(self):
        """Confirm for oneself: first the giver, then the taker."""
        for handover in self:
            handover._check_state("proposed", "given")
            handover._check_is(handover._turns()[handover.state])
            now = fields.Datetime.now()
            if handover.state == "proposed":
                handover._advance("given", given_at=now, given_by_id=self.env.uid)
                continue
            handover._advance("taken", taken_at=now)
            if handover.date <= handover._today():
                handover._execute()

    def action_execute(self):
        """Try once more what could not take effect on its date."""
        for handover in self:
            handover._check_state("taken")
            handover._check_in_charge()
            if handover.date > handover._today():
                raise UserError(self.env._("The handover takes effect on its date."))
            handover._execute()

    def action_refuse(self):
        """Ask for the reason why one does not confirm."""
        return self._ask("refuse")

    def action_cancel(self):
        """Ask for the reason why it is called off."""
        return self._ask("cancel")

    def action_draft(self):
        """Ask for the reason why it is taken back to be changed."""
        return self._ask("draft")

    def action_confirm_for_giver(self):
        """Ask for the reason why a superior confirms in the place of the giver."""
        return self._ask("confirm")

    def _ask(self, kind):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Say Why"),
            "res_model": "key.account.handover.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_handover_id": self.id, "default_kind": kind},
        }

    def _answer(self, kind, reason):
        """What the dialog decides, with its reason; the right is asked here."""
        self.ensure_one()
        getattr(self, f"_answer_{kind}")(reason)

    def _answer_refuse(self, reason):
        self._check_state("proposed", "given")
        self._check_is(self._turns()[self.state])
        self._advance("refused", answer=reason)

    def _answer_cancel(self, reason):
        self._check_state("draft", "requested", "refused", *UNDER_WAY)
        if self.state in UNDER_WAY or self.giver_id != self.env.user:
            self._check_in_charge()
        self._advance("cancelled", answer=reason)

    def _answer_draft(self, reason):
        self._check_state("requested", "refused", *UNDER_WAY)
        self._check_in_charge()
        cleared = dict.fromkeys(("given_at", "given_by_id", "taken_at", "problem"))
        self._advance("draft", answer=reason, **cleared)

    def _answer_confirm(self, reason):
        self._check_state("proposed")
        self._check_in_charge()
        if not self.giver_is_absent or self.taker_id == self.env.user:
            raise AccessError(
                self.env._(
                    "A superior confirms for the giver only while the giver is on "
                    "leave or has left, and is not the taker."
                )
            )
        now = fields.Datetime.now()
        self._advance("given", given_at=now, given_by_id=self.env.uid, answer=reason)

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    def _check_state(self, *states):
        """:raises UserError: if it is in another state, as after a second click"""
        self.check_access("read")
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done with %(handover)s any more: it is "
                    "“%(state)s”.",
                    handover=self.name,
                    state=labels[self.state],
                )
            )

    def _check_is(self, user):
        if self.env.user != user:
            raise AccessError(
                self.env._("%(user)s alone can do this.", user=user.sudo().name)
            )

    def _check_in_charge(self):
        if not self._is_in_charge():
            raise AccessError(
                self.env._(
                    "Only the key account supervisor in charge of these accounts can "
                    "do this."
                )
            )

    def _lock_accounts(self):
        """Two handovers of an account at once: the second one waits or is refused.

        :raises UserError: if somebody is changing one of the accounts
        """
        try:
            self.sudo().account_ids.lock_for_update()
        except LockError:
            raise UserError(
                self.env._("One of the accounts is being changed. Try again.")
            ) from None

    def _check_ready(self):
        """Everything still is as it has to be.

        :raises UserError: with what has to be mended first
        """
        handover = self.sudo()
        taker, accounts = handover.taker_id, handover.account_ids
        if not accounts:
            raise UserError(self.env._("Choose the accounts first."))
        if not (taker.active and taker.has_group(OFFICER)):
            raise UserError(
                self.env._(
                    "%(taker)s does not serve key accounts (any more). Choose somebody "
                    "else.",
                    taker=taker.name,
                )
            )
        if handover.company_id not in taker.company_ids:
            raise UserError(
                self.env._(
                    "%(taker)s does not work in %(company)s. Choose somebody else.",
                    taker=taker.name,
                    company=handover.company_id.name,
                )
            )
        handover._check_still_given()

    def _check_still_given(self):
        """The accounts still are the giver's, and in no other handover."""
        strange = self.account_ids.filtered(
            lambda account: account.key_account_manager_id != self.giver_id
        )
        if strange:
            raise UserError(
                self.env._(
                    "%(accounts)s: not served by %(giver)s any more. Take the handover "
                    "back to draft and correct it.",
                    accounts=", ".join(strange.mapped("name")),
                    giver=self.giver_id.name,
                )
            )
        other = self.search(
            [
                ("id", "!=", self.id),
                ("state", "in", UNDER_WAY),
                ("account_ids", "in", self.account_ids.ids),
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "One of the accounts is being handed over by %(other)s already.",
                    other=other.name,
                )
            )

    # ------------------------------------------------------------------
    # What follows
    # ------------------------------------------------------------------

    def _advance(self, state, **facts):
        """The next state, for those whose turn it is then."""
        # Facts: whoever brings them about has been asked before.
        handover = self.sudo()
        handover.write({"state": state, "reminded_at": fields.Datetime.now(), **facts})
        handover.activity_unlink([TODO])
        for user in handover._addressees():
            handover.with_context(lang=user.lang)._tell(user)

    def _addressees(self):
        """Who has to do something now; a superior where nobody else can."""
        if self.state in ("done", "cancelled") or (
            self.state in ("draft", "taken") and not self.problem
        ):
            return self.env["res.users"]
        turn = self._turns().get(self.state, self.env["res.users"])
        if self.state == "proposed" and self.giver_is_absent or not turn.active:
            turn = turn.browse()
        return turn or self._supervisor()

    def _supervisor(self):
        """Who is in charge of the accounts; in the end an administrator."""
        candidates = (
            self.team_id.leader_id
            | self.team_id.parent_id.leader_id
            | self.company_id.key_account_head_id
            | self.env.ref("base.user_admin")
        )
        return candidates.filtered("active")[:1]

    def _tell(self, user):
        """Ask one person, in the own language, to do the next step."""
        summaries = {
            "requested": self.env._("Propose the handover or call it off"),
            "proposed": self.env._("Confirm that your list of open work is complete"),
            "given": self.env._("Confirm that you take over these accounts"),
            "refused": self.env._("The handover was refused: change it or call it off"),
            "taken": self.env._("The handover could not take effect"),
        }
        if self.state == "proposed" and user != self.giver_id:
            summary = self.env._("Confirm the handover for the giver, who is absent")
        else:
            summary = summaries[self.state]
        self.activity_schedule(TODO, user_id=user.id, summary=summary)

    def _today(self):
        """The day in the company's time zone."""
        zone = pytz.timezone(self.sudo().company_id.partner_id.tz or "UTC")
        return pytz.utc.localize(fields.Datetime.now()).astimezone(zone).date()

    def _execute(self):
        """Hand over, or keep the reason why that is not possible and tell of it."""
        self.ensure_one()
        # Both have confirmed and somebody in charge has proposed it.
        handover = self.sudo()
        try:
            with self.env.cr.savepoint():
                handover._lock_accounts()
                handover._check_ready()
                handover._move_work()
                handover._move_accounts()
        except UserError as error:
            handover.problem = str(error)
            handover._advance("taken")
            return
        handover._advance("done", done_at=fields.Datetime.now(), problem=False)
        handover._report_done()

    def _move_accounts(self):
        """The accounts themselves; a taker who was deputy is deputy no more."""
        accounts = self.account_ids
        if not self.move_cases:
            accounts = accounts.with_context(key_account_keep_cases=True)
        deputised = accounts.filtered(
            lambda account: account.key_account_deputy_id == self.taker_id
        )
        manager = {"key_account_manager_id": self.taker_id.id}
        deputised.write({**manager, "key_account_deputy_id": False})
        (accounts - deputised).write(manager)

    def _report_done(self):
        """Tell both, and whoever is in charge, what has moved."""
        people = self.giver_id | self.taker_id | self._supervisor()
        moved = self.line_ids.filtered(lambda line: line.outcome != "settled")
        self.message_post(
            body=self.env._(
                "%(accounts)s accounts and %(works)s pieces of open work have been "
                "handed over.",
                accounts=len(self.account_ids),
                works=len(moved),
            ),
            partner_ids=people.filtered("active").partner_id.ids,
        )

    @api.model
    def _cron_handovers(self):
        """Scheduled action: what takes effect today, and what somebody forgot."""
        self._execute_due()
        self._remind()

    @api.model
    def _execute_due(self):
        """Hand over what both have confirmed and whose day has come."""
        # Zones are at most fourteen hours ahead.
        latest = fields.Date.today() + timedelta(days=1)
        due = self.search(
            [("state", "=", "taken"), ("problem", "=", False), ("date", "<=", latest)],
            order="date, id",
        )
        for handover in due:
            if handover.date <= handover._today():
                handover._execute()

    @api.model
    def _remind(self):
        """Ask again whoever lets a handover lie, and tell the supervisor."""
        now = fields.Datetime.now()
        waiting = self.search(
            Domain("state", "in", ("requested", "proposed", "given", "refused"))
            | (Domain("state", "=", "taken") & Domain("problem", "!=", False))
        )
        for handover in waiting:
            patience = timedelta(days=handover.company_id.key_account_handover_days)
            if handover.reminded_at <= now - patience:
                handover._advance(handover.state)
                handover._warn()

    def _warn(self):
        """Tell the supervisor that a handover lies."""
        supervisor = self._supervisor()
        if supervisor not in self._addressees():
            self.with_context(lang=supervisor.lang).message_post(
                body=self.env._("This handover waits for a confirmation."),
                partner_ids=supervisor.partner_id.ids,
            )
