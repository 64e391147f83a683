"""Hidden visit plans, see ``hidden``."""

from makers import hides, wizard


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
        date_from="2126-04-01",
        date_to="2126-06-30",
        note="Secret",
    )
    plan.action_propose()
    plan.action_submit()
    return plan


@hides("key.account.visit.plan.all")
def visit_plan_all(test, model):
    return wizard(
        test, test.supervisor, model, date_from="2126-04-01", date_to="2126-06-30"
    )


@hides("key.account.visit.rule.grid")
def visit_rule_grid(test, model):
    return wizard(test, test.manager, model)
