"""What visit plans and the table of visit rules offer over the wire."""

#: Each looked at by a person before it was added here.
PUBLIC = {
    # Each asks whose plan it is, or whose step.
    ("key.account.visit.plan", "action_cancel"),
    ("key.account.visit.plan", "action_forward"),
    ("key.account.visit.plan", "action_propose"),
    ("key.account.visit.plan", "action_start_over"),
    ("key.account.visit.plan", "action_submit"),
    ("key.account.visit.plan", "action_withdraw"),
    ("key.account.visit.plan", "reject_tier"),
    ("key.account.visit.plan", "return_tier"),
    ("key.account.visit.plan", "validate_tier"),
    # Opens a list of those visits that the user may read.
    ("key.account.visit.plan", "action_view_visits"),
    # For the teams that the caller leads.
    ("key.account.visit.plan.all", "action_draft"),
    # Administrators of the service only.
    ("key.account.visit.rule.grid", "action_apply"),
}
#: Would do harm if the wire reached them.
PRIVATE = (
    ("key.account.visit.plan", "_approved", []),
    ("key.account.visit.plan", "_draft", [1, "2026-04-01", "2026-06-30"]),
    ("key.account.visit.plan", "_drop_proposals", []),
    ("key.account.visit.plan", "_propose", []),
    ("key.account.visit.plan", "_propose_due", []),
    ("key.account.visit.plan", "_return_for_change", [[]]),
    ("key.account.visit.plan", "_write_facts", [{"state": "approved"}]),
    ("key.account.visit.plan", "request_validation", []),
    ("key.account.visit.rule", "_match_sql", []),
    ("key.account.visit.rule", "_rule_of", [[1]]),
)
#: What a hostile call must leave as it is.
WATCHED = {
    "key.account.visit.plan": [
        "state",
        "user_id",
        "date_from",
        "proposed_at",
        "deadline_due_at",
    ],
    "key.account.visit.rule": ["interval_months", "way", "sign"],
}
