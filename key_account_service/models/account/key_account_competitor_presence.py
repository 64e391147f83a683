# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KeyAccountCompetitorPresence(models.Model):
    """What a key account has from a competitor (FILE-7)."""

    _name = "key.account.competitor.presence"
    _inherit = "key.account.file.part.mixin"
    _description = "Competitor Presence"
    _order = "file_id, share DESC, id"
    _rec_name = "competitor"

    competitor = fields.Char(required=True, index="trigram")
    services = fields.Char(help="What the competitor provides.")
    share = fields.Float(
        string="Share (%)",
        digits=(5, 1),
        help="Of the customer's need, in per cent; 0 if unknown.",
    )
    contract_end = fields.Date(help="When the customer is free to change.")
    note = fields.Char()

    _share_percent = models.Constraint(
        "CHECK (COALESCE(share, 0) BETWEEN 0 AND 100)",
        "The share of a competitor is a number from 0 to 100 per cent.",
    )

    @api.constrains("share", "file_id")
    def _check_share(self):
        """All competitors together cannot have more than everything."""
        groups = self._read_group(
            [("file_id", "in", self.file_id.ids)],
            ["file_id"],
            ["share:sum"],
            having=[("share:sum", ">", 100)],
        )
        for _file, total in groups:
            raise ValidationError(
                self.env._(
                    "Together the competitors have %(total)s %% of what the customer "
                    "needs. It cannot be more than 100 %%: correct the shares.",
                    total=round(total, 1),
                )
            )
