"""Visit plans for tests: accounts with key persons, and a plan on its way."""

from datetime import date

from odoo.fields import Command

from common import NOON

#: A quarter after ``NOON``.
FIRST, LAST = date(2026, 4, 1), date(2026, 6, 30)


class VisitPlanMixin:
    """The hotel has nobody to visit but itself until a test says so."""

    def person(self, role="liaison", account=None, **values):
        return self.env["res.partner"].create(
            {
                "name": f"{role} of {(account or self.account).name}",
                "parent_id": (account or self.account).id,
                "key_person_role": role,
                **values,
            }
        )

    def make_account(self, tier="tier_b", name="Bank", roles=(), **values):
        """A group customer of the officer with a key person of each role."""
        account = self.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "key_account_kind": "group",
                "key_account_tier_id": self.ref(tier).id,
                "key_account_manager_id": self.officer.id,
                "child_ids": [
                    Command.create(
                        {"name": f"{role} of {name}", "key_person_role": role}
                    )
                    for role in roles
                ],
                **values,
            }
        )
        self.env.flush_all()
        return account

    def make_plan(self, user=None, first=FIRST, last=LAST, moment=NOON, **values):
        """A draft of the officer for the second quarter."""
        with self.at(moment):
            plans = self.env["key.account.visit.plan"].with_user(user or self.officer)
            values = {"date_from": first, "date_to": last, **values}
            return plans.create(values)

    def propose(self, plan=None, moment=NOON, **values):
        plan = plan or self.make_plan(moment=moment, **values)
        with self.at(moment):
            plan.action_propose()
        return plan

    def submitted(self, plan=None):
        plan = plan or self.propose()
        with self.at(NOON):
            plan.action_submit()
        return plan

    def approved(self, plan=None):
        plan = self.submitted(plan)
        with self.at(NOON):
            plan.with_user(self.supervisor).validate_tier()
        self.env.invalidate_all()
        return plan

    def pays(self, partner, day, user=None, **values):
        """A visit that took place at noon of a day."""
        moment = f"{day} 04:00:00"
        with self.at(f"{day} 05:00:00"):
            visit = (
                self.env["key.account.visit"]
                .with_user(user or self.officer)
                .create(
                    {
                        "partner_id": partner.id,
                        "content": "Talked.",
                        "planned_at": moment,
                        "visited_at": moment,
                        **values,
                    }
                )
            )
            visit.action_done()
        return visit

    def days(self, visits):
        """The days of visits, in order, in the zone of the company."""
        zone = self.company._key_account_zone()
        return sorted(
            visit.planned_at.astimezone(zone).date() for visit in visits.sorted()
        )
