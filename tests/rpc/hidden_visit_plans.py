"""Hidden visit plans, see ``hidden``."""

from datetime import date

from makers import hides, wizard

#: A quarter to come, whenever the tests run.
YEAR = date.today().year + 1
DAYS = {"date_from": f"{YEAR}-04-01", "date_to": f"{YEAR}-06-30"}


@hides("key.account.visit.plan")
def visit_plan(test, model):
    """The plan of the officer, which waits for the supervisor."""
    found = test.env[model].search([("user_id", "=", test.officer.id)], limit=1)
    if found:
        return found
    plan = wizard(
        test,
        test.officer,
        model,
        **DAYS,
        note="Secret",
    )
    plan.action_propose()
    plan.action_submit()
    return plan


@hides("key.account.visit.plan.all")
def visit_plan_all(test, model):
    return wizard(test, test.supervisor, model, **DAYS)


@hides("key.account.visit.rule.grid")
def visit_rule_grid(test, model):
    return wizard(test, test.manager, model)
