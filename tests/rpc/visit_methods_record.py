"""What the record of a visit offers over the wire."""

#: Each looked at by a person before it was added here.
PUBLIC = {
    # Each asks who may change the visit, and in which state it is.
    ("key.account.visit", "action_add"),
    ("key.account.visit", "action_begin"),
    ("key.account.visit", "action_keep_pdf"),
    ("key.account.visit", "action_send_report"),
    ("key.account.visit", "action_settled"),
    # Opens the file, for who may read the visit; the file asks once more.
    ("key.account.visit", "action_download_pdf"),
    # The form is the own one; what it names is asked for, and the addendum asks again.
    ("key.account.visit.add", "action_add"),
    # Each asks whether the caller keeps the promise or serves the visit.
    ("key.account.visit.promise", "action_done"),
    ("key.account.visit.promise", "action_give_up"),
    ("key.account.visit.promise", "action_make_case"),
    ("key.account.visit.promise", "action_take_up"),
    # Open the promise, its visit or its case for who may read it.
    ("key.account.visit.promise", "action_open"),
    ("key.account.visit.promise", "action_open_case"),
    ("key.account.visit.promise", "action_open_visit"),
}
#: Would do harm if the wire reached them.
PRIVATE = (
    ("key.account.visit", "_erase_words", []),
    ("key.account.visit", "_follow_promises", []),
    ("key.account.visit", "_keep_pdf", []),
    ("key.account.visit", "_note_sent", []),
    ("key.account.visit", "_note_not_sent", ["x"]),
    ("key.account.visit", "_pdf_file", []),
    ("key.account.visit.addendum", "_empty_words", [[]]),
    ("key.account.visit.promise", "_become_case", [1]),
    ("key.account.visit.promise", "_kept_by_case", []),
    ("key.account.visit.promise", "_move_promise", []),
    ("key.account.visit.promise", "_proceed", ["done"]),
    ("key.account.visit.reminder", "_cron_remind", []),
    ("key.account.visit.reminder", "_plan", []),
    ("key.account.visit.reminder", "_send_due", []),
)
#: What they would change.
WATCHED = {
    "key.account.visit.promise": ["name", "due_on", "state", "user_id", "ticket_id"],
    "key.account.visit.addendum": ["words", "user_id", "at"],
    "key.account.visit.reminder": ["sent_at", "visit_count"],
}
