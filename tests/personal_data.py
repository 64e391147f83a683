"""Somebody whose data are kept, handed over and erased, for the tests of all three."""

from test_account_file import FileCase
from visits import VisitMixin

from common import NOON

ERASE = "key.account.file.erase"
HOLD = "key.account.file.hold"
EXPORT = "key.account.file.export"
PROTOCOL = "key.account.erasure"
TODAY = NOON.date()
ID_NUMBER = "510104198001010014"


class PersonalDataCase(VisitMixin, FileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.write({"employer": "Secret work", "home_street": "Secret street"})
        cls.contact.write({"phone": "028 1234", "function": "Secret job"})

    def consent(self, purpose="care", file=None, user=None, **values):
        with self.at(NOON):
            return (
                self.env["key.account.consent"]
                .with_user(user or self.officer)
                .create(
                    {
                        "file_id": (file or self.person).id,
                        "purpose_id": self.ref(f"consent_purpose_{purpose}").id,
                        **values,
                    }
                )
            )

    def erase(self, user=None, moment=NOON, files=None, **values):
        with self.at(moment):
            wizard = (
                self.env[ERASE]
                .with_user(user or self.manager)
                .create(
                    {
                        "file_ids": [(6, 0, (files or self.person).ids)],
                        "reason": "Letter 7",
                        **values,
                    }
                )
            )
            wizard.action_erase()
        self.env.invalidate_all()
        return self.env[PROTOCOL].search([], limit=1)
