# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import RedirectWarning

from .res_partner import STAFF

#: What whoever serves a case does not do to its promises without saying why.
WEAKENING = ("stage_id", "active", "duplicate_id", "case_kind", "complaint_level_id")


class HelpdeskTicket(models.Model):
    """Nobody gets rid of a promise without saying why (CASE-2, CASE-4).

    A case that is cancelled, archived, called a duplicate or made less serious by
    whoever serves it is promised less or nothing. The reason stands in the case and in
    the ledger, and the supervisor is told. Supervisors decide without.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    void_reason = fields.Char(
        string="Reason Given",
        tracking=True,
        copy=False,
        groups=STAFF,
        help="Why less or nothing is promised any more: the case was cancelled, "
        "archived, called a duplicate or made less serious.",
    )

    def write(self, vals):
        if self.env.su or not vals.keys() & set(WEAKENING):
            return super().write(vals)
        weakened = self._weakened_by(vals)
        if not weakened:
            return super().write(vals)
        reason = (vals.get("void_reason") or "").strip()
        if not reason and not self._may_decide():
            weakened._ask_reason(vals)
        # What was said of an earlier decision does not explain this one.
        result = super().write({**vals, "void_reason": reason})
        if reason:
            weakened._tell_reason(reason)
        return result

    def _may_decide(self):
        """Whether the user decides over promises without giving a reason."""
        group = "key_account_service.group_key_account_supervisor"
        return self.env.user.has_group(group)

    def _weakened_by(self, vals):
        """The open cases that would be promised less once ``vals`` are written."""
        Stage, Level = self.env["helpdesk.ticket.stage"], self.complaint_level_id
        void = Stage.browse(vals.get("stage_id")).clock_role == "void"
        given_up = void or vals.get("active", True) is False or vals.get("duplicate_id")
        level = Level.browse(vals.get("complaint_level_id"))
        kind = vals.get("case_kind", "complaint")
        return self.filtered(
            lambda case: (
                not (case.closed or case._is_void())
                and (given_up or case._is_lowered_to(kind, level))
            )
        )

    def _is_lowered_to(self, kind, level):
        """Whether a complaint would be none any more, or of a lower level."""
        before = self.complaint_level_id
        if self.case_kind != "complaint" or not before:
            return False
        return kind != "complaint" or bool(level) and level.sequence < before.sequence

    def _ask_reason(self, vals):
        """Say that a reason is needed, and open the way to it.

        :raises RedirectWarning: always
        """
        names = ("stage_id", "case_kind", "complaint_level_id")
        defaults = {f"default_{name}": vals[name] for name in names if name in vals}
        raise RedirectWarning(
            self.env._(
                "The customer would be promised less, or nothing any more. Say why: "
                "the supervisor is told."
            ),
            self.env.ref("key_account_service.helpdesk_ticket_reason_action").id,
            self.env._("Give the reason"),
            {
                **defaults,
                "default_duplicate": vals.get("duplicate_id") or 0,
                "default_archive": vals.get("active", True) is False,
                "default_ticket_ids": self.ids,
            },
        )

    def _tell_reason(self, reason):
        """Write the reason into each case, and let the supervisor read it."""
        for case in self:
            supervisors = case._deadline_role_users("supervisor").filtered("active")
            case.message_post(
                body=Markup("<p>%s</p>")
                % self.env._("Less is promised now, because: %(why)s", why=reason),
                subtype_xmlid="mail.mt_note",
                partner_ids=(supervisors - self.env.user).partner_id.ids,
            )

    def _void_reason(self):
        """Why nothing is promised any more, in the words of whoever decided it."""
        words = super()._void_reason()
        return f"{words} {self.void_reason}" if self.void_reason else words
