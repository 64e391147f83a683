"""What is asked inside a case, hidden from outsiders: see :mod:`hidden`."""

from makers import hides, wizard


@hides("key.account.case.task")
def case_task(test, model):
    return wizard(
        test,
        test.officer,
        model,
        ticket_id=test.case.id,
        department_id=test.ref("department_technical").id,
        what="Secret",
    )


@hides("key.account.case.task.ask")
def case_task_ask(test, model):
    line = {"department_id": test.ref("department_technical").id, "what": "Secret"}
    return wizard(
        test, test.officer, model, ticket_id=test.case.id, line_ids=[(0, 0, line)]
    )


@hides("key.account.case.task.answer")
def case_task_answer(test, model):
    task = case_task(test, "key.account.case.task")
    return wizard(
        test, test.officer, model, task_id=task.id, answer="withdraw", words="Secret"
    )


@hides("key.account.case.offer")
def case_offer(test, model):
    test.case._open_offers().action_withdraw()
    values = {"ticket_id": test.case.id, "user_id": test.deputy.id, "note": "Secret"}
    return wizard(test, test.officer, model, **values)


@hides("key.account.case.offer.make")
def case_offer_make(test, model):
    test.case._open_offers().action_withdraw()
    values = {"ticket_id": test.case.id, "user_id": test.deputy.id, "note": "Secret"}
    return wizard(test, test.officer, model, **values)


@hides("key.account.case.offer.decline")
def case_offer_decline(test, model):
    offer = case_offer(test, "key.account.case.offer")
    return wizard(test, test.deputy, model, offer_id=offer.id, reason="Secret")
