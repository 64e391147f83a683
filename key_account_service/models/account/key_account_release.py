# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

RELEASE_KINDS = [
    ("print", "Print"),
    ("export", "Export"),
    ("disclose", "Disclosure to a third party"),
]
#: What the one who asks for a release says; all else follows from what was decided.
REQUEST = {
    "file_id",
    "kind",
    "what",
    "purpose",
    "data_from",
    "data_to",
    "once",
    "valid_until",
    "recipient",
    "consent_document",
    "consent_filename",
    "consent_by",
    "consent_on",
}


class KeyAccountRelease(models.Model):
    """Leave to print, export or disclose detailed consumption data of an account.

    Somebody who may read the account file asks, a superior who is somebody else
    decides, and every use is logged (SEC-5). How it is asked for and decided is in
    ``key_account_release_decide``, how it is used in ``key_account_release_check``.
    """

    _name = "key.account.release"
    _inherit = ["key.account.file.part.mixin", "key.account.notice.mixin"]
    _description = "Release of Consumption Data"
    _order = "id desc"

    # Who asks for a release changes nothing of the file.
    _right_to_add = "read"

    name = fields.Char(
        string="Number",
        default=lambda self: self.env._("New"),
        required=True,
        readonly=True,
        copy=False,
    )
    # A release that was used is proof, whatever becomes of the file.
    file_id = fields.Many2one(ondelete="restrict")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("requested", "Requested"),
            ("released", "Released"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        group_expand=True,
    )
    requester_id = fields.Many2one(
        "res.users",
        string="Requested By",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        help="Only the one who asked may use the release.",
    )
    kind = fields.Selection(RELEASE_KINDS, string="Way", required=True, default="print")
    what = fields.Char(
        string="Which Data", required=True, help="Which data, such as spending detail."
    )
    purpose = fields.Text(required=True, help="What the data are needed for.")
    data_from = fields.Date(required=True)
    data_to = fields.Date(string="Data Until", required=True)
    once = fields.Boolean(
        string="One Time", default=True, help="Used up by its first use."
    )
    valid_until = fields.Date(
        copy=False, help="The last day on which the release may be used."
    )
    recipient = fields.Char(help="The third party that is to get the data.")
    consent_document = fields.Binary(
        string="Consent of the Customer",
        copy=False,
        attachment=True,
        help="The signed consent to this disclosure.",
    )
    consent_filename = fields.Char(copy=False)
    consent_by = fields.Char(
        string="Consent Given By", copy=False, help="Who consented for the customer."
    )
    consent_on = fields.Date(string="Consent Given On", copy=False)
    decided_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    decided_at = fields.Datetime(readonly=True, copy=False)
    decision_note = fields.Text(
        string="Reason of the Decision", readonly=True, copy=False
    )
    use_ids = fields.One2many(
        "key.account.release.use", "release_id", string="Uses", readonly=True
    )
    is_requester = fields.Boolean(compute="_compute_rights")
    can_decide = fields.Boolean(compute="_compute_rights")

    _period_sane = models.Constraint(
        "CHECK (data_from <= data_to)",
        "The data cannot end before they begin. Correct the period of the data.",
    )

    @api.depends_context("uid")
    @api.depends("requester_id", "account_id", "state")
    def _compute_rights(self):
        for release in self:
            release.is_requester = release.requester_id == self.env.user
            release.can_decide = release._may_decide()

    def _may_decide(self):
        """A superior of who asked, in the line above the account (SEC-5).

        Administrators stand above every line; nobody decides about the own request.
        """
        user = self.env.user
        if self.requester_id == user:
            return False
        administrator = user.has_group("key_account_service.group_key_account_manager")
        return administrator or user in self._superiors()

    def _superiors(self):
        """Who leads the account's teams, from the nearest up, above who asked."""
        # Teams lead upwards beyond what an account manager may see.
        team = self.account_id.sudo().key_account_team_id
        superiors = self.env["res.users"]
        while team:
            superiors |= team.leader_id
            if team.leader_id == self.requester_id:
                superiors = superiors.browse()
            team = team.parent_id
        return superiors.filtered("active")

    @api.model
    def _derived_change_domain(self):
        """Whoever asks changes the own request until it is sent."""
        own = Domain("requester_id", "=", self.env.uid) & Domain("state", "=", "draft")
        return own & self._derived_access_domain()

    @api.model_create_multi
    def create(self, vals_list):
        numbers = self.env["ir.sequence"].sudo()
        prepared = []
        for vals in vals_list:
            self._check_request_only(vals)
            number = numbers.next_by_code("key.account.release")
            # Said here: defaults of the context or of the user must not say it.
            facts = {"name": number, "state": "draft", "requester_id": self.env.uid}
            facts |= {"decided_by_id": False, "decided_at": False}
            prepared.append({**vals, **facts, "decision_note": False})
        return super().create(prepared)

    def write(self, vals):
        self._check_request_only(vals)
        return super().write(vals)

    def _check_request_only(self, vals):
        """What was decided, and by whom, is written by nobody but the decision."""
        if not self.env.su and vals.keys() - REQUEST:
            raise AccessError(
                self.env._(
                    "State and decision of a release follow from what people decide. "
                    "Use the buttons of the release."
                )
            )

    def _erase_part(self):
        """A release that was used is proof and stays, without what it says (SEC-5)."""
        used = self.filtered("use_ids")
        super(KeyAccountRelease, self - used)._erase_part()
        erased = self.env._("Erased")
        told = {"what": erased, "purpose": erased, "decision_note": False}
        consent = [name for name in REQUEST if name.startswith("consent_")]
        return used.write({**told, **dict.fromkeys(consent, False), "recipient": False})
