# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

#: More would hide what the caller says.
SHOWN = 3


class HelpdeskTicketIntake(models.TransientModel):
    """What helped in like cases, while the caller still speaks (CASE-6)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket.intake"

    like_article_ids = fields.Many2many(
        "key.account.case.article",
        "helpdesk_ticket_intake_article_rel",
        "intake_id",
        "article_id",
        string="Helped in Like Cases",
        compute="_compute_like_article_ids",
        compute_sudo=False,
    )

    @api.depends("name", "description", "case_kind", "join_case_id")
    @api.depends_context("uid")
    def _compute_like_article_ids(self):
        articles = self.env["key.account.case.article"]
        for intake in self:
            said = " ".join(filter(None, (intake.name, intake.description)))
            wanted = "" if intake.join_case_id else said
            intake.like_article_ids = articles._suggestions(
                wanted, kind=intake.case_kind, limit=SHOWN
            )
