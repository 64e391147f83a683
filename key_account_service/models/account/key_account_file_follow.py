# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

#: Not of the content of a file.
TECHNICAL = {"id", "partner_id", "active", *models.MAGIC_COLUMNS}


class KeyAccountFile(models.Model):
    """How files follow their contacts: to a new account, or into another file (FILE-8).

    Moving a contact to another account takes its file there by ``account_id``: who
    serves the new account reads it, who served the old one does not any more.
    """

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        files._adopt_people()
        return files

    def _adopt_people(self):
        """Files of people that were there before that of their account."""
        people = self.sudo().with_context(active_test=False)
        people = people.search(
            [
                ("account_id", "in", self.partner_id.ids),
                ("parent_id", "=", False),
                ("id", "not in", self.ids),
            ]
        )
        self.env.add_to_compute(self._fields["parent_id"], people)

    @api.model
    def _merge_contacts(self, sources, target):
        """Before contacts are merged: all their files become one, nothing is lost.

        :raises UserError: if they contradict each other, belong to different companies,
            or if a key account would be merged into a contact that is none
        """
        self._check_merge(sources, target)
        # Who merges is in charge of the accounts, but need not serve them.
        files = self.sudo().with_context(active_test=False)
        files = files.search([("partner_id", "in", (sources | target).ids)])
        kept = files._with_logs() or files.filtered(
            lambda file: file.partner_id == target
        )
        kept = kept or files[:1]
        if len(files.company_id) > 1:
            raise UserError(
                self.env._(
                    "These contacts have account files in different companies, which "
                    "cannot be merged."
                )
            )
        if len(kept) > 1:
            raise UserError(
                self.env._(
                    "Several of these account files stand in the logs of ID numbers, "
                    "printings and exceptions, which nobody may change. Archive the "
                    "contact that is not needed instead of merging it."
                )
            )
        for file in files - kept:
            file._merge_into(kept)

    @api.model
    def _check_merge(self, sources, target):
        accounts = sources.sudo().filtered("key_account_kind")
        if accounts and not target.sudo().key_account_kind:
            raise UserError(
                self.env._(
                    "%(account)s is a key account. Choose it as the contact to keep, "
                    "so that its tier and its account manager are not lost.",
                    account=accounts[0].name,
                )
            )

    def _merge_into(self, target):
        """Move what is in this file into another one, and delete it."""
        self.ensure_one()
        self._check_contradictions(target)
        values = self._missing_values(target)
        for model, name in self._references():
            lines = self.env[model].sudo().with_context(active_test=False)
            lines.search([(name, "=", self.id)]).write({name: target.id})
        merge = self.env["base.partner.merge.automatic.wizard"].sudo()
        merge._update_reference_fields_generic(self._name, self, target)
        self.unlink()
        # Afterwards: some values no two files may have.
        target.write(values)

    def _content_names(self):
        """Names of the fields that people fill in; lines are moved apart."""
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and not field.compute
            and field.column_type
            and name not in TECHNICAL
        ]

    def _check_contradictions(self, target):
        """Names the fields, never their values.

        :raises UserError: if both files say something, and not the same
        """
        names = {
            self._label_of(name)
            for name in self._content_names()
            if self[name] and target[name] and self[name] != target[name]
        }
        if names:
            raise UserError(
                self.env._(
                    "The account files of %(one)s and %(other)s contradict each other: "
                    "%(fields)s. Let the account manager make them equal, then merge.",
                    one=self.partner_id.name,
                    other=target.partner_id.name,
                    fields=", ".join(sorted(names)),
                )
            )

    def _label_of(self, name):
        """The parts of a sealed number are one thing to those who read the file."""
        if name.startswith("id_number_"):
            name = "id_number_mask"
        return self._fields[name]._description_string(self.env)

    def _missing_values(self, target):
        """What this file says and the other one does not."""
        values = {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in self._content_names()
            if self[name] and not target[name]
        }
        return {**values, "active": True} if self.active else values

    @api.model
    def _references(self):
        """Stored fields of all models that point to a file by hand."""
        return [
            (model, name)
            for model, registered in self.env.registry.items()
            if not registered._abstract and registered._auto
            for name, field in registered._fields.items()
            if field.type == "many2one"
            and field.comodel_name == self._name
            and field.store
            and not field.compute
            and not field.related
        ]

    def _with_logs(self):
        """Those that stand in a log whose rows do not even follow a merge."""
        log = self.env.registry["key.account.append.only.mixin"]
        found = self.browse()
        for model, name in self._references():
            if isinstance(self.env[model], log) and (
                self.env[model]._moved_by_merge != name
            ):
                rows = self.env[model].sudo()
                groups = rows._read_group([(name, "in", self.ids)], [name])
                found = found.union(*(file for (file,) in groups))
        return found
