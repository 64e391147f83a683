# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL


class IrAttachment(models.Model):
    """Files of a case: a customer reads what was sent, nothing of a note (SEC-3).

    Odoo gives the files of a record to all its readers.
    """

    _inherit = "ir.attachment"

    shown_to_customer = fields.Boolean(
        compute="_compute_shown_to_customer",
        search="_search_shown_to_customer",
        compute_sudo=True,
        help="A file of a case that a customer sent, or that was sent to the customer.",
    )

    def _compute_shown_to_customer(self):
        shown = self.sudo().search(
            [("id", "in", self.ids), ("shown_to_customer", "=", True)]
        )
        for attachment in self:
            attachment.shown_to_customer = attachment.id in shown._ids

    @api.model
    def _search_shown_to_customer(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        spoken = SQL(
            "(SELECT file.id FROM ir_attachment AS file"
            " JOIN message_attachment_rel AS sent ON sent.attachment_id = file.id"
            " JOIN mail_message AS message ON message.id = sent.message_id"
            " JOIN mail_message_subtype AS subtype ON subtype.id = message.subtype_id"
            " WHERE file.res_model = %s AND message.model = file.res_model"
            " AND message.res_id = file.res_id"
            " AND message.is_internal IS NOT TRUE AND subtype.internal IS NOT TRUE)",
            "helpdesk.ticket",
        )
        return [
            ("res_model", "=", "helpdesk.ticket"),
            "|",
            ("create_uid.share", "=", True),
            ("id", "in", spoken),
        ]
