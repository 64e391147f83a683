# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..clock.key_account_sweep_mixin import RETRY_AFTER
from .key_account_handover_check import Busy

TODO = "mail.mail_activity_data_todo"


class KeyAccountHandover(models.Model):
    """Who is told, what takes effect on the date, and what is asked again (TEAM-1)."""

    _inherit = "key.account.handover"  # pylint: disable=consider-merging-classes-inherited

    def _advance(self, state, **facts):
        """The next state, for those whose turn it is then."""
        # Facts: whoever brings them about has been asked before.
        handover = self.sudo()
        now = fields.Datetime.now()
        tried = {"reminded_at": now, "error": False, "error_at": False}
        handover.write({"state": state, **tried, **facts})
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
        elif self.state == "given" and user != self.taker_id:
            summary = self.env._("The taker has left: take the handover back to draft")
        else:
            summary = summaries[self.state]
        self.activity_schedule(TODO, user_id=user.id, summary=summary)

    def _today(self):
        """The day in the company's time zone."""
        return self.company_id._today_at(fields.Datetime.now())

    def _execute(self):
        """Hand over, or keep the reason why that is not possible and tell of it.

        :raises Busy: if somebody is changing an account: nothing is wrong, try again
        """
        self.ensure_one()
        # Both have confirmed and somebody in charge has proposed it.
        handover = self.sudo()
        try:
            with self.env.cr.savepoint():
                handover._lock_accounts()
                handover._check_ready()
                handover._move_work()
                handover._move_accounts()
        except Busy:
            raise
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
        self._sweep_run(self._execute_due)
        self._sweep_run(self._remind)

    @api.model
    def _execute_due(self, limit=None):
        """Hand over what both have confirmed and whose day has come; never commits.

        :return: how many handovers were looked at
        """
        come = self._sweep_by_company(
            "date", lambda company, now: company._today_at(now)
        )
        return self._work_off(SQL("state = 'taken' AND problem IS NULL"), come, limit)

    @api.model
    def _remind(self, limit=None):
        """Ask again whoever lets a handover lie, and tell the supervisor.

        :return: how many handovers were looked at
        """
        waits = SQL(
            "(state IN ('requested', 'proposed', 'given', 'refused')"
            " OR state = 'taken' AND problem IS NOT NULL)"
        )
        long_ago = self._sweep_by_company(
            "reminded_at",
            lambda company, now: (
                now - timedelta(days=company.key_account_handover_days)
            ),
        )
        return self._work_off(waits, long_ago, limit)

    @api.model
    def _work_off(self, states, come, limit):
        """Each in a savepoint of its own: one that fails is tried again later."""
        due = SQL(
            "%s AND (%s) AND (error_at IS NULL OR error_at <= %s)",
            states,
            come,
            fields.Datetime.now() - RETRY_AFTER,
        )
        handovers = self.sudo()._sweep_claim(due, SQL("date, id"), limit)
        for handover in handovers:
            handover._sweep_guarded(lambda record: record._follow_up())
        return len(handovers)

    def _follow_up(self):
        """What the day asks of a handover: to take effect, or somebody to go on."""
        if self.state == "taken" and not self.problem:
            self._execute()
        else:
            self._advance(self.state)
            self._warn()

    def _warn(self):
        """Tell the supervisor that a handover lies."""
        supervisor = self._supervisor()
        if supervisor not in self._addressees():
            self.with_context(lang=supervisor.lang).message_post(
                body=self.env._("This handover waits for a confirmation."),
                partner_ids=supervisor.partner_id.ids,
            )
