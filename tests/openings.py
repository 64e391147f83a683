"""Approved applications for tests, from the checklist to the filing."""

from datetime import timedelta

from repairs import APPOINTMENT, FLAT, PHONE, RepairMixin

from odoo.fields import Command

from common import HOUR, NOON


class OpeningMixin(RepairMixin):
    """A service to apply for, and the way from its approval until it is filed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "Asia/Shanghai"
        cls.channels = cls.env["product.product"].create(
            {
                "name": "Film channels",
                "type": "service",
                "list_price": 30,
                "key_account_service_ok": True,
            }
        )

    def apply(self, moment=NOON, equipment=(), approve=True, lines=None, **values):
        """An application of the hotel's manager, approved at ``moment``."""
        Application = self.env["key.account.application"].with_user(self.officer)
        line = {"product_id": self.channels.id, "period_months": 12}
        with self.at(moment):
            application = Application.create(
                {
                    "partner_id": self.account.id,
                    "kind": "new",
                    "street": "Shuhan Road 1",
                    "city": "Chengdu",
                    "flat": FLAT,
                    "contact": "Canary contact",
                    "phone": PHONE,
                    "line_ids": [
                        Command.create({**line, **one})
                        for one in (({},) if lines is None else lines)
                    ],
                    "equipment_ids": [Command.create(one) for one in equipment],
                    **values,
                }
            ).with_env(self.env)
            if approve:
                application._write_facts(
                    {
                        "state": "approved",
                        "approved_at": moment,
                    }
                )
                application._start_opening()
        return application

    def arrange_form(self, application, user=None, **values):
        """The filled-in form with which the crew is sent."""
        Form = self.env["key.account.application.crew"].with_user(user or self.officer)
        return Form.create(
            {
                "application_id": application.id,
                "network_condition": "two_way",
                "team_id": self.crew_team.id,
                "person_ids": [Command.set(self.crew_person.ids)],
                "date_from": APPOINTMENT,
                "date_until": APPOINTMENT + 2 * HOUR,
                "agreed_with": "Wang Fang",
                **values,
            }
        )

    def arrange(self, application, moment=NOON, user=None, **values):
        """An installation of the application, agreed on at ``moment``."""
        known = self.installs(application)
        with self.at(moment):
            self.arrange_form(application, user, **values).action_send()
        self.env.invalidate_all()
        return self.installs(application) - known

    def installs(self, application):
        orders = self.env["fsm.order"]
        return orders.search([("application_id", "=", application.id)])

    def look_out(self, line, number="8100-0001", old=False, moment=NOON):
        """The manager gives the numbers and sets the equipment aside."""
        mine = line.with_user(self.officer)
        with self.at(moment):
            mine.write({"number": number, "old_number": old})
            mine.action_ready()

    def verify(self, order, moment=APPOINTMENT):
        """The crew writes down what an installation needs besides the receipt."""
        with self.at(moment):
            order.with_user(self.worker).write(
                {"install_is_normal": True, "install_reaction": "satisfied"}
            )

    def tick(self, order, moment=APPOINTMENT):
        with self.at(moment):
            for line in order.install_equipment_ids:
                line.with_user(self.worker).action_move()

    def install(self, order, moment=APPOINTMENT, **values):
        """The crew comes, installs everything, and the customer signs."""
        self.go(order, moment)
        self.tick(order, moment)
        self.verify(order, moment)
        return self.finish(order, moment + HOUR, **values)

    def call(self, application, outcome="satisfied", said="All is well", **values):
        """The manager calls back an hour after the opening, if nothing else is said."""
        moment = values.pop("moment", application.opened_at + HOUR)
        Form = self.env["key.account.application.call.record"]
        with self.at(moment):
            Form.with_user(values.pop("user", self.officer)).create(
                {
                    "application_id": application.id,
                    "outcome": outcome,
                    "called_at": moment,
                    "said": said,
                    **values,
                }
            ).action_record()

    def report(self, application, user=None, **values):
        Form = self.env["key.account.application.report"]
        form = Form.with_user(user or self.officer).create(
            {"application_id": application.id, **values}
        )
        form.action_report()
        return form

    def done(self, application):
        """The steps that are taken, in their order."""
        return application.step_ids.filtered("done_at").mapped("step")


DAY = timedelta(days=1)
#: The midnight in Chengdu that ends the day of the appointment.
MIDNIGHT = NOON.replace(hour=16)
