"""What weekly reviews and the needs register offer over the wire."""

NOW = "2026-03-02 12:30:00"
#: Each looked at by a person before it was added here.
PUBLIC = {
    # Each asks whether the review is the caller's own, or of accounts deputised for.
    ("key.account.weekly.review", "action_submit"),
    # Asks whether the caller is a superior of the manager, and so does the dialog.
    ("key.account.weekly.review", "action_reopen"),
    ("key.account.weekly.review.reopen", "action_confirm"),
    # Opens a list, of those accounts that the caller may read.
    ("key.account.weekly.review", "action_view_lines"),
    # Each asks whether the caller serves the account; the forms they open ask again.
    ("key.account.weekly.line", "action_nothing"),
    ("key.account.weekly.line", "action_note"),
    ("key.account.weekly.line", "action_reopen"),
    ("key.account.weekly.line", "action_to_department"),
    ("key.account.weekly.line", "action_to_superior"),
    # Each asks who serves the account, or whether the caller was asked.
    ("key.account.weekly.action", "action_create"),
    ("key.account.weekly.action", "action_done"),
    ("key.account.weekly.action", "action_hand_back"),
    ("key.account.weekly.action", "action_withdraw"),
    # Closes a dialog, and asks for the right to read what was made in it.
    ("key.account.need", "action_create"),
    ("key.account.need", "action_answer"),
    ("key.account.need", "action_begin"),
    ("key.account.need", "action_decline"),
    ("key.account.need", "action_reopen"),
    ("key.account.need", "action_solved"),
    ("key.account.need", "action_to_department"),
    ("key.account.need", "action_to_superior"),
    ("key.account.need", "action_told"),
    # Asks for the visit, and for the right to note needs of the account.
    ("key.account.visit", "action_make_need"),
    # Each asks for the visit or case; the form that it opens asks again.
    ("key.account.visit", "action_note_need"),
    ("helpdesk.ticket", "action_note_need"),
    # Opens a list that shows what the user may read.
    ("helpdesk.ticket", "action_view_needs"),
    ("res.partner", "action_view_key_account_needs"),
}
#: Would do harm if the wire reached them.
PRIVATE = (
    ("key.account.weekly.review", "_cron_open", []),
    ("key.account.weekly.review", "_open_week", []),
    ("key.account.weekly.review", "_list_due", []),
    ("key.account.weekly.review", "_list", []),
    ("key.account.weekly.review", "_omit", []),
    ("key.account.weekly.review", "_reopen", ["Forged"]),
    ("key.account.weekly.review", "_keep_due_time", []),
    ("key.account.weekly.review", "_weekly_facts", [[], NOW]),
    ("key.account.weekly.line", "_answer", ["nothing"]),
    ("key.account.weekly.line", "_follow_managers", [[]]),
    ("key.account.weekly.action", "_end", ["done"]),
    ("key.account.weekly.action", "_hand_back", []),
    ("key.account.need", "_decide", ["solved"]),
    ("key.account.need", "_raise_to", [1]),
)
#: What they would change.
WATCHED = {
    "key.account.weekly.review": ["state", "submitted_at", "listed_at", "note"],
    "key.account.weekly.line": ["state", "review_id", "answered_at", "remark"],
    "key.account.weekly.action": ["state", "user_id", "kind", "what", "back_count"],
    "key.account.need": ["state", "raised_to_id", "is_raised", "told_at", "what"],
}
