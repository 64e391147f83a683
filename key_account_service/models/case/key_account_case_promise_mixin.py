# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountCasePromiseMixin(models.AbstractModel):
    """What is promised inside a case, by those who work on it (CASE-2, TEAM-3).

    Whose it is and who may decide about it is what holds for the case.
    """

    _name = "key.account.case.promise.mixin"
    _inherit = "key.account.deadline.mixin"
    _description = "Promise Inside a Case"

    def _deadline_company(self):
        return self.company_id

    def _deadline_customer(self):
        return self.ticket_id.partner_id

    def _deadline_reference(self):
        return self.display_name

    def _may_decide(self):
        return super()._may_decide() and self.ticket_id._may_decide()
