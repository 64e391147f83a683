# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tools.sql import column_exists, create_column

from .models.account import leaving as account
from .models.analysis import leaving as analysis
from .models.case import leaving as case
from .models.clock import leaving as clock
from .models.relationship import leaving as relationship
from .models.service import leaving as service

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
    """Let go of what would keep our records from being deleted.

    Each family empties its own tables, those that build on others first.
    """
    env.flush_all()
    env.cr.execute("DROP FUNCTION IF EXISTS key_account_forbid_change() CASCADE")
    for family in (analysis, relationship, service, case, account, clock):
        for statement in family.LEAVING:
            env.cr.execute(statement)
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
