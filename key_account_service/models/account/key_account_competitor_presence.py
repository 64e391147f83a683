# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountCompetitorPresence(models.Model):
    """What a key account has from a competitor (FILE-7)."""

    _name = "key.account.competitor.presence"
    _inherit = "key.account.file.part.mixin"
    _description = "Competitor Presence"
    _order = "file_id, share DESC, id"
    _rec_name = "competitor"

    competitor = fields.Char(required=True)
    services = fields.Char(help="What the competitor provides.")
    share = fields.Float(help="Of the customer's need, in per cent.")
    contract_end = fields.Date(help="When the customer is free to change.")
    note = fields.Char()
