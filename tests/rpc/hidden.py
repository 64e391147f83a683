"""Records of the hotel that outsiders must learn nothing of: one small maker a model.

A model with a method of its own needs a maker here, so that the method is attacked. A
maker is called with the running test (a ``WireCase``) and the name of the model.
"""

import hidden_applications  # noqa: F401 - it registers its makers
import hidden_close  # noqa: F401 - it registers its makers
import hidden_gateways  # noqa: F401 - it registers its makers
import hidden_in_case  # noqa: F401 - it registers its makers
import hidden_library  # noqa: F401 - it registers its makers
import hidden_offers  # noqa: F401 - it registers its makers
import hidden_openings  # noqa: F401 - it registers its makers
import hidden_repairs  # noqa: F401 - it registers its makers
import hidden_services  # noqa: F401 - it registers its makers
import hidden_tiers  # noqa: F401 - it registers its makers
import hidden_visit_records  # noqa: F401 - it registers its makers
import hidden_work  # noqa: F401 - it registers its makers
from makers import ID_NUMBER, MAKERS, hides, make, wizard
from visits import VisitMixin, drawing

from common import NOON

__all__ = ["ID_NUMBER", "MAKERS", "make"]


@hides("helpdesk.ticket")
def case(test, _model):
    return test.case


@hides("res.partner")
def account(test, _model):
    return test.account


@hides("key.account.tier")
def tier(test, _model):
    return test.ref("tier_a")


@hides("key.account.deadline")
def deadline(test, _model):
    return test.deadline(test.case)


@hides("key.account.deadline.policy")
def policy(test, _model):
    return test.deadline(test.case).policy_id


@hides("key.account.deadline.policy.apply")
def policy_apply(test, model):
    preview = test.env[model].with_user(test.manager)
    return preview._preview(policy(test, model))


@hides("key.account.deadline.hold")
def deadline_hold(test, model):
    return wizard(
        test,
        test.officer,
        model,
        deadline_id=deadline(test, model).id,
        reason_id=test.ref("pause_reason_customer").id,
        note="Secret",
    )


@hides("key.account.deadline.move")
def deadline_move(test, model):
    return wizard(
        test,
        test.supervisor,
        model,
        deadline_id=deadline(test, model).id,
        due_at="2036-03-02 12:00:00",
        reason="Secret",
    )


@hides("key.account.alarm")
def alarm(test, _model):
    late = test.late(test.case)
    return late.filtered(lambda alarm: alarm.user_id == test.officer)[:1]


@hides("key.account.alarm.acknowledge")
def alarm_acknowledge(test, model):
    alarms = alarm(test, model)
    return wizard(
        test, test.officer, model, alarm_ids=[(6, 0, alarms.ids)], note="Secret"
    )


@hides("key.account.health")
def health(test, model):
    return test.env[model].browse(1)


@hides("key.account.webhook")
def webhook(test, _model):
    return test.env["key.account.webhook"].create(
        {"name": "Chat", "url": "https://robot.example/Secret"}
    )


@hides("key.account.webhook.message")
def webhook_message(test, model):
    sender = webhook(test, model)
    return test.env[model].create({"webhook_id": sender.id, "subject": "Secret"})


@hides("key.account.duty.gap")
def duty_gap(test, model):
    hours = {"date_from": NOON, "date_to": NOON.replace(day=3)}
    return test.env[model].create({**hours, "company_id": test.company.id})


@hides("key.account.duty.rota")
def duty_rota(test, model):
    people = [(0, 0, {"user_id": test.officer.id})]
    return wizard(test, test.supervisor, model, person_ids=people)


@hides("resource.calendar.holidays")
def holidays(test, model):
    china = test.env.ref("base.cn")
    return wizard(test, test.manager, model, country_id=china.id, year=2026)


@hides("helpdesk.ticket.contact")
def contact(test, model):
    return wizard(
        test,
        test.officer,
        model,
        ticket_id=test.case.id,
        summary="Secret",
        way="phone",
    )


@hides("helpdesk.ticket.reason")
def reason(test, model):
    cases = [(6, 0, test.case.ids)]
    return wizard(test, test.officer, model, ticket_ids=cases, reason="Secret")


@hides("helpdesk.ticket.intake")
def intake(test, model):
    return wizard(
        test,
        test.officer,
        model,
        name="Secret",
        description="Secret",
        case_kind="enquiry",
        partner_id=test.contact.id,
    )


@hides("key.account.visit")
def visit(test, _model):
    return VisitMixin.make_visit(test, content="Secret of the hotel")


@hides("key.account.visit.sign")
def visit_sign(test, model):
    visit_id = visit(test, model).id
    return wizard(test, test.officer, model, visit_id=visit_id, signature=drawing())


def account_file(test):
    """The account file of the hotel, with an ID number."""
    file = test.env["key.account.file"].search([("partner_id", "=", test.account.id)])
    file._set_id_number(ID_NUMBER)
    return file


@hides("key.account.handover")
def handover(test, model):
    """From the officer to the deputy: no outsider is a party to it."""
    return wizard(
        test,
        test.officer,
        model,
        taker_id=test.deputy.id,
        account_ids=[(6, 0, test.account.ids)],
        reason="Secret",
    )


@hides("key.account.handover.answer")
def handover_answer(test, model):
    handover_id = handover(test, "key.account.handover").id
    return wizard(
        test,
        test.officer,
        model,
        handover_id=handover_id,
        kind="cancel",
        reason="Secret",
    )


@hides("key.account.assignment.propose")
def assignment_propose(test, model):
    line = {
        "account_id": test.account.id,
        "user_id": test.deputy.id,
        "explanation": "Secret",
        "is_accepted": True,
    }
    return wizard(
        test,
        test.supervisor,
        model,
        leaver_id=test.officer.id,
        line_ids=[(0, 0, line)],
    )


@hides("key.account.file.identify")
def file_identify(test, model):
    return wizard(
        test,
        test.officer,
        model,
        file_id=account_file(test).id,
        number="510104198001010057",
        take_sex=True,
    )


@hides("key.account.file.reveal")
def file_reveal(test, model):
    file_id = account_file(test).id
    return wizard(test, test.officer, model, file_id=file_id, reason="Secret")


@hides("key.account.file.unlock")
def file_unlock(test, model):
    file_id = account_file(test).id
    return wizard(test, test.supervisor, model, file_id=file_id, reason="Secret")


def person_file(test):
    """The file of somebody at the hotel, with a card of a secret number."""
    files = test.env["key.account.file"]
    found = files.search([("partner_id", "=", test.contact.id)])
    return found or files.create({"partner_id": test.contact.id, "employer": "Secret"})


@hides("key.account.file")
def file(test, _model):
    return person_file(test)


@hides("key.account.device")
def device(test, model):
    values = {"file_id": person_file(test).id, "number": "Secret"}
    return test.env[model].search([("number", "=", "Secret")]) or test.env[
        model
    ].create(values)


@hides("key.account.key.person")
def key_person(test, model):
    return wizard(
        test,
        test.officer,
        model,
        file_id=account_file(test).id,
        partner_id=test.colleague.id,
        department="Secret",
    )


@hides("key.account.consent")
def consent(test, model):
    purpose = test.ref("consent_purpose_care")
    file = person_file(test)
    found = file.consent_ids.filtered(lambda consent: not consent.withdrawn_on)
    return found or test.env[model].create(
        {"file_id": file.id, "purpose_id": purpose.id, "note": "Secret"}
    )


@hides("key.account.file.erase")
def file_erase(test, model):
    files = [(6, 0, person_file(test).ids)]
    return wizard(test, test.manager, model, file_ids=files, reason="Secret")


@hides("key.account.file.hold")
def file_hold(test, model):
    file = person_file(test)
    return wizard(test, test.manager, model, file_id=file.id, reason="Secret")


@hides("key.account.file.export")
def file_export(test, model):
    file = person_file(test)
    return wizard(test, test.officer, model, file_id=file.id, reason="Secret")


@hides("privacy.lookup.wizard.line")
def lookup_line(test, model):
    values = {"name": "Wang Fang", "email": "wang.fang@hotel.example"}
    lookup = test.env["privacy.lookup.wizard"].create(values)
    return test.env[model].create(
        {
            "wizard_id": lookup.id,
            "res_id": person_file(test).id,
            "res_model_id": test.env["ir.model"]._get("key.account.file").id,
        }
    )


@hides("key.account.significant.change")
def significant_change(test, model):
    return wizard(
        test,
        test.officer,
        model,
        file_id=account_file(test).id,
        kind="leadership",
        what="Secret",
    )


@hides("key.account.release")
def release(test, _model):
    return wizard(
        test,
        test.officer,
        "key.account.release",
        file_id=account_file(test).id,
        what="Secret",
        purpose="Secret",
        data_from="2025-01-01",
        data_to="2025-12-31",
    )


@hides("key.account.release.decide")
def release_decide(test, model):
    asked = release(test, model)
    asked.action_request()
    return wizard(
        test, test.supervisor, model, release_id=asked.id, once=True, note="Secret"
    )


@hides("key.account.mail.aside")
def mail_aside(test, model):
    return test.env[model].create(
        {
            "subject": "Secret of the hotel",
            "sender": "wang.fang@hotel.example",
            "received_at": NOON,
            "why": "automatic",
            "ticket_id": test.case.id,
            "company_id": test.company.id,
        }
    )
