# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError

#: What a contact has to say of itself.
OF_CONTACT = (
    "name",
    "email",
    "phone",
    "street",
    "street2",
    "zip",
    "city",
    "country_id",
    "function",
    "comment",
    "key_account_kind",
    "key_account_tier_id",
    "key_person_role",
)


class KeyAccountFile(models.Model):
    """All that is kept about a person, to be handed over to that person."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    def action_export_data(self):
        """Open the form to export the data of the person.

        :raises AccessError: for whoever neither serves the account nor administers
        """
        self.ensure_one()
        self._check_export_right()
        return self._open_form(
            "key.account.file.export",
            self.env._("Export Personal Data"),
            default_file_id=self.id,
        )

    def _check_export_right(self):
        self.check_access("read")
        manager = "key_account_service.group_key_account_manager"
        if self.env.user.has_group(manager) or self.has_access("write"):
            return
        raise AccessError(
            self.env._(
                "Only those who serve the account, and key account administrators, "
                "export the data of a person."
            )
        )

    def _personal_data(self):
        """Sections of rows, each row a dict of text by label, in the user's language.

        What the history keeps silent about (an ID number) is named, not told.

        :return: dict of lists of dicts
        """
        self.ensure_one()
        contact = {
            self.partner_id._fields[name]._description_string(self.env): _text(
                self.partner_id, name
            )
            for name in OF_CONTACT
        }
        sections = {
            self.env._("Contact"): [contact],
            self.env._("Account File"): [self._exported_row()],
        }
        for part in self._parts():
            if not part.has_access("read"):
                continue
            lines = part.with_context(active_test=False).search(
                [("file_id", "=", self.id)]
            )
            rows = [line._exported_row() for line in lines]
            sections[self.sudo()._part_label(part)] = rows
        sections.update(self.partner_id._personal_data())
        return {name: rows for name, rows in sections.items() if rows}


class KeyAccountHistoryMixin(models.AbstractModel):
    _inherit = "key.account.history.mixin"

    def _exported_row(self):
        """What people entered into a record, by label, in the user's language."""
        names = self._history_fields(self._fields)
        row = {}
        for name in names:
            field = self._fields[name]
            if not self._has_field_access(field, "read") or not self[name]:
                continue
            label = field._description_string(self.env)
            hidden = self._history_protected(name)
            row[label] = self.env._("(on record)") if hidden else _text(self, name)
        return row


class ResPartner(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _personal_data_row(self, record, names):
        """Fields of a record by their label, as text."""
        labels = {
            name: record._fields[name]._description_string(self.env) for name in names
        }
        return {labels[name]: _text(record, name) for name in names}

    def _personal_data(self):
        """Hook: further sections about one person, with the rights of the user."""
        return {}


def _text(record, name):
    """A value as a person reads it; times in UTC."""
    value, field = record[name], record._fields[name]
    if field.relational:
        return ", ".join(other.display_name or "" for other in value)
    if field.type == "selection":
        return dict(field._description_selection(record.env)).get(value, "")
    if field.type == "boolean":
        return record.env._("Yes") if value else record.env._("No")
    return str(value or "")
