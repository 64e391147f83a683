"""A handover and the work that goes with it, for the tests of both kinds."""

from datetime import timedelta

from common import NOON, KeyAccountCase

DAY = timedelta(days=1)


class HandoverMixin:
    """The officer of the branch gives accounts to ``self.taker``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.taker = cls._user("kas-taker", "group_key_account_officer")
        cls.team.member_ids |= cls.taker

    def make_handover(self, user=None, **values):
        handovers = self.env["key.account.handover"].with_user(user or self.supervisor)
        with self.at(NOON):
            return handovers.create(
                {
                    "giver_id": self.officer.id,
                    "taker_id": self.taker.id,
                    "account_ids": [(6, 0, self.account.ids)],
                    "date": NOON.date(),
                    **values,
                }
            ).with_env(self.env)

    def propose(self, handover, user=None):
        handover.with_user(user or self.supervisor).action_propose()

    def confirm(self, handover, *users):
        for user in users or (self.officer, self.taker):
            handover.with_user(user).action_confirm()

    def answer(self, handover, user, kind, reason="because"):
        self.env["key.account.handover.answer"].with_user(user).create(
            {"handover_id": handover.id, "kind": kind, "reason": reason}
        ).action_apply()


class HandoverCase(HandoverMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(user=self.officer)
        self.visit = self.env["key.account.visit"].create(
            {
                "partner_id": self.contact.id,
                "user_id": self.officer.id,
                "planned_at": NOON + DAY,
            }
        )
        self.call = self.contact.activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline=NOON.date(),
            user_id=self.officer.id,
            summary="Ask about the offer",
        )
        self.handover = self.make_handover()

    def run_through(self, moment=NOON):
        with self.at(moment):
            self.propose(self.handover)
            self.confirm(self.handover)


def follow_up(handovers):
    """What the scheduled action does, in the transaction of the test."""
    handovers._execute_due()
    handovers._remind()
