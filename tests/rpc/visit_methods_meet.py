"""What meetings, the visit list and the contact history offer over the wire."""

#: Each looked at by a person before it was added here.
PUBLIC = {
    # Each asks for the right to write the meeting, the last two for a superior.
    ("key.account.meeting", "action_plan"),
    ("key.account.meeting", "action_draft"),
    ("key.account.meeting", "action_cancel"),
    ("key.account.meeting", "action_done"),
    ("key.account.meeting", "action_approve"),
    ("key.account.meeting", "action_return"),
    # Opens a list that shows what the user may read.
    ("key.account.meeting", "action_view_visits"),
    # Print from the own form what its user may read.
    ("key.account.visit.list", "action_print"),
    ("key.account.contact.history", "action_print"),
}
#: Would do harm if the wire reached them.
PRIVATE = (
    ("key.account.meeting", "_step", ["draft"]),
    ("key.account.meeting.line", "_make_visits", []),
    ("res.partner", "_key_account_history", ["2026-01-01", "2027-01-01"]),
)
#: What they would change.
WATCHED = {
    "key.account.meeting": ["state", "approved_by_id", "planned_cost", "title"],
    "key.account.meeting.line": ["partner_id", "attendance", "outcome", "visit_id"],
}
