# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

#: Who approves, as chosen in the configuration, and the field that knows the person.
APPROVERS = {
    "supervisor": "supervisor_ids",
    "department_head": "department_head_ids",
    "company_head": "company_head_ids",
}


class TierDefinition(models.Model):
    """Steps of the approval of a tier, as an administrator of the service sees them."""

    _inherit = "tier.definition"

    key_account_approver = fields.Selection(
        [
            ("supervisor", "Supervisor of the account"),
            ("department_head", "Department head"),
            ("company_head", "Head of key account service"),
            ("group", "Anybody of a group"),
            ("individual", "A certain person"),
        ],
        string="Approved By",
        compute="_compute_key_account_approver",
        inverse="_inverse_key_account_approver",
        help="Who wrote or submitted a proposal is passed over: the next in line "
        "approves.",
    )

    has_forward = fields.Boolean(
        string="May Be Passed On",
        help="Whoever is asked may leave the decision to a colleague who did not write "
        "it.",
    )

    @api.model
    def _get_tier_validation_model_names(self):
        names = super()._get_tier_validation_model_names()
        return names + self.env["tier.review"]._guarded_models()

    @api.depends("review_type", "reviewer_field_id")
    def _compute_key_account_approver(self):
        names = {field: name for name, field in APPROVERS.items()}
        for definition in self:
            # Fields of models are no business of an administrator of the service.
            field = definition.sudo().reviewer_field_id.name
            if definition.review_type == "field":
                definition.key_account_approver = names.get(field)
            else:
                definition.key_account_approver = definition.review_type

    def _inverse_key_account_approver(self):
        for definition in self:
            approver = definition.key_account_approver
            if approver in APPROVERS:
                known = self.env["ir.model.fields"].sudo()
                field = known._get(definition.model, APPROVERS[approver])
                definition.write(
                    {"review_type": "field", "reviewer_field_id": field.id}
                )
            elif approver:
                definition.review_type = approver
