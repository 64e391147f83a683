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
    # Asks for the right to write the meeting; mails go to the customers on its list.
    ("key.account.meeting", "action_invite"),
    # Opens a list that shows what the user may read.
    ("key.account.meeting", "action_view_visits"),
    # Print from the own form what its user may read.
    ("key.account.visit.list", "action_print"),
    ("key.account.contact.history", "action_print"),
}
#: Would do harm if the wire reached them.
PRIVATE = (
    ("key.account.meeting", "_step", ["draft"]),
    ("key.account.meeting", "_make_events", []),
    ("key.account.meeting", "_sync_events", [[]]),
    ("key.account.meeting", "_follow_event", []),
    ("key.account.meeting", "_call_off_by_calendar", []),
    ("key.account.meeting", "_plan_again_by_calendar", [1]),
    ("key.account.meeting", "_move_planned_promise", []),
    ("key.account.meeting.line", "_invite", []),
    ("key.account.meeting.line", "_note_invited", []),
    ("key.account.meeting.line", "_note_not_invited", ["x"]),
    ("key.account.meeting.line", "_make_visits", []),
    ("res.partner", "_key_account_history", ["2026-01-01", "2027-01-01"]),
)
#: What they would change.
WATCHED = {
    "key.account.meeting": [
        "state",
        "approved_by_id",
        "planned_cost",
        "title",
        "event_id",
        "planned_since",
    ],
    "key.account.meeting.line": [
        "partner_id",
        "attendance",
        "outcome",
        "visit_id",
        "invitation_state",
        "invited_to",
    ],
}
