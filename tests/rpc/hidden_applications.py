"""Hidden VIP service applications, see ``hidden``."""

from makers import hides, wizard


@hides("key.account.application")
def application(test, model):
    """An application of the hotel that waits for the supervisor."""
    found = test.env[model].search([("partner_id", "=", test.account.id)], limit=1)
    if found:
        return found
    service = test.env["product.product"].create(
        {"name": "Channels", "key_account_service_ok": True, "list_price": 10}
    )
    made = wizard(
        test,
        test.officer,
        model,
        partner_id=test.account.id,
        kind="more",
        reason="Secret",
        contact="Secret",
        line_ids=[(0, 0, {"product_id": service.id})],
    )
    made.action_submit()
    return made


@hides("key.account.approval.forward")
def forward(test, model):
    record = application(test, "key.account.application")
    return wizard(
        test,
        test.supervisor,
        model,
        record=f"{record._name},{record.id}",
        reviewer_id=test.head.id,
        words="Secret",
    )
