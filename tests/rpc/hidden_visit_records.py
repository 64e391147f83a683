"""Hidden records of a visit: promises and addenda, see ``hidden``."""

from datetime import date, timedelta

from makers import hides, make, wizard
from visits import drawing


@hides("key.account.visit.promise")
def promise(test, model):
    visit = make(test, "key.account.visit")
    values = {"name": "Secret", "due_on": date.today() + timedelta(days=9)}
    return (
        test.env[model].with_user(test.officer).create({"visit_id": visit.id, **values})
    )


@hides("key.account.visit.add")
def visit_add(test, model):
    visit = make(test, "key.account.visit")
    visit._sign(drawing(), "Secret")
    return wizard(test, test.officer, model, visit_id=visit.id, words="Secret")
