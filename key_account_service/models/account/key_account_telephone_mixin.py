# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import ValidationError

from ...lib import telephone


class KeyAccountTelephoneMixin(models.AbstractModel):
    """Telephone numbers that somebody dials, or messages are sent to (FILE-2)."""

    _name = "key.account.telephone.mixin"
    _description = "Telephone Numbers"

    def _check_telephone(self, names):
        """Each field holds one number, or nothing.

        :raises ValidationError: naming the field, never its value
        """
        for record in self:
            for name in names:
                if record[name] and not telephone.is_number(record[name]):
                    label = record._fields[name]._description_string(self.env)
                    raise ValidationError(
                        self.env._(
                            "“%(field)s” is no telephone number. Write one number, "
                            "perhaps with an extension; remarks belong into a note.",
                            field=label,
                        )
                    )
