"""Records of visits for tests: photos and promises."""

import base64
from datetime import timedelta

from visits import VisitMixin, drawing

from common import NOON

DAY = timedelta(days=1)


class RecordMixin(VisitMixin):
    """Visits of the account manager, and what belongs to their records."""

    def make_photo(self, visit, **values):
        """A photo as the phone uploads it."""
        return (
            self.env["ir.attachment"]
            .with_user(visit.env.user)
            .create(
                {
                    "name": "board.png",
                    "raw": base64.b64decode(drawing()),
                    "res_model": visit._name,
                    "res_id": visit.id,
                    **values,
                }
            )
        )

    def promise(self, visit, days=3, user=None, **values):
        """A promise of the visitor, to be kept so many days after NOON."""
        Promise = self.env["key.account.visit.promise"]
        return Promise.with_user(user or visit.env.user).create(
            {
                "visit_id": visit.id,
                "name": "A quote for six channels",
                "due_on": NOON.date() + days * DAY,
                **values,
            }
        )
