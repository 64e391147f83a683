# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, fields, models


class KeyAccountFile(models.Model):
    """The member register of a group: how many of its people we serve (FILE-11)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    member_ids = fields.One2many(
        "key.account.member", "file_id", string="Member Register"
    )
    headcount = fields.Integer(
        string="People in the Group", help="As far as known; 0: only those registered."
    )
    member_count = fields.Integer(string="Members", compute="_compute_member_figures")
    member_own_count = fields.Integer(
        string="Our Customers", compute="_compute_member_figures"
    )
    member_competitor_count = fields.Integer(
        string="Customers of Competitors", compute="_compute_member_figures"
    )
    member_converted_count = fields.Integer(
        string="Won from Competitors", compute="_compute_member_figures"
    )
    member_coverage = fields.Float(
        string="Coverage",
        compute="_compute_member_figures",
        help="Share of the people of the group who are our customers.",
    )
    member_conversion = fields.Float(
        string="Conversion",
        compute="_compute_member_figures",
        help="Of those who are or were customers of a competitor, the share that came "
        "to us.",
    )

    _headcount_sane = models.Constraint(
        "CHECK (COALESCE(headcount, 0) >= 0)",
        "A group has no fewer than 0 people. Correct their number.",
    )

    @api.depends(
        "headcount",
        "member_ids.standing",
        "member_ids.converted_on",
        "member_ids.active",
    )
    def _compute_member_figures(self):
        counts, converted = self._count_members()
        for file in self:
            # A form that is being filled in has another id.
            file_id = file._origin.id
            own = counts[file_id, "own"]
            theirs = counts[file_id, "competitor"]
            won = converted[file_id]
            total = own + theirs + counts[file_id, "none"]
            file.member_count = total
            file.member_own_count = own
            file.member_competitor_count = theirs
            file.member_converted_count = won
            people = max(total, file.headcount)
            file.member_coverage = own / people if people else 0
            file.member_conversion = won / (won + theirs) if won + theirs else 0

    def _count_members(self):
        """Members by file and standing, and those won from a competitor by file."""
        counts, converted = defaultdict(int), defaultdict(int)
        groups = self.env["key.account.member"]._read_group(
            [("file_id", "in", self.ids)],
            ["file_id", "standing"],
            ["__count", "converted_on:count"],
        )
        for file, standing, count, won in groups:
            counts[file.id, standing] = count
            converted[file.id] += won
        return counts, converted

    def action_view_members(self):
        """Open the member register of this file."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_member_action"
        )
        action["domain"] = [("file_id", "=", self.id)]
        action["context"] = {"default_file_id": self.id}
        return action
