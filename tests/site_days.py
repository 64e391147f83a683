"""On-premises days for tests: planned, with requests and receipts."""

from visits import drawing

from common import NOON


class SiteMixin:
    """The officer's desk at the hotel."""

    def make_day(self, user=None, **values):
        return (
            self.env["key.account.site.day"]
            .with_user(user or self.officer)
            .create({"account_id": self.account.id, "starts_at": NOON, **values})
        )

    def ask(self, day, **values):
        return day.env["key.account.site.request"].create(
            {
                "day_id": day.id,
                "person": "Mr. He",
                "what": "Two more cards",
                **values,
            }
        )

    def make_receipt(self, day, **values):
        return day.env["key.account.receipt"].create(
            {
                "day_id": day.id,
                "person": "Mr. He",
                "line_ids": [
                    (0, 0, {"name": "Two cards", "amount": 60, "pay_way": "cash"}),
                    (
                        0,
                        0,
                        {
                            "what": "device",
                            "direction": "out",
                            "name": "Card",
                            "device_kind": "smart_card",
                            "number": "8001",
                        },
                    ),
                ],
                **values,
            }
        )

    def issue(self, receipt, **values):
        wizard = receipt.env["key.account.receipt.sign"]
        given = {"signature": drawing(), "signed_by": "He Jun", **values}
        wizard.create({"receipt_id": receipt.id, **given}).action_issue()
        return receipt
