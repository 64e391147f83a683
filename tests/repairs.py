"""On-site repairs for tests: a crew, sent to the hotel as on the screen."""

from datetime import timedelta

from visits import drawing

from odoo.fields import Command
from odoo.tests import new_test_user

from common import HOUR, MODULE, NOON

#: The appointment of the crew, unless a test says otherwise.
APPOINTMENT = NOON + 4 * HOUR
FLAT = "Canary flat 1601"
PHONE = "13800013800"


class RepairMixin:
    """A crew of two, another crew, and the way from the case to the receipt."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.crew_team = cls.env["fsm.team"].create({"name": "Crew Jinniu"})
        cls.other_crew_team = cls.env["fsm.team"].create({"name": "Crew Wuhou"})
        cls.worker, cls.crew_person = cls._worker("kas-worker", cls.crew_team)
        cls.mate, cls.mate_person = cls._worker("kas-mate", cls.crew_team)
        cls.other_worker, cls.other_person = cls._worker(
            "kas-other-worker", cls.other_crew_team
        )

    @classmethod
    def _worker(cls, login, team):
        user = new_test_user(
            cls.env,
            login,
            groups=f"{MODULE}.group_key_account_crew",
            email=f"{login}@kas.test",
        )
        person = cls.env["fsm.person"].create(
            {"partner_id": user.partner_id.id, "team_id": team.id}
        )
        return user, person

    def send_form(self, case, user=None, **values):
        """The filled-in form with which a crew is sent."""
        Form = self.env["helpdesk.ticket.repair"].with_user(user or self.officer)
        return Form.create(
            {
                "ticket_id": case.id,
                "team_id": self.crew_team.id,
                "person_ids": [Command.set(self.crew_person.ids)],
                "date_from": APPOINTMENT,
                "date_until": APPOINTMENT + 2 * HOUR,
                "agreed_with": "Wang Fang",
                "street": "Shuhan Road 1",
                "city": "Chengdu",
                "flat": FLAT,
                "contact": "Canary contact",
                "phone": PHONE,
                "task": "Measure the line.",
                **values,
            }
        )

    def send_crew(self, case, moment=NOON, user=None, **values):
        """A repair of the case, agreed on at ``moment``."""
        known = self.repairs(case)
        with self.at(moment):
            self.send_form(case, user, **values).action_send()
        return self.repairs(case) - known

    def repairs(self, case):
        return self.env["fsm.order"].search([("ticket_id", "=", case.id)])

    def go(self, order, moment=APPOINTMENT, user=None):
        """The crew leaves and arrives."""
        order = order.with_user(user or self.worker)
        with self.at(moment - timedelta(minutes=20)):
            order.action_on_the_way()
        with self.at(moment):
            order.action_arrive()

    def finish(self, order, moment=APPOINTMENT + HOUR, user=None, **values):
        """The crew fills in the receipt, the customer signs."""
        order = order.with_user(user or self.worker)
        with self.at(moment):
            order.repair_work_done = "Replaced the splitter."
            form = self.env["fsm.order.finish"].with_user(order.env.user)
            action = form.create(
                {
                    "order_id": order.id,
                    "signature": drawing(),
                    "signed_by": "Wang Fang",
                    "rating": "5",
                    **values,
                }
            ).action_finish()
        # As the database holds it, not as it was written.
        self.env.flush_all()
        self.env.invalidate_all()
        return action

    def fail_visit(self, order, moment=APPOINTMENT, user=None, **values):
        order = order.with_user(user or self.worker)
        with self.at(moment):
            form = self.env["fsm.order.fail"].with_user(order.env.user)
            return form.create(
                {"order_id": order.id, "reason": "absent", **values}
            ).action_fail()
