"""Hidden records of tiers, approvals and workbooks, see ``hidden``."""

from makers import hides, wizard


@hides("key.account.tier.notice")
def tier_notice(test, model):
    return test.env[model].search([("account_id", "=", test.account.id)])


@hides("key.account.tier.propose")
def tier_propose(test, model):
    return wizard(
        test,
        test.officer,
        model,
        account_ids=[(6, 0, test.account.ids)],
        tier_id=test.ref("tier_b").id,
        reason="Secret",
    )


@hides("key.account.tier.proposal")
def tier_proposal(test, _model):
    proposals = test.env["key.account.tier.proposal"].with_user(test.officer)
    if not proposals.search([]):
        values = {"account_id": test.account.id, "tier_id": test.ref("tier_b").id}
        proposals.create({**values, "reason": "Secret"}).action_submit()
    return proposals.search([])


@hides("comment.wizard")
def comment_wizard(test, model):
    proposal = tier_proposal(test, model)
    return wizard(
        test,
        test.supervisor,
        model,
        res_model=proposal._name,
        res_id=proposal.id,
        review_ids=[(6, 0, proposal.review_ids[:1].ids)],
        validate_reject="validate",
        comment="Secret",
    )


@hides("key.account.file.import")
def file_import(test, model):
    return wizard(test, test.officer, model, filename="Secret")


@hides("key.account.file.excel")
def file_excel(test, model):
    return wizard(test, test.officer, model, reason="Secret")
