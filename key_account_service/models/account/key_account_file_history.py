# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from .key_account_file_completeness import UPKEEP


class KeyAccountFile(models.Model):
    """The history of a file (FILE-8)."""

    _name = "key.account.file"
    _inherit = ["key.account.file", "key.account.history.mixin"]

    def _history_file(self):
        return self

    def _merge_into(self, target):
        """What is on record of both files is, as it was, on record of the one left."""
        twice = target.consent_ids._standing().purpose_id
        consents = self.sudo().consent_ids._standing()
        consents.filtered(lambda consent: consent.purpose_id in twice).unlink()
        with self.env["key.account.append.only.mixin"]._merging():
            return super()._merge_into(target)

    @api.model
    def _content_names(self):
        return [name for name in super()._content_names() if name not in UPKEEP]

    def action_view_changes(self):
        """Open the history of these files, for whoever may read them."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_file_change_action"
        )
        return {**action, "domain": [("file_id", "in", self.ids)], "context": {}}


class KeyAccountFilePartMixin(models.AbstractModel):
    """A line of a file stands in the history of the file (FILE-8)."""

    _name = "key.account.file.part.mixin"
    _inherit = ["key.account.file.part.mixin", "key.account.history.mixin"]
