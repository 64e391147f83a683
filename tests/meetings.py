"""Meetings for tests: an exchange session of two accounts of different managers."""

from odoo.fields import Command

from common import HOUR, NOON


class MeetingMixin:
    """The hotel's manager invites the own account, and the bank of a colleague."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.partner"].create(
            {
                "name": "Tea House",
                "is_company": True,
                "key_account_kind": "group",
                "key_account_tier_id": cls.ref("tier_b").id,
                "key_account_manager_id": cls.stranger.id,
            }
        )

    def make_meeting(self, user=None, **values):
        Meeting = self.env["key.account.meeting"].with_user(user or self.officer)
        return Meeting.create(
            {
                "title": "Spring session",
                "kind_id": self.ref("meeting_kind_exchange").id,
                "date_start": NOON,
                "date_end": NOON + 2 * HOUR,
                "place": "Third floor",
                "line_ids": [
                    Command.create({"partner_id": self.contact.id}),
                    Command.create({"partner_id": self.other.id}),
                ],
                **values,
            }
        )

    def hold(self, meeting, **values):
        """The hotel came, the other stayed away; all of it on record."""
        hotel, other = meeting.line_ids
        hotel.write({"attendance": "came", "outcome": "Wants ten channels.", **values})
        other.attendance = "absent"
        meeting.action_plan()
        with self.at(NOON + 3 * HOUR):
            meeting.action_done()
        return hotel.visit_id
