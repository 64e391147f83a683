"""What visits in the calendar, their moves and their coverage offer over the wire."""

NOW = "2026-03-02 12:30:00"
#: Each looked at by a person before it was added here.
PUBLIC = {
    # Opens a dialog, for who may change the visit; the dialog asks once more.
    ("key.account.visit", "action_reschedule"),
    # The dialogs are the own ones; what they name is asked for, and so is the right to
    # change the visit, or to serve the account.
    ("key.account.visit.reschedule", "action_confirm"),
    ("key.account.visit.log", "action_log"),
    # Open forms with the person as default, for who may read the row or the person.
    ("key.account.visit.coverage", "action_plan_visit"),
    ("key.account.visit.coverage", "action_log_contact"),
    ("res.partner", "action_log_key_account_contact"),
}
#: Would do harm if the wire reached them.
PRIVATE = (
    ("key.account.visit", "_call_off_by_calendar", []),
    ("key.account.visit", "_follow_event", []),
    ("key.account.visit", "_make_events", []),
    ("key.account.visit", "_move_planned_promise", []),
    ("key.account.visit", "_plan_again_by_calendar", [NOW]),
    ("key.account.visit", "_reschedule", [NOW, "x"]),
    ("key.account.visit", "_sync_events", [[]]),
    ("key.account.visit.move", "_empty_words", [[]]),
    ("key.account.visit.rule", "_contacts_sql", []),
    ("calendar.event", "_key_account_works", []),
)
#: What they would change.
WATCHED = {
    "key.account.visit.move": ["planned_to", "reason", "visit_id"],
}
