# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import etree

from odoo import api, fields, models

#: What a view says of a field that nobody ever writes in it.
NEVER = ("1", "True", "true")


class KeyAccountEditableMixin(models.AbstractModel):
    """Records whose forms are open to changes for those only who may save them.

    Who reads and who changes differ by record and by moment (SEC-1), which Odoo's views
    do not know: a superior would fill in a form that is refused on saving. So every
    field of a form, and of a list in which one writes, says it, also those that other
    views add.
    """

    _name = "key.account.editable.mixin"
    _description = "Open to Changes for Those Who May Save Them"

    is_editable = fields.Boolean(
        string="Open to Changes by Me",
        compute="_compute_is_editable",
        help="Whether the current user may change it now.",
    )

    @api.depends_context("uid")
    def _compute_is_editable(self):
        """Whether the current user may change the record at this moment."""
        editable = self._filtered_access("write")
        for record in self:
            record.is_editable = not record.id or record in editable

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        written = view_type == "form" or (
            view_type == "list" and (arch.get("editable") or arch.get("multi_edit"))
        )
        if written:
            self._close_to_readers(arch, view_type)
        return arch, view

    @api.model
    def _close_to_readers(self, arch, view_type):
        for node in arch.xpath("//field[not(ancestor::field)]"):
            said = node.get("readonly")
            field = self._fields.get(node.get("name"))
            # What a form says of a field it only shows would let it be written.
            if said is None and field and field.readonly:
                continue
            if said not in NEVER:
                node.set("readonly", f"({said or 0}) or not is_editable")
        if not arch.xpath("//field[@name='is_editable'][not(ancestor::field)]"):
            hidden = "invisible" if view_type == "form" else "column_invisible"
            hides = {"name": "is_editable", "readonly": "1", hidden: "1"}
            arch.append(etree.Element("field", hides))
