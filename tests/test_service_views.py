"""The lists of services and openings show tier, deadline and the worst first."""

from lxml import etree

from odoo.tests import TransactionCase, tagged

from common import MODULE

#: Of each view: the action it belongs to, its type, and where it shows the tier.
VIEWS = (
    ("key_account_application_action", "kanban", "key_account_tier_id"),
    ("key_account_application_action_open", "list", "key_account_tier_id"),
    ("key_account_application_action_open", "kanban", "key_account_tier_id"),
    ("key_account_application_action_open", "calendar", "key_account_tier_id"),
    ("fsm_order_action_by_crew", "list", "key_account_tier_id"),
    ("key_account_service_term_action_expiring", "list", "key_account_tier_id"),
    ("key_account_service_term_action_expiring", "kanban", "key_account_tier_id"),
    ("key_account_service_term_action_cohort", "list", "key_account_tier_id"),
    ("key_account_trial_action", "list", "tier_id"),
    ("key_account_announcement_recipient_action", "list", "tier_id"),
)


@tagged("post_install", "-at_install")
class TestViews(TransactionCase):
    def arch(self, action, view_type):
        """The view that opens by an action, as an administrator of all sees it."""
        action = self.env.ref(f"{MODULE}.{action}")
        chosen = dict((kind, view_id) for view_id, kind in action.views)
        model = self.env[action.res_model]
        return etree.fromstring(model.get_view(chosen[view_type], view_type)["arch"])

    def test_tier_deadline_and_worst_state(self):
        for action, view_type, tier in VIEWS:
            shown = {
                node.get(name)
                for node in self.arch(action, view_type).iter("field", "progressbar")
                for name in ("name", "field")
            }
            with self.subTest(action=action, type=view_type):
                self.assertLessEqual({tier, "deadline_due_at", "deadline_state"}, shown)

    def test_renewals_are_counted_by_month_tier_and_outcome(self):
        pivot = self.arch("key_account_service_term_action_cohort", "pivot")
        names = [node.get("name") for node in pivot.iter("field")]
        self.assertEqual(names, ["date_until", "key_account_tier_id", "outcome"])
