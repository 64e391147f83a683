"""VIP service applications on their way, for the tests of several files."""

from odoo.fields import Command

from common import NOON


class ApplicationMixin:
    """Services on offer, and applications of the hotel and of a contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channels = cls.offer("Channel pack", 100)
        cls.leased_line = cls.offer("Leased line", 3000)

    @classmethod
    def offer(cls, name, price, **values):
        """A service on offer, with the price of a month."""
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "list_price": price,
                "taxes_id": False,
                "key_account_service_ok": True,
                **values,
            }
        )

    def line(self, product=None, **values):
        values = {"product_id": (product or self.channels).id, **values}
        return Command.create(values)

    def apply(self, user=None, moment=NOON, **values):
        """A draft of the officer for the hotel: one channel pack for a year."""
        with self.at(moment):
            applications = self.env["key.account.application"]
            return (
                applications.with_user(user or self.officer)
                .create(
                    {
                        "partner_id": self.account.id,
                        "kind": "more",
                        "reason": "A second building opens.",
                        "line_ids": [self.line()],
                        **values,
                    }
                )
                .with_env(self.env)
            )

    def submit(self, application, user=None, moment=NOON):
        with self.at(moment):
            application.with_user(user or self.officer).action_submit()
        self.env.invalidate_all()
        return application

    def approve(self, application, *users, moment=NOON):
        """Approve by each of the users in turn; by the supervisor if none."""
        with self.at(moment):
            for user in users or (self.supervisor,):
                self.env.invalidate_all()
                application.with_user(user).validate_tier()
        self.env.invalidate_all()
        return application

    def decide(self, application, user, method, comment="Say for how many rooms."):
        """Return or reject with a reason, as the form does it."""
        action = getattr(application.with_user(user), method)()
        form = (
            self.env["comment.wizard"]
            .with_user(user)
            .with_context(**action["context"])
            .create({"comment": comment})
        )
        form.add_comment()
        self.env.invalidate_all()
        return application

    def forward(self, application, user, to, words="You know the prices."):
        action = application.with_user(user).action_forward()
        form = (
            self.env[action["res_model"]]
            .with_user(user)
            .with_context(**action["context"])
            .create({"reviewer_id": to.id, "words": words})
        )
        form.action_forward()
        self.env.invalidate_all()
        return application

    def stranger_to_us(self, **values):
        """A contact who is no key account yet."""
        return self.env["res.partner"].create({"name": "Director Sun", **values})

    def service_of(self, account=None, **values):
        """A running service in the file of an account."""
        account = account or self.account
        files = self.env["key.account.file"]
        file = files.search([("partner_id", "=", account.id)])
        return self.env["key.account.service"].create(
            {
                "file_id": file.id,
                "name": "Channels of the hotel",
                "product_id": self.channels.id,
                "date_from": "2025-01-01",
                "date_until": "2026-12-31",
                **values,
            }
        )
