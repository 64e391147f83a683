# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

#: What the one who reports says; to change it is to report anew.
REPORT = {"file_id", "kind", "happened_on", "what"}


class KeyAccountSignificantChange(models.Model):
    """Something that changed at a key account, and who has taken notice (FILE-12).

    Those concerned are told the moment it is saved, by number and link alone; each of
    them acknowledges. What was reported differently later has to be read again.
    """

    _name = "key.account.significant.change"
    _inherit = ["key.account.file.part.mixin", "key.account.notice.mixin"]
    _description = "Significant Change"
    _order = "reported_at DESC, id DESC"

    name = fields.Char(
        string="Number",
        default=lambda self: self.env._("New"),
        required=True,
        readonly=True,
        copy=False,
    )
    kind = fields.Selection(
        [
            ("leadership", "Leadership"),
            ("operations", "Operations"),
            ("management", "Management"),
            ("ownership", "Ownership"),
            ("finance", "Finances"),
            ("relocation", "Relocation or building"),
            ("use", "Use of services"),
            ("other", "Other"),
        ],
        required=True,
    )
    happened_on = fields.Date(required=True, default=fields.Date.context_today)
    what = fields.Text(string="What Changed", required=True)
    reported_by_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        copy=False,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    reported_at = fields.Datetime(
        required=True, readonly=True, copy=False, default=fields.Datetime.now
    )
    informed_ids = fields.Many2many(
        "res.users",
        "key_account_significant_change_user_rel",
        "change_id",
        "user_id",
        string="Who Must Know",
        compute="_compute_informed_ids",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        domain=[("share", "=", False)],
        help="Manager, deputy and supervisor of the account, and whom you add.",
    )
    notice_ids = fields.One2many(
        "key.account.significant.change.notice",
        "change_id",
        string="Taken Notice",
        readonly=True,
    )
    open_count = fields.Integer(
        string="Not Acknowledged", compute="_compute_open_count"
    )
    is_mine = fields.Boolean(
        string="For Me to Acknowledge",
        compute="_compute_is_mine",
        search="_search_is_mine",
    )

    @api.depends("file_id")
    def _compute_informed_ids(self):
        for change in self:
            change.informed_ids = change._concerned()

    @api.depends("notice_ids.acknowledged_at")
    def _compute_open_count(self):
        groups = self.env["key.account.significant.change.notice"]._read_group(
            [("change_id", "in", self.ids), ("acknowledged_at", "=", False)],
            ["change_id"],
            ["__count"],
        )
        counts = {change.id: count for change, count in groups}
        for change in self:
            change.open_count = counts.get(change.id, 0)

    @api.depends_context("uid")
    @api.depends("notice_ids.acknowledged_at")
    def _compute_is_mine(self):
        mine = self.filtered_domain(self._search_is_mine("in", [True]))
        for change in self:
            change.is_mine = change in mine

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        waits = [("user_id", "=", self.env.uid), ("acknowledged_at", "=", False)]
        return [("notice_ids", "any" if True in value else "not any", waits)]

    @api.constrains("informed_ids", "file_id")
    def _check_informed(self):
        """Nobody is told of what they may not read (SEC-1)."""
        for change in self:
            for user in change.informed_ids:
                if not change.file_id.with_user(user).has_access("read"):
                    raise ValidationError(
                        self.env._(
                            "%(user)s may not read the file of this account. Tell "
                            "only people who serve it, and their superiors.",
                            user=user.name,
                        )
                    )

    def _concerned(self):
        """Manager, deputy and supervisor of the account who may read its file now."""
        # The team is not everybody's to read; who leads it has to know.
        account = self.account_id.sudo()
        people = account.key_account_manager_id | account.key_account_deputy_id
        people |= account.key_account_team_id.leader_id
        people = self._readers(people - self.reported_by_id)
        # Nobody reports to nobody.
        return people or (self._superiors() - self.reported_by_id)[:1]

    def _superiors(self):
        """Who stands above those who serve the account, from the nearest up."""
        account = self.account_id.sudo()
        line = account.key_account_team_id._leaders()
        return self._readers(line | self.company_id.sudo().key_account_head_id)

    def _readers(self, users):
        """Those among users who are there and may read the file now."""
        return users.filtered(
            lambda user: user.active and self.file_id.with_user(user).has_access("read")
        )

    @api.model_create_multi
    def create(self, vals_list):
        numbers = self.env["ir.sequence"].sudo()
        prepared = []
        for vals in vals_list:
            self._check_report_only(vals)
            prepared.append(
                {
                    **vals,
                    "name": numbers.next_by_code(self._name),
                    "reported_by_id": self.env.uid,
                    "reported_at": fields.Datetime.now(),
                }
            )
        changes = super().create(prepared)
        changes._tell()
        return changes

    def write(self, vals):
        self._check_report_only(vals, {"file_id"})
        result = super().write(vals)
        told = REPORT - {"file_id"}
        if told & vals.keys():
            # The proof that somebody took notice is of what was read then.
            self.sudo().notice_ids.unlink()
        if {"informed_ids", *told} & vals.keys():
            self._tell()
        return result

    def _check_report_only(self, vals, fixed=()):
        given = vals.keys() - (REPORT - set(fixed)) - {"informed_ids"}
        if not self.env.su and given:
            raise AccessError(
                self.env._(
                    "Who reported it, and who took notice, is written by itself."
                )
            )

    def _tell(self):
        """Tell those who must know and were not told yet."""
        # Nobody writes the notices by hand.
        for change in self.sudo():
            users = change.informed_ids - change.notice_ids.user_id
            notices = change.notice_ids.with_company(change.company_id)
            notices.create(
                [{"change_id": change.id, "user_id": user.id} for user in users]
            )
            change._notify(users, "_text_reported")

    def action_acknowledge(self):
        """Take notice, as the current user.

        :raises AccessError: for whoever may not read the change
        :raises UserError: for whoever was not told of it
        """
        self.check_access("read")
        mine = self.notice_ids.filtered(lambda notice: notice.user_id == self.env.user)
        if self - mine.change_id:
            raise UserError(
                self.env._(
                    "You were not asked to take notice of %(changes)s.",
                    changes=", ".join((self - mine.change_id).mapped("name")),
                )
            )
        # Nobody writes the notices by hand; this one is of the current user.
        mine.sudo()._acknowledge()

    def _text_reported(self):
        return self.env._(
            "A significant change was reported: %(number)s. Read and acknowledge it.",
            number=self.sudo().name,
        )
