"""Makers of early warnings and library articles that others may not see."""

from makers import hides


@hides("key.account.warning")
def warning(test, model):
    known = test.env[model].search([("account_id", "=", test.account.id)])
    return known or test.env[model].create(
        {
            "name": "Secret",
            "rule_id": test.ref("warning_rule_account").id,
            "subject": "account",
            "subject_key": str(test.account.id),
            "account_id": test.account.id,
            "company_id": test.company.id,
            "raised_at": "2026-03-02 12:00:00",
            "acknowledge_note": "Secret",
            "case_ids": [(6, 0, test.case.ids)],
        }
    )


@hides("key.account.warning.rule")
def warning_rule(test, _model):
    return test.ref("warning_rule_account")


@hides("key.account.case.article")
def article(test, model):
    values = {"name": "Secret", "situation": "Secret", "solution": "Secret"}
    return test.env[model].with_user(test.officer).create(values)
