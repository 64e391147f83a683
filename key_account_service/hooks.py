# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tools.sql import column_exists, create_column

#: Columns that say something about a case only from our time on. Creating them ahead
#: keeps the installation from computing them for every ticket there already is, and
#: from starting the clock of cases that were received before.
TICKET_COLUMNS = {
    "case_kind": "varchar",
    "complaint_level_id": "int4",
    "received_at": "timestamp",
    "first_contact_user_id": "int4",
    "key_account_id": "int4",
    "key_account_tier_id": "int4",
    "key_account_manager_id": "int4",
    "solved_at": "timestamp",
    "customer_informed_at": "timestamp",
    "confirmed_at": "timestamp",
    "confirmed_by": "varchar",
    "respond_by": "timestamp",
    "resolve_by": "timestamp",
    "deadline_due_at": "timestamp",
    "deadline_warn_at": "timestamp",
    "queue_rank": "int4",
    "queue_tier_rank": "int4",
}
#: Nobody is a key account yet, so there is nothing to compute for a million contacts.
PARTNER_COLUMNS = {
    "key_account_id": "int4",
    "key_account_company_id": "int4",
    "key_account_tier_id": "int4",
    "key_account_manager_id": "int4",
    "key_account_deputy_id": "int4",
    "key_account_acting_deputy_id": "int4",
    "key_account_team_id": "int4",
}
#: The record rules of helpdesk that ours narrow, as shipped by helpdesk: see
#: ``security/helpdesk_ticket_portal_security.xml`` and ``…_desk_security.xml``.
HELPDESK_RULES = {
    "helpdesk_ticket_rule_portal": """['|',
    ('partner_id', 'child_of', [user.commercial_partner_id.id]),
    ('message_partner_ids', 'child_of', [user.commercial_partner_id.id])]""",
    "helpdesk_ticket_personal_rule": """['|', ('user_id', '=', user.id),
    '&', ('user_id', '=', False), ('team_id', 'in', user.helpdesk_team_ids.ids)]""",
    "helpdesk_ticket_team_rule": """['|',
    ('team_id', 'in', user.helpdesk_team_ids.ids), ('team_id', '=', False)]""",
}


#: The same of field service: see ``security/fsm_order_security.xml``.
FIELD_SERVICE_RULES = {
    "fsm_order_own_rule": "[('company_id', 'in', company_ids + [False])]",
    "fsm_order_user": "[(1, '=', 1)]",
}


#: No order of field service that exists already promises a time.
ORDER_COLUMNS = {
    "deadline_due_at": "timestamp",
    "deadline_warn_at": "timestamp",
}


def pre_init_hook(env):
    """Leave the tickets, contacts and orders that exist already as they are."""
    for table, columns in (
        ("helpdesk_ticket", TICKET_COLUMNS),
        ("res_partner", PARTNER_COLUMNS),
        ("fsm_order", ORDER_COLUMNS),
    ):
        for name, column_type in columns.items():
            if not column_exists(env.cr, table, name):
                create_column(env.cr, table, name, column_type)


def post_init_hook(env):
    """Give the administrator a head to start with, so that no escalation is lost."""
    admin = env.ref("base.user_admin")
    for company in env["res.company"].search([("key_account_head_id", "=", False)]):
        if admin.active and company in admin.company_ids:
            company.key_account_head_id = admin


def uninstall_hook(env):
    """Let go of what would keep our records from being deleted."""
    env.flush_all()
    env.cr.execute(
        """
        DROP FUNCTION IF EXISTS key_account_forbid_change() CASCADE;
        DELETE FROM key_account_announcement_recipient;
        DELETE FROM key_account_announcement;
        DELETE FROM key_account_opt_out;
        DELETE FROM key_account_receipt;
        DELETE FROM key_account_site_request;
        DELETE FROM key_account_site_day;
        DELETE FROM key_account_site_plan;
        DELETE FROM key_account_weekly_action;
        DELETE FROM key_account_weekly_line;
        DELETE FROM key_account_weekly_review;
        DELETE FROM key_account_need;
        DELETE FROM key_account_trial;
        DELETE FROM key_account_maintenance_visit;
        DELETE FROM key_account_maintenance_plan;
        DELETE FROM key_account_visit_move;
        DELETE FROM key_account_visit_addendum;
        DELETE FROM key_account_visit_promise;
        DELETE FROM key_account_case_form;
        DELETE FROM key_account_warning;
        UPDATE key_account_case_article SET replaces_id = NULL
            WHERE replaces_id IS NOT NULL;
        DELETE FROM key_account_case_article;
        UPDATE helpdesk_ticket SET cause_id = NULL WHERE cause_id IS NOT NULL;
        UPDATE key_account_cause SET parent_id = NULL WHERE parent_id IS NOT NULL;
        DELETE FROM key_account_file_transfer;
        DELETE FROM key_account_release_use;
        DELETE FROM key_account_release;
        DELETE FROM key_account_file_disclosure;
        DELETE FROM key_account_file_exception;
        DELETE FROM key_account_file_change;
        DELETE FROM key_account_erasure;
        DELETE FROM key_account_data_export;
        DELETE FROM key_account_consent;
        DELETE FROM key_account_service_notice;
        DELETE FROM key_account_service_term;
        DELETE FROM key_account_tier_notice;
        DELETE FROM key_account_tier_history;
        DELETE FROM key_account_tier_proposal;
        UPDATE fsm_order SET application_id = NULL WHERE application_id IS NOT NULL;
        DELETE FROM key_account_application_call;
        DELETE FROM key_account_application_equipment;
        DELETE FROM key_account_application_line;
        UPDATE key_account_application SET former_id = NULL
            WHERE former_id IS NOT NULL;
        DELETE FROM key_account_application;
        DELETE FROM tier_review WHERE model IN
            ('key.account.tier.proposal', 'key.account.application');
        DELETE FROM tier_definition WHERE model IN
            ('key.account.tier.proposal', 'key.account.application');
        DELETE FROM key_account_call_back_attempt;
        DELETE FROM key_account_call_back;
        DELETE FROM key_account_call_back_sample;
        DELETE FROM key_account_investigation;
        DELETE FROM key_account_case_task;
        DELETE FROM key_account_case_offer;
        DELETE FROM key_account_alarm;
        DELETE FROM key_account_escalation_step;
        DELETE FROM key_account_deadline_event;
        DELETE FROM key_account_deadline;
        DELETE FROM key_account_colleague;
        UPDATE key_account_assignment_rule SET team_id = NULL
            WHERE team_id IS NOT NULL;
        UPDATE fsm_order SET repair_follows_id = NULL
            WHERE repair_follows_id IS NOT NULL;
        UPDATE key_account_deadline_policy SET revision_of_id = NULL
            WHERE revision_of_id IS NOT NULL;
        UPDATE helpdesk_ticket
            SET complaint_level_id = NULL, key_account_tier_id = NULL
            WHERE complaint_level_id IS NOT NULL OR key_account_tier_id IS NOT NULL;
        UPDATE key_account_visit SET key_account_tier_id = NULL
            WHERE key_account_tier_id IS NOT NULL;
        UPDATE helpdesk_ticket_stage SET clock_role = 'run', pause_reason_id = NULL
            WHERE pause_reason_id IS NOT NULL;
        UPDATE res_partner SET key_account_tier_id = NULL, key_account_team_id = NULL
            WHERE key_account_tier_id IS NOT NULL OR key_account_team_id IS NOT NULL;
        """
    )
    _leave_own_stages(env)
    _give_back_rules(env)
    env.invalidate_all()


def _give_back_rules(env):
    """Helpdesk's rules say again what helpdesk made them say."""
    for name, domain in HELPDESK_RULES.items():
        rule = env.ref(f"helpdesk_mgmt.{name}", False)
        if rule:
            rule.domain_force = domain
    for name, domain in FIELD_SERVICE_RULES.items():
        rule = env.ref(f"fieldservice.{name}", False)
        if rule:
            rule.domain_force = domain


def _leave_own_stages(env):
    """Cases in our stage and desk go where helpdesk knows what to do with them."""
    template = env.ref("key_account_service.mail_template_case_closed", False)
    theirs = env.ref("helpdesk_mgmt.closed_ticket_template", False)
    if template and theirs:
        env.cr.execute(
            "UPDATE helpdesk_ticket_stage SET mail_template_id = %s"
            " WHERE mail_template_id = %s",
            (theirs.id, template.id),
        )
    stage = env.ref("key_account_service.helpdesk_ticket_stage_solved", False)
    target = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done", False)
    if stage and target:
        env.cr.execute(
            "UPDATE helpdesk_ticket SET stage_id = %s WHERE stage_id = %s",
            (target.id, stage.id),
        )
    desk = env.ref("key_account_service.helpdesk_ticket_team_key_account", False)
    if desk:
        env.cr.execute(
            "UPDATE helpdesk_ticket SET team_id = NULL WHERE team_id = %s", (desk.id,)
        )
