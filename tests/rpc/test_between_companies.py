"""SEC-3: one company is no window into another."""

from wire import WireCase


class TestBetweenCompanies(WireCase):
    def test_no_context_lets_a_user_into_another_company(self):
        abroad, here = self.abroad.company_id.id, self.company.id
        for context in (
            {"allowed_company_ids": [abroad, here]},
            {"allowed_company_ids": [here]},
        ):
            self.assert_refused(
                self.abroad, "helpdesk.ticket", "search", [], context=context
            )

    def test_a_policy_of_another_company_keeps_its_steps(self):
        policy = (
            self.env["key.account.deadline.policy"]
            .search([], limit=1)
            .copy({"company_id": self.company.id})
        )
        step = policy.step_ids[0]
        for method, args in (
            ("read", [["offset_hours"]]),
            ("write", [{"offset_hours": 9000.0}]),
            ("unlink", []),
        ):
            self.assert_refused(
                self.abroad, "key.account.escalation.step", method, [step.id], *args
            )

    def test_a_team_or_policy_of_another_company_is_out_of_reach(self):
        policy = (
            self.env["key.account.deadline.policy"]
            .search([], limit=1)
            .copy({"company_id": self.company.id})
        )
        for record in (self.team, policy):
            for method, args in (("read", [["name"]]), ("write", [{"name": "x"}])):
                self.assert_refused(
                    self.abroad, record._name, method, [record.id], *args
                )
