"""SEC-3: every method that the module offers over the wire is known and harmless."""

import json

import hidden
import hidden_reception  # noqa: F401
from hidden import ID_NUMBER

from odoo.tools import SQL

from wire import Refused, WireCase

ADDON = "odoo.addons.key_account_service"
#: Offered by Odoo for every model; secured by access rights and tested elsewhere.
ORM = {"create", "write", "unlink", "copy", "copy_data", "default_get", "init"}
#: Odoo's entrance of mails, on everything that has messages: whoever uses it over RPC
#: is no mail server and does what the user may; see test_mail_wire.
ORM |= {"message_process"}
#: All others, each looked at by a person before it was added here.
PUBLIC = {
    # Opens the file for those who may read it, a new one for those who may start it.
    ("res.partner", "action_open_key_account_file"),
    # Open lists, which show what the user may read.
    ("res.partner", "action_view_key_account_cases"),
    ("res.partner", "action_view_key_account_deadlines"),
    ("res.partner", "action_view_key_account_missed"),
    ("res.partner", "action_view_key_account_overdue"),
    ("res.partner", "action_view_key_account_visits"),
    ("res.partner", "action_view_key_account_ratings"),
    ("res.partner", "action_view_key_account_spending"),
    # Of files that their reader may read: opens the contact, the visits, the cases.
    ("key.account.file", "action_open_contact"),
    ("key.account.file", "action_view_cases"),
    ("key.account.file", "action_view_visits"),
    # With the rights of the user, who has to be allowed to change the file.
    ("key.account.file", "action_start_person_files"),
    ("key.account.device", "action_give_back"),
    ("key.account.key.person", "action_add"),
    # Opens a list that every employee may read.
    ("res.partner", "action_edit_key_account_team"),
    # Opens an empty form with accounts whose manager every employee may see.
    ("res.partner", "action_hand_over_accounts"),
    # Open forms; who may not read the case is refused, and each form asks once more.
    ("helpdesk.ticket", "action_investigate"),
    ("helpdesk.ticket", "action_record_call_back"),
    ("helpdesk.ticket", "action_log_contact"),
    ("helpdesk.ticket", "action_tell_customer"),
    ("helpdesk.ticket", "message_new"),
    # Odoo's own, less than before: a word on a case is no rating.
    ("helpdesk.ticket", "message_post"),
    ("helpdesk.ticket.contact", "action_log"),
    ("helpdesk.ticket.intake", "action_create_case"),
    # Of the own form; what is joined has to be an open case that its user may write.
    ("helpdesk.ticket.intake", "action_answered"),
    ("helpdesk.ticket.intake", "action_join_case"),
    # For whoever takes cases: contacts that employees see anyway; a device only by its
    # whole number, which is not in the answer.
    ("helpdesk.ticket.intake", "find_customers"),
    # Open the case, or a form with what is on record, for those who may read it.
    ("key.account.reception", "action_make_case"),
    ("key.account.reception", "action_open_case"),
    ("key.account.visit", "action_make_case"),
    # Open forms for a case that the caller may change.
    ("helpdesk.ticket", "action_ask_departments"),
    ("helpdesk.ticket", "action_change_level"),
    ("helpdesk.ticket", "action_pass_on"),
    ("helpdesk.ticket", "action_withdraw_offer"),
    # Of the own form: asks and writes as its user.
    ("key.account.case.task.ask", "action_apply"),
    ("key.account.case.task.answer", "action_apply"),
    ("key.account.case.offer.make", "action_offer"),
    ("key.account.case.offer.decline", "action_decline"),
    # Each asks on the server who was asked, or who may change the case.
    ("key.account.case.task", "action_accept"),
    ("key.account.case.task", "action_answer"),
    ("key.account.case.task", "action_open_case"),
    ("key.account.case.offer", "action_accept"),
    ("key.account.case.offer", "action_decline"),
    ("key.account.case.offer", "action_withdraw"),
    # Writes as the user, who has to be allowed to write each of the cases.
    ("helpdesk.ticket.reason", "action_confirm"),
    # Of those who have to call, and of superiors; each asks who the caller is.
    ("key.account.call.back", "action_give_up"),
    ("key.account.call.back", "action_record"),
    ("key.account.call.back", "action_view_case"),
    ("key.account.call.back.record", "action_record"),
    ("key.account.call.back.release", "action_give_up"),
    # Administrators of the service only; what is drawn is left to chance.
    ("key.account.call.back.sample", "action_draw"),
    ("key.account.call.back.sample", "action_preview"),
    # With the rights of the user, who has to be allowed to write the case.
    ("key.account.investigation", "action_done"),
    ("key.account.alarm", "action_acknowledge"),
    ("key.account.alarm", "action_open_work"),
    ("key.account.alarm", "action_retry"),
    ("key.account.alarm.acknowledge", "action_acknowledge"),
    ("key.account.deadline", "action_hold"),
    ("key.account.deadline", "action_move"),
    ("key.account.deadline", "action_open_work"),
    # Opens a form; who may not read the gap is refused.
    ("key.account.duty.gap", "action_fill"),
    # Creates duties with the rights of the caller, on an own wizard only.
    ("key.account.duty.rota", "action_plan"),
    ("key.account.deadline", "action_resume"),
    # On an own wizard only; what is accepted is written with the rights of the caller.
    ("key.account.assignment.propose", "action_accept"),
    ("key.account.assignment.propose", "action_propose"),
    ("key.account.deadline.hold", "action_hold"),
    ("key.account.deadline.move", "action_move"),
    # Each asks whose turn it is, or who is in charge, on the server.
    ("key.account.handover", "action_add_accounts"),
    ("key.account.handover", "action_cancel"),
    ("key.account.handover", "action_confirm"),
    ("key.account.handover", "action_confirm_for_giver"),
    ("key.account.handover", "action_draft"),
    ("key.account.handover", "action_execute"),
    ("key.account.handover", "action_propose"),
    ("key.account.handover", "action_refuse"),
    ("key.account.handover", "action_request"),
    ("key.account.handover.answer", "action_apply"),
    ("key.account.deadline.policy", "action_apply_terms"),
    ("key.account.deadline.policy", "action_view_deadlines"),
    ("key.account.deadline.policy.apply", "action_apply"),
    # Opens the record itself, for those who may read it.
    ("key.account.deadline", "action_explain"),
    ("key.account.deadline", "action_open_work"),
    # Looks at failed deadlines at once: administrators only.
    ("key.account.deadline", "action_retry"),
    ("key.account.deadline.policy", "action_view_deadlines"),
    # Notes that the current user withdrew; only who serves the account may.
    ("key.account.consent", "action_withdraw"),
    # Administrators of the service only, checked again in the form itself.
    ("key.account.file", "action_erase"),
    ("key.account.file", "action_hold"),
    ("key.account.file.erase", "action_erase"),
    ("key.account.file.hold", "action_hold"),
    # Who serves the account, and administrators; logged.
    ("key.account.file", "action_export_data"),
    ("key.account.file.export", "action_export"),
    # Notes who verified, and when; only who serves the account may.
    ("key.account.file", "action_verify"),
    # Opens a list, for those who may read the file.
    ("key.account.file", "action_view_changes"),
    # Odoo's own, less than before: nothing of account files is deleted or archived.
    ("privacy.lookup.wizard.line", "action_archive_all"),
    ("privacy.lookup.wizard.line", "action_unlink"),
    ("privacy.lookup.wizard.line", "action_unlink_all"),
    # Administrators only: retry and look at what failed.
    ("key.account.health", "action_retry_alarms"),
    ("key.account.health", "action_retry_deadlines"),
    ("key.account.health", "action_view_failed_alarms"),
    ("key.account.health", "action_view_failed_deadlines"),
    # Whether deadlines are watched: no content, and only for those who work with them.
    ("key.account.health", "scheduler_warning"),
    # Of the own form, about a file that its user may write, read or supervise.
    ("key.account.file.identify", "action_forget"),
    ("key.account.file.identify", "action_identify"),
    ("key.account.file.reveal", "action_show"),
    ("key.account.file.unlock", "action_unlock"),
    # Of the own import; what it writes is checked with the rights of its maker.
    ("key.account.file.import", "action_again"),
    ("key.account.file.import", "action_check"),
    ("key.account.file.import", "action_import"),
    ("key.account.file.import", "action_read"),
    # Of the own form: logs, and prints what its user may read.
    ("key.account.file.excel", "action_export"),
    ("key.account.tier", "action_view_accounts"),
    # Decides about what is the caller's to decide, and about nothing else.
    ("comment.wizard", "add_comment"),
    # Each asks who the caller is to the account before it does anything.
    ("key.account.tier.notice", "action_told"),
    ("key.account.tier.notice", "action_write_email"),
    ("key.account.tier.proposal", "action_cancel"),
    ("key.account.tier.proposal", "action_publish"),
    ("key.account.tier.proposal", "action_submit"),
    ("key.account.tier.proposal", "reject_tier"),
    ("key.account.tier.proposal", "validate_tier"),
    # Creates proposals with the rights of the caller, on an own wizard only.
    ("key.account.tier.propose", "action_propose"),
    # Open lists and forms that show what the caller may read.
    ("res.partner", "action_propose_tier"),
    ("res.partner", "action_view_tier_history"),
    # Opens a list that shows what the user may read.
    ("key.account.file", "action_view_members"),
    # For the requester, a superior who did not ask, and both; checked in each.
    ("key.account.release", "action_request"),
    ("key.account.release", "action_decide"),
    ("key.account.release", "action_withdraw"),
    ("key.account.release.decide", "action_refuse"),
    ("key.account.release.decide", "action_release"),
    # Writes only that the caller, who was told, has taken notice.
    ("key.account.significant.change", "action_acknowledge"),
    # Administrators of the service only: they call out, or show what failed to.
    ("key.account.webhook", "action_test"),
    ("key.account.webhook", "action_view_messages"),
    ("key.account.webhook.message", "action_retry"),
    # Open the forms and lists of a case that the caller may read.
    ("helpdesk.ticket", "action_soothe"),
    ("helpdesk.ticket", "action_enter_cause"),
    ("helpdesk.ticket", "action_view_measures"),
    # Asks whether the caller may change the case before it opens the form.
    ("helpdesk.ticket", "action_sign_form"),
    # Of the own form; written and signed with the rights of the caller.
    ("helpdesk.ticket.cause", "action_save"),
    ("helpdesk.ticket.sign", "action_sign"),
    # Opens a list that shows what the caller may read.
    ("key.account.cause", "action_view_cases"),
    # Administrators of the service only.
    ("key.account.cause.merge", "action_merge"),
    # For those who have to do the measure, or serve its case; checked in each.
    ("key.account.case.measure", "action_done"),
    ("key.account.case.measure", "action_give_up"),
    ("key.account.case.measure", "action_take_up"),
    # The file itself is guarded as the signed form is.
    ("key.account.case.form", "action_download"),
    # Ask each whether the caller may read and change the warning.
    ("key.account.warning", "action_acknowledge"),
    ("key.account.warning", "action_handle"),
    # Open lists that show what the caller may read.
    ("key.account.warning", "action_view_cases"),
    ("key.account.warning.rule", "action_view_warnings"),
    ("res.partner", "action_view_key_account_warnings"),
    # For its writers, and for a second person who reviews; checked in each.
    ("key.account.case.article", "action_submit"),
    ("key.account.case.article", "action_take_back"),
    ("key.account.case.article", "action_publish"),
    ("key.account.case.article", "action_withdraw"),
    ("key.account.case.article", "action_still_right"),
    ("key.account.case.article", "action_new_version"),
    # Notes it on a case that the caller may change, and nowhere else.
    ("key.account.case.article", "action_helped"),
    # Makes a draft of the caller from a closed case that the caller may change.
    ("helpdesk.ticket", "action_propose_article"),
    ("key.account.visit", "action_cancel"),
    ("key.account.visit", "action_done"),
    ("key.account.visit", "action_plan_again"),
    ("key.account.visit", "action_sign"),
    ("key.account.visit.sign", "action_sign"),
    # Adds what the preview shows, with the rights of the user.
    ("resource.calendar.holidays", "action_load"),
    # Each asks whether the user may write the case, or the order while it is open.
    ("helpdesk.ticket", "action_send_crew"),
    ("helpdesk.ticket", "action_view_repairs"),
    ("helpdesk.ticket.repair", "action_send"),
    ("fsm.order", "action_arrive"),
    ("fsm.order", "action_cancel"),
    ("fsm.order", "action_change_appointment"),
    ("fsm.order", "action_complete"),
    ("fsm.order", "action_fail"),
    ("fsm.order", "action_finish"),
    ("fsm.order", "action_on_the_way"),
    ("fsm.order.appointment", "action_change"),
    ("fsm.order.fail", "action_fail"),
    ("fsm.order.finish", "action_finish"),
    # Each asks whether the caller may change the case.
    ("helpdesk.ticket", "action_confirm_proposal"),
    ("helpdesk.ticket", "action_refuse_proposal"),
    # For those who may read the mail and work on cases; checked in each.
    ("key.account.mail.aside", "action_ignore"),
    ("key.account.mail.aside", "action_make_case"),
    ("key.account.mail.aside", "action_open_case"),
    # Field service's own, less than before: holidays, a view, signing once.
    ("fsm.order", "check_day"),
    ("fsm.order", "get_formview_id"),
    ("fsm.order.sign.wizard", "action_sign"),
    # Administrators of the service only; the list shows what its reader may see.
    ("key.account.announcement", "action_go_on"),
    ("key.account.announcement", "action_start"),
    ("key.account.announcement", "action_stop"),
    ("key.account.announcement", "action_view_recipients"),
    # Each asks whether the caller has to do with the account.
    ("key.account.announcement.recipient", "action_apply"),
    ("key.account.announcement.recipient", "action_refuse"),
    ("key.account.announcement.recipient", "action_send_again"),
    ("key.account.announcement.recipient", "action_told"),
    ("key.account.opt.out", "action_end"),
    # Each asks whether the caller serves the account, or holds the desk.
    ("key.account.site.day", "action_cancel"),
    ("key.account.site.day", "action_held"),
    ("key.account.site.day", "action_plan_again"),
    ("key.account.site.day", "action_receipt"),
    ("key.account.site.request", "action_decline"),
    ("key.account.site.request", "action_make_application"),
    ("key.account.site.request", "action_make_case"),
    ("key.account.site.request", "action_open_work"),
    ("key.account.site.request", "action_receipt"),
    ("key.account.site.request", "action_settle"),
    ("key.account.receipt", "action_issue"),
    ("key.account.receipt", "action_void"),
    ("key.account.receipt.sign", "action_issue"),
    ("key.account.trial", "action_convert"),
    ("key.account.trial", "action_not_wanted"),
    ("key.account.trial", "action_reopen"),
    ("key.account.maintenance.visit", "action_done"),
    ("key.account.maintenance.visit", "action_make_case"),
    ("key.account.maintenance.visit", "action_open_case"),
    ("key.account.maintenance.visit", "action_skip"),
}
#: Of the public ones, those that are called without a record.
WITHOUT_RECORD = {
    ("helpdesk.ticket", "message_new"),
    ("key.account.health", "scheduler_warning"),
}
NOW = "2026-03-02 12:30:00"
#: Methods of the engine that would do harm if the wire reached them.
PRIVATE = (
    ("helpdesk.ticket", "_note_contact", ["2026-03-02 12:30:00"]),
    ("helpdesk.ticket", "_deadline_sync", []),
    ("helpdesk.ticket", "_record_contact", ["2026-03-02 12:30:00"]),
    ("helpdesk.ticket", "_sign_form", [{}]),
    ("key.account.case.form", "_empty", []),
    ("key.account.warning.rule", "_watch", []),
    ("key.account.warning.rule", "_facts", []),
    ("key.account.warning", "_tell", []),
    ("key.account.case.article", "_suggestions", ["No picture"]),
    ("key.account.case.article", "_copy_sources", [1]),
    ("key.account.case.article", "_cron_ask_again", []),
    ("helpdesk.ticket", "_personal_words", []),
    ("key.account.case.measure", "_cron_tell_overdue", []),
    ("helpdesk.ticket", "_confirm", ["call_back", "2026-03-02 12:30:00"]),
    ("helpdesk.ticket", "_ask_for_call_back", ["solution"]),
    ("helpdesk.ticket", "_reopen_for", [1]),
    ("helpdesk.ticket", "_rating_get_access_token", []),
    ("helpdesk.ticket", "rating_apply", [5]),
    ("helpdesk.ticket", "rating_send_request", ["x"]),
    ("key.account.call.back", "_cancel", ["x"]),
    (
        "key.account.call.back",
        "_finish",
        ["satisfied", NOW, "sms", ""],
    ),
    ("key.account.call.back", "_give_up", ["x"]),
    (
        "key.account.call.back",
        "_record",
        ["satisfied", NOW, "sms", ""],
    ),
    ("key.account.call.back.sample", "_cron_draw", []),
    ("key.account.call.back.sample", "_draw", []),
    ("key.account.deadline", "_pause", [1]),
    ("key.account.deadline", "_resume", []),
    ("key.account.deadline", "_cancel", ["x"]),
    ("key.account.deadline", "_move", ["2036-03-02 12:00:00", "x"]),
    ("key.account.deadline", "_apply_terms", []),
    ("key.account.deadline.policy", "_request_apply", ["x"]),
    ("key.account.deadline.policy", "_cron_apply_terms", []),
    ("key.account.deadline", "_enforce_due", []),
    ("key.account.deadline", "_cron_enforce_due", []),
    ("key.account.deadline", "_follow_calendars", []),
    ("key.account.deadline", "_cron_follow_calendars", []),
    ("key.account.deadline", "_stories", []),
    ("key.account.deadline", "_customer_stories", []),
    ("helpdesk.ticket", "_customer_stories", []),
    ("key.account.deadline.event", "init", []),
    ("key.account.file.import", "_run", []),
    ("key.account.file.import", "_cron_run", []),
    ("key.account.file.import", "_finish", ["done", []]),
    ("key.account.file.transfer", "_log", ["export", [], "x"]),
    ("key.account.alarm", "_acknowledge", ["x"]),
    ("key.account.alarm", "_deliver", []),
    ("key.account.alarm", "_fail", ["x"]),
    ("key.account.alarm", "_pass_on_absent", []),
    (
        "key.account.deadline",
        "_foresee",
        ["2026-03-02 12:30:00", "2036-03-02 12:30:00"],
    ),
    ("key.account.duty", "_presence", ["2026-03-02 12:30:00"]),
    ("key.account.handover", "_advance", ["taken"]),
    ("key.account.handover", "_answer", ["cancel", "x"]),
    ("key.account.handover", "_cron_handovers", []),
    ("key.account.handover", "_execute", []),
    ("key.account.significant.change.notice", "_cron_ask_again", []),
    ("key.account.significant.change.notice", "_ask_again", []),
    ("key.account.assignment", "_manager_at", [1, "2026-03-02 12:30:00"]),
    ("res.partner", "_record_assignments", []),
    ("res.partner", "_cron_deputies", []),
    ("key.account.duty.gap", "_cron_find", []),
    ("helpdesk.ticket", "_deadline_told", ["responsible"]),
    ("resource.calendar", "_working_clock", []),
    ("resource.calendar", "_clock_settle", []),
    ("key.account.alarm", "_way_failed", ["inbox", "x"]),
    ("key.account.alarm", "_mark_delivered", []),
    ("key.account.webhook", "_post", ["x", []]),
    ("key.account.webhook.message", "_queue_again", []),
    ("key.account.webhook.message", "_send_due", []),
    ("key.account.quiet.hours", "_changed", []),
    ("key.account.release", "_check_release", [1, "print"]),
    ("key.account.release", "_decide", [True, True, False, "x"]),
    ("key.account.release", "_log_use", ["print", "x"]),
    ("key.account.significant.change", "_tell", []),
    ("key.account.significant.change.notice", "_acknowledge", []),
    ("key.account.file", "_log_printed", []),
    ("key.account.file", "_merge_contacts", [[1], [2]]),
    ("key.account.file", "_merge_into", [[1]]),
    ("key.account.file", "_set_id_number", [ID_NUMBER]),
    ("key.account.file", "_set_id_numbers", [[[ID_NUMBER, "resident"]]]),
    ("key.account.file", "_find_by_id_number", [ID_NUMBER, 1]),
    ("key.account.file", "_show_id_number", ["x"]),
    ("key.account.file", "_disclosed", ["shown", "x"]),
    ("key.account.file", "_open_by_exception", ["x"]),
    ("key.account.file", "_keyring", []),
    ("key.account.file", "_cron_renew_seals", []),
    ("key.account.file", "_has_id_number", []),
    ("key.account.tier.history", "_record", [1, {}]),
    ("key.account.tier.history", "init", []),
    ("key.account.tier.notice", "_note_told", ["phone"]),
    ("key.account.tier.proposal", "_cron_publish", []),
    ("key.account.tier.proposal", "_publish", []),
    ("key.account.tier.proposal", "_write_facts", [{"state": "approved"}]),
    ("key.account.tier.proposal", "request_validation", []),
    ("res.partner", "_change_tier", [1, False]),
    ("res.partner", "_find_by_address", ["wang.fang@hotel.example", 1]),
    ("res.partner", "_has_consent", ["care"]),
    ("res.partner", "_erase_personal_data", []),
    ("key.account.file", "_erase", ["request", "x"]),
    ("key.account.file", "_erase_due", []),
    ("key.account.file", "_personal_data", []),
    ("key.account.file.export", "_log_export", ["pdf"]),
    ("key.account.attribution", "_shares_on", [[1], "2026-03-02"]),
    ("key.account.file", "_work_out_upkeep", []),
    ("key.account.file.change", "_forget", [[]]),
    ("key.account.upkeep.reminder", "_cron_remind", []),
    ("helpdesk.ticket", "_complaint_form_repairs", []),
    ("fsm.order", "_create_repair", [{"repair_state": "planned"}]),
    ("fsm.order", "_fail", ["absent", "x"]),
    ("fsm.order", "_finish", ["", "x", "x"]),
    ("fsm.order", "_form_repair", []),
    ("fsm.order", "_move_repair", ["done"]),
    ("fsm.order", "_next_visit", ["2036-03-02", "2036-03-03", "x"]),
    ("fsm.order", "_erase_repair", []),
    ("fsm.location", "_for_building", [1, "Street", "City", ""]),
    ("key.account.announcement.wave", "_cron_announce", []),
    ("key.account.announcement.wave", "_gather_due", []),
    ("key.account.announcement.recipient", "_tell_due", []),
    ("key.account.announcement.recipient", "_note_told", ["phone"]),
    ("key.account.announcement.recipient", "_refusal_token", []),
    ("res.partner", "_refuse_offers", ["link"]),
    ("res.partner", "_wanting_offers", []),
    ("key.account.site.plan", "_cron_make_due", []),
    ("key.account.site.plan", "_make_due", []),
    ("key.account.receipt", "_issue", ["", "", "x"]),
    ("key.account.trial", "_decide", ["converted"]),
    ("key.account.application.line", "_begin_trials", ["2026-03-02"]),
    ("key.account.maintenance.plan", "_make_days", [[]]),
    ("key.account.maintenance.visit", "_end", ["done"]),
)
WATCHED = {
    "helpdesk.ticket": [
        "stage_id",
        "first_response_at",
        "customer_informed_at",
        "confirmed_at",
    ],
    "key.account.call.back": ["state", "result", "user_id", "released_at"],
    "key.account.call.back.sample": ["state", "seed"],
    "key.account.investigation": ["state", "done_by_id"],
    "rating.rating": ["rating", "consumed"],
    "key.account.deadline": ["state", "due_at", "missed_at", "met_at"],
    "key.account.alarm": ["state", "acknowledged_at", "delivered_at"],
    "key.account.reception": ["matter", "outcome", "ticket_id", "user_id"],
    "key.account.visit": ["state", "signed_by"],
    "fsm.order": ["repair_state", "scheduled_date_start", "signed_by", "stage_id"],
    "key.account.warning": ["state", "acknowledged_at", "handled_at"],
    "key.account.case.article": ["state", "published_at", "review_on"],
    "key.account.device": ["active", "until"],
    "key.account.file": [
        "active",
        "department",
        "erased_on",
        "hold_reason",
        "id_number_mask",
        "sex",
        "verified_on",
    ],
    "key.account.file.disclosure": ["way"],
    "key.account.file.exception": ["until"],
    "key.account.consent": ["withdrawn_on"],
    "key.account.duty": ["user_id", "date_from", "date_to"],
    "key.account.handover": ["state", "account_ids", "taker_id"],
    "key.account.attribution": ["user_id", "share", "date_from", "date_until"],
    "key.account.service": ["name", "date_from", "date_until"],
    "key.account.assignment": ["user_id", "date_from", "date_until"],
    "resource.calendar.leaves": ["date_from", "date_to"],
    "resource.calendar.extra.day": ["date"],
    "key.account.webhook.message": ["state", "tries"],
    "key.account.tier.proposal": ["state", "tier_id", "author_ids"],
    "key.account.tier.notice": ["state", "told_at"],
    "tier.review": ["status", "comment"],
    "key.account.release": ["state", "decided_by_id"],
    "key.account.significant.change.notice": ["acknowledged_at"],
    "key.account.announcement": ["state"],
    "key.account.announcement.recipient": ["state", "told_at", "note"],
    "key.account.opt.out": ["until", "note"],
    "key.account.site.day": ["state", "place"],
    "key.account.site.request": ["state", "ticket_id", "application_id"],
    "key.account.receipt": ["state", "name", "signed_by"],
    "key.account.trial": ["state", "conversion_id"],
    "key.account.maintenance.visit": ["state", "ticket_id"],
}


class TestPublicMethods(WireCase):
    def offered(self):
        """Methods defined by the module that a session can call."""
        return {
            (name, attribute)
            for name in self.env.registry
            for base in type(self.env[name]).mro()
            if base.__module__.startswith(ADDON)
            for attribute, value in vars(base).items()
            if callable(value)
            and not attribute.startswith("_")
            and attribute not in ORM
            and not getattr(value, "_api_private", False)
            and not self.env[name]._abstract
        }

    def state(self):
        """All that a hostile call could change: a digest of each table."""
        self.env.invalidate_all()
        events = self.env["key.account.deadline.event"].search_count([])
        tables = [self.digest(model, names) for model, names in WATCHED.items()]
        return events, self.env.execute_query(SQL(" UNION ALL ").join(tables))

    def digest(self, model, names):
        """A query for the name of a model, and what the watched fields hold."""
        fields = [self.env[model]._fields[name] for name in ("id", *names)]
        columns = [SQL.identifier(field.name) for field in fields if field.column_type]
        parts = [self.text(self.env[model]._table, SQL(", ").join(columns))]
        for field in fields:
            if field.type == "many2many":
                link = SQL.identifier(field.column1), SQL.identifier(field.column2)
                parts.append(self.text(field.relation, SQL(", ").join(link)))
        return SQL("SELECT %s, md5(%s)", model, SQL(" || ").join(parts))

    def text(self, table, columns):
        return SQL(
            "COALESCE((SELECT string_agg(ROW(%s)::text, ',' ORDER BY %s) FROM %s), '')",
            columns,
            columns,
            SQL.identifier(table),
        )

    def test_what_is_watched_is_seen_to_change(self):
        before = self.state()
        hidden.make(self, "key.account.file").sudo().department = "Elsewhere"
        changed = self.state()
        self.assertNotEqual(changed, before)
        self.account.key_account_deputy_id = self.stranger
        self.env.flush_all()
        self.assertNotEqual(self.state(), changed, "who served is on record")

    def test_no_method_is_offered_unseen(self):
        self.assertEqual(self.offered(), PUBLIC)

    def test_every_model_with_a_method_has_a_record_to_attack(self):
        models = {model for model, _method in PUBLIC - WITHOUT_RECORD}
        self.assertEqual(models - set(hidden.MAKERS), set())

    def test_no_method_tells_or_changes_anything_for_outsiders(self):
        for model, method in sorted(PUBLIC - WITHOUT_RECORD):
            record = hidden.make(self, model).sudo()
            before = self.state()
            for role in ("stranger", "clerk", "auditor", "abroad", "portal_bank"):
                with self.subTest(model=model, method=method, role=role):
                    answer = ""
                    try:
                        answer = self.rpc(self.roles[role], model, method, record.ids)
                    except Refused as refusal:
                        self.assertIn(str(refusal), ("AccessError", "UserError"))
                    told = json.dumps(answer)
                    self.assertNotIn(self.case.number, told)
                    self.assertNotIn("Secret", told)
                    self.assertNotIn(ID_NUMBER, told)
                    self.assertEqual(self.state(), before)

    def test_an_auditor_sends_no_alarm_again(self):
        alarm = hidden.make(self, "key.account.alarm")
        alarm.state = "failed"
        for user in (self.auditor, self.officer, self.supervisor, self.abroad):
            self.assert_refused(
                user,
                "key.account.alarm",
                "action_retry",
                alarm.ids,
                why=("AccessError",),
            )
        self.assertEqual(alarm.state, "failed")

    def test_the_work_of_an_alarm_is_opened_by_those_who_see_the_alarm(self):
        alarm = hidden.make(self, "key.account.alarm")
        for role in ("stranger", "clerk", "portal", "abroad"):
            self.assert_refused(
                self.roles[role], "key.account.alarm", "action_open_work", alarm.ids
            )
        action = self.rpc(
            self.officer, "key.account.alarm", "action_open_work", alarm.ids
        )
        self.assertEqual(action["res_id"], self.case.id)

    def test_a_case_is_not_opened_by_a_forged_mail_of_outsiders(self):
        message = {"subject": "Forged", "body": "x", "from": "x@example.com"}
        for role in ("clerk", "auditor", "portal", "portal_bank"):
            self.assert_refused(
                self.roles[role], "helpdesk.ticket", "message_new", message
            )

    def test_the_engine_is_out_of_reach(self):
        for model, method, args in PRIVATE:
            ids = self.env[model].search([], limit=1).ids
            before = self.state()
            for user in (self.officer, self.manager, self.auditor, self.portal):
                with self.subTest(model=model, method=method, user=user.login):
                    refusal = self.outcome(user, model, method, ids, *args)
                    self.assertEqual(refusal, "AccessError")
                    self.assertEqual(self.state(), before)

    def test_duplicating_and_taking_foreign_cases_is_refused(self):
        context = {"active_ids": self.case.ids, "active_model": "helpdesk.ticket"}
        for role in ("stranger", "clerk", "auditor", "portal_bank"):
            for method in ("action_duplicate_tickets", "assign_to_me"):
                with self.subTest(role=role, method=method):
                    self.assert_refused(
                        self.roles[role],
                        "helpdesk.ticket",
                        method,
                        self.case.ids,
                        context=context,
                        why=("AccessError",),
                    )
