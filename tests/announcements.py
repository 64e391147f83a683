"""Announcements for tests: written, let go, and told."""

from datetime import timedelta

from common import NOON

DAY = timedelta(days=1)
WAVES = (("tier_a", 0), ("tier_b", 7))


class AnnouncementMixin:
    """A hotel of tier A, a bank of tier B, and a new service for both."""

    def make_bank(self, **values):
        return self.env["res.partner"].create(
            {
                "name": "Shu Bank",
                "is_company": True,
                "email": "office@bank.example",
                "key_account_kind": "group",
                "key_account_tier_id": self.ref("tier_b").id,
                "key_account_manager_id": self.stranger.id,
                **values,
            }
        )

    def make_announcement(
        self, user=None, waves=(("tier_a", 0), ("tier_b", 7)), **vals
    ):
        announcements = self.env["key.account.announcement"]
        with self.at(NOON):
            return (
                announcements.with_user(user or self.supervisor)
                .create(
                    {
                        "name": "4K in your rooms",
                        "body": "<p>Sharper than ever.</p>",
                        "wave_ids": [
                            (0, 0, {"tier_id": self.ref(tier).id, "wait_days": wait})
                            for tier, wait in waves
                        ],
                        **vals,
                    }
                )
                .with_env(self.env)
            )

    def start(self, announcement, moment=NOON):
        with self.at(moment):
            announcement.with_user(self.manager).action_start()
        return announcement

    def announce(self, moment=NOON):
        """The scheduled action at a moment: who has the turn is listed, then told."""
        waves = self.env["key.account.announcement.wave"]
        with self.at(moment):
            while waves._gather_due():
                pass
            told = self.env["key.account.announcement.recipient"]._tell_due()
        self.env.invalidate_all()
        return told

    def recipient(self, account, announcement=None):
        recipients = self.env["key.account.announcement.recipient"]
        return recipients.search([("account_id", "=", account.id)], order="id")

    def mails_to(self, recipient):
        return self.env["mail.mail"].search(
            [("model", "=", recipient._name), ("res_id", "in", recipient.ids)]
        )
