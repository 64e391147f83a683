# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: Found by the contact they stand for; looked up by it, they would be found twice.
LOGS = ("key.account.erasure",)


class PrivacyLookupWizard(models.TransientModel):
    """Odoo's search for the data of a person finds account files and their lines."""

    _inherit = "privacy.lookup.wizard"

    def _get_query_models_blacklist(self):
        parts = [part._name for part in self.env["key.account.file"]._parts()]
        return [
            *super()._get_query_models_blacklist(),
            "key.account.file",
            *LOGS,
            *parts,
            *(model._name for model in self._models_active_elsewhere()),
        ]

    def _models_active_elsewhere(self):
        """Models whose ``active`` is no column of theirs, as of a place of work.

        Odoo asks their table for it, and the whole lookup ends in an error.
        """
        for model in self.env.values():
            active = model._fields.get("active")
            if active and not active.store and model._auto and not model._transient:
                yield model

    def _get_query(self):
        """Add the person's own file and its lines, and who is named as the relative.

        Odoo would take every line of an account for data of the account's contact.
        """
        query = super()._get_query()
        for found in self._account_file_queries():
            query = SQL("%s UNION ALL %s", query, found)
        for model in self._models_active_elsewhere():
            if where := self._naming_query(model):
                found = self._lookup_query(model, where)
                query = SQL("%s UNION ALL %s", query, found)
        return query

    def _naming_query(self, model):
        """That a record names one of the contacts found, as Odoo asks it of others."""
        names = [
            name
            for name, field in model._fields.items()
            if field.type == "many2one"
            and field.comodel_name == "res.partner"
            and field.store
        ]
        return SQL(" OR ").join(
            SQL("%s IN (SELECT id FROM indirect_references)", SQL.identifier(name))
            for name in names
        )

    def _account_file_queries(self):
        files = self.env["key.account.file"]
        own = SQL(
            "partner_id IN (SELECT id FROM res_partner"
            " WHERE email_normalized = %s OR name ILIKE %s)",
            self.email.strip().lower(),
            self.name.strip(),
        )
        yield self._lookup_query(files, own)
        lines = SQL("file_id IN (SELECT id FROM key_account_file WHERE %s)", own)
        for part in files._parts():
            where = lines
            if "partner_id" in part._fields and part._fields["partner_id"].store:
                where = SQL("%s OR %s", lines, own)
            yield self._lookup_query(part, where)

    def _has_column(self, model, name):
        return name in model._fields and model._fields[name].store

    def _lookup_query(self, model, where):
        return SQL(
            "SELECT %s AS res_model_id, id AS res_id, %s AS is_active FROM %s WHERE %s",
            self.env["ir.model"]._get_id(model._name),
            SQL("active") if self._has_column(model, "active") else SQL("TRUE"),
            SQL.identifier(model._table),
            where,
        )


class PrivacyLookupWizardLine(models.TransientModel):
    """What is found of an account file is named by number, and erased by us only."""

    _inherit = "privacy.lookup.wizard.line"

    @api.model
    def _is_of_account_file(self, name):
        if name not in self.env:
            return False
        guarded = self.env.registry["key.account.derived.access.mixin"]
        return isinstance(self.env[name], guarded)

    def _compute_res_name(self):
        """Who looks up a person need not be able to read the file (SEC-2)."""
        hidden = self.filtered(lambda line: line._is_of_account_file(line.res_model))
        for line in hidden:
            line.res_name = f"{line.res_model_id.name} #{line.res_id}"
        return super(PrivacyLookupWizardLine, self - hidden)._compute_res_name()

    @api.onchange("is_active")
    def _onchange_is_active(self):
        self._check_not_of_account_file()
        return super()._onchange_is_active()

    def action_unlink(self):
        self._check_not_of_account_file()
        return super().action_unlink()

    def action_unlink_all(self):
        """All but account files, which are erased by their own form."""
        ours = self.filtered(lambda line: line._is_of_account_file(line.res_model))
        return super(PrivacyLookupWizardLine, self - ours).action_unlink_all()

    def action_archive_all(self):
        """All but account files, which are erased by their own form."""
        ours = self.filtered(lambda line: line._is_of_account_file(line.res_model))
        return super(PrivacyLookupWizardLine, self - ours).action_archive_all()

    def _check_not_of_account_file(self):
        if any(self._is_of_account_file(line.res_model) for line in self):
            raise UserError(
                self.env._(
                    "This belongs to an account file. Erase it there, by “Erase "
                    "Personal Data”, so that the figures stay and it is on record."
                )
            )
