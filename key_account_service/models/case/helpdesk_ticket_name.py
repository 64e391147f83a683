# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError


class HelpdeskTicket(models.Model):
    """What a case is called: of one that is not the own, its number alone (SEC-3).

    Odoo gives the name of a record that another one points at without asking whether
    the user may read it: a form with a made-up link would tell what a customer
    complains of. The number is given once: mails find their case by it (CASE-1).
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # No value and no default from outside: the sequence gives the number.
            vals_list = [{**vals, "number": "/"} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if "number" in vals and not self.env.su:
            raise AccessError(self.env._("The number of a case is given once."))
        return super().write(vals)

    @api.depends("number", "name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        drafts = self.filtered(lambda ticket: not ticket.name or ticket.number == "/")
        drafts.display_name = self.env._("New case")
        cases = self - drafts
        # The name is asked for with all rights; what counts is who asks.
        readable = cases.sudo(False)._filtered_access("read").sudo(self.env.su)
        for case in cases - readable:
            case.display_name = case.number
        return super(HelpdeskTicket, readable)._compute_display_name()
