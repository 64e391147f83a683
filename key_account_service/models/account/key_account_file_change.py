# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountFileChange(models.Model):
    """What of a file was added, changed or removed, by whom and when (FILE-8).

    One row a field, never altered: a trigger of the database sees to it. Only what a
    row said may be emptied, when the data of a person are erased. Read by whoever reads
    the file. ``at`` is UTC.
    """

    _name = "key.account.file.change"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.log.mixin",
        "key.account.secret.name.mixin",
    ]
    _description = "Change of an Account File"
    _order = "id desc"
    _rec_name = "field_label"
    _rec_names_search = ["field_name", "part_name"]
    _log_access = False
    _moved_by_merge = "file_id"
    _may_be_emptied = ("part_name", "old_value", "new_value")

    file_id = fields.Many2one(
        "key.account.file",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(string="By")
    kind = fields.Selection(
        [("added", "Added"), ("changed", "Changed"), ("removed", "Removed")],
        required=True,
        readonly=True,
    )
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    part_name = fields.Char(string="Line", readonly=True)
    field_name = fields.Char(required=True, readonly=True)
    old_value = fields.Text(readonly=True)
    new_value = fields.Text(readonly=True)
    is_protected = fields.Boolean(
        readonly=True, help="That it changed is on record, what it said is not."
    )
    part_label = fields.Char(string="Part", compute="_compute_words")
    field_label = fields.Char(string="Field", compute="_compute_words")
    old_text = fields.Text(string="Before", compute="_compute_words")
    new_text = fields.Text(string="After", compute="_compute_words")

    @api.depends("res_model", "field_name", "old_value", "new_value")
    @api.depends_context("lang")
    def _compute_words(self):
        """In the reader's language, even of a field that has gone since."""
        for change in self:
            model = self.env.get(change.res_model)
            field = model is not None and model._fields.get(change.field_name)
            change.part_label = self._model_label(change.res_model)
            if field:
                label = field._description_string(self.env)
            else:
                label = change.field_name
            change.field_label = label
            change.old_text = change._words_of(field, change.old_value)
            change.new_text = change._words_of(field, change.new_value)

    @api.model
    def _model_label(self, name):
        # The name of a table of the file is no secret to whoever reads the file.
        return self.env["ir.model"].sudo()._get(name).name or name

    def _words_of(self, field, value):
        if self.is_protected:
            return self.env._("(not shown)")
        if not (field and value):
            return value
        if field.type == "boolean":
            return self.env._("Yes") if value == "True" else self.env._("No")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        return value

    @api.model
    def _derived_access_domain(self):
        files = self.env["key.account.file"].with_context(active_test=False)
        return Domain("file_id", "in", files._search([]))
