"""The methods of ours that a session may call, and why each is safe."""

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
    # For those who may read the message and work on cases; checked in each.
    ("key.account.gateway.message", "action_ignore"),
    ("key.account.gateway.message", "action_make_case"),
    ("key.account.gateway.message", "action_open_case"),
    # Administrators of the service only, and a list of what the caller may read.
    ("key.account.gateway", "action_new_secret"),
    ("key.account.gateway", "action_view_messages"),
    # For whoever takes cases and reads the chat: opens an own form with its words.
    ("discuss.channel", "execute_command_case"),
    # Field service's own, less than before: holidays, a view, signing once.
    ("fsm.order", "check_day"),
    ("fsm.order", "get_formview_id"),
    ("fsm.order.sign.wizard", "action_sign"),
}
#: Of the public ones, those that are called without a record.
WITHOUT_RECORD = {
    ("helpdesk.ticket", "message_new"),
    ("key.account.health", "scheduler_warning"),
}
