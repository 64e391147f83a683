"""Tier proposals on their way, for the tests of several files."""

from datetime import date

from common import NOON

#: The day of ``NOON``, in every time zone of these tests but those far away.
TODAY = date(2026, 3, 2)


class TierMixin:
    def propose(self, user=None, tier="tier_b", moment=NOON, **values):
        """A draft for the hotel."""
        with self.at(moment):
            proposals = self.env["key.account.tier.proposal"]
            return (
                proposals.with_user(user or self.officer)
                .create(
                    {
                        "account_id": self.account.id,
                        "tier_id": self.ref(tier).id,
                        "reason": "Turnover doubled.",
                        "valid_from": TODAY,
                        **values,
                    }
                )
                .with_env(self.env)
            )

    def submit(self, proposal, user=None, moment=NOON):
        with self.at(moment):
            proposal.with_user(user or self.officer).action_submit()
        return proposal

    def approve(self, proposal, *users, moment=NOON):
        """Approve by each of the users in turn; by supervisor and head if none."""
        with self.at(moment):
            for user in users or (self.supervisor, self.head):
                self.env.invalidate_all()
                proposal.with_user(user).validate_tier()
        self.env.invalidate_all()
        return proposal

    def approved(self, **values):
        proposal = self.submit(self.propose(**values))
        for user in (self.supervisor, self.head):
            if proposal.state == "submitted":
                self.approve(proposal, user)
        return proposal

    def follow_days(self, moment):
        """The scheduled action at a moment."""
        with self.at(moment):
            done = self.env["key.account.tier.proposal"]._follow_days()
        self.env.invalidate_all()
        return done

    def history(self, account=None):
        account = account or self.account
        return self.env["key.account.tier.history"].search(
            [("account_id", "=", account.id)], order="id"
        )

    def steps(self, account=None):
        """The history as pairs of codes."""
        return [
            (row.tier_from_id.code or "", row.tier_to_id.code or "")
            for row in self.history(account)
        ]
