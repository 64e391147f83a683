"""Services at every stage, for what is uninstalled in the middle of the business."""

SERVICES = """
product = env["product.product"].create(
    {"name": "4K", "key_account_service_ok": True, "key_account_trial_days": 30}
)
def apply_for(kind, **line):
    application = env["key.account.application"].create(
        {
            "partner_id": customer.id,
            "kind": kind,
            "reason": "x",
            "line_ids": [(0, 0, {"product_id": product.id, **line})],
        }
    )
    application._write_facts(
        {"state": "approved", "approved_at": fields.Datetime.now()}
    )
    return application
opened = apply_for("more")
opened._start_opening()
opened.action_services_ready()
opened.action_told()
opened._record_call("not_satisfied", fields.Datetime.now(), "phone", "No sound")
assert opened.call_ids and opened.deadline_ids and opened.step_ids
again = opened.copy()
again._write_facts({"former_id": opened.id})
installed = apply_for("new")
installed.equipment_ids.create(
    {"application_id": installed.id, "kind": "modem", "number": "8001"}
)
env["fsm.order"]._create_repair(
    {
        "application_id": installed.id,
        "location_id": place.id,
        "scheduled_date_start": start,
        "scheduled_date_end": start + timedelta(hours=1),
    }
)
installed.equipment_ids.order_id = installed.fsm_order_ids
tried = apply_for("trial", is_free=True)
tried.line_ids._open_services(now.date())
trial = env["key.account.trial"].search([("application_id", "=", tried.id)])
trial.action_convert()
service = opened.line_ids.service_id
service.sudo().date_until = now.date() + timedelta(days=3)
env["key.account.service.term"]._screen()
env["key.account.service.notice"]._plan()
env["key.account.service.notice"]._send_due()
assert service.term_ids.notice_ids and service.term_ids.deadline_ids
receipt = env["key.account.receipt"].create(
    {
        "day_id": day.id,
        "line_ids": [(0, 0, {"name": "x", "amount": 1, "pay_way": "cash"})],
    }
)
receipt._issue(reason="x")
"""
