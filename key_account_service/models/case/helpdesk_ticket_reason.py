# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from .res_partner import STAFF

#: What whoever serves a case does not do to its promises without saying why.
WEAKENING = ("stage_id", "active", "duplicate_id", "case_kind", "complaint_level_id")
#: What the form that asks for the reason can carry out.
ASKABLE = {*WEAKENING, "partner_id"}


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

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        if not (self.env.su or self._may_decide()):
            cases._check_born_open()
        return cases

    def _check_born_open(self):
        """:raises UserError: for a case to which nothing is promised from the start"""
        if any(case._is_void() and not case.void_reason for case in self):
            raise UserError(
                self.env._(
                    "A new case is open: its promises begin with it. Record it first, "
                    "then cancel or archive it and say why."
                )
            )

    def write(self, vals):
        deciding = {*WEAKENING, *self._deadline_classifiers()}
        if self.env.su or not vals.keys() & deciding:
            return super().write(vals)
        weakened = self._weakened_by(vals)
        if not weakened:
            return super().write(vals)
        reason = (vals.get("void_reason") or "").strip()
        if not reason and not self._may_decide():
            weakened._ask_reason(vals)
        if reason:
            # Before it happens: to the supervisor of the account that may be left.
            weakened._tell_reason(reason)
        # What was said of an earlier decision does not explain this one.
        return super().write({**vals, "void_reason": reason})

    def _may_decide(self):
        """Whoever is in charge of the account; not who is on duty for a while."""
        return super()._may_decide() and self.sudo().key_account_id._is_in_charge()

    def _weakened_by(self, vals):
        """The open cases that would be promised less once ``vals`` are written."""
        Stage, Level = self.env["helpdesk.ticket.stage"], self.complaint_level_id
        void = Stage.browse(vals.get("stage_id")).clock_role == "void"
        given_up = void or vals.get("active", True) is False or vals.get("duplicate_id")
        level = Level.browse(vals.get("complaint_level_id"))
        kind = vals.get("case_kind", "complaint")
        cases = self.filtered(lambda case: not case._is_void())
        lowered = cases.filtered(lambda case: case._is_lowered_to(kind, level))
        cases = cases.filtered(lambda case: not case.closed)
        return lowered | (cases if given_up else cases._promised_less_by(vals))

    def _promised_less_by(self, vals):
        """The cases to which less is promised as soon as ``vals`` make them another,
        or that leave their key account.

        Another customer, or whatever else the choice of a policy depends on; but not
        the level, for a serious complaint may be granted more time than a slight one.
        """
        names = self._deadline_classifiers() - {"complaint_level_id"}
        changes = {name: vals[name] for name in names & vals.keys()}
        if not changes:
            return self.browse()
        as_now = {case: case._draft({}) for case in self}
        as_then = {case: case._draft(changes) for case in self}
        due = self._deadline_previews([*as_now.values(), *as_then.values()])
        return self.filtered(
            lambda case: (
                _is_less(due[as_now[case].id], due[as_then[case].id])
                or case.sudo().key_account_id - as_then[case].key_account_id
            )
        )

    def _draft(self, changes):
        """The case as far as promises depend on it, with ``changes``."""
        names = {*self._deadline_classifiers(), "received_at", "team_id"}
        case = self.sudo()
        values = {
            name: self._fields[name].convert_to_write(case[name], case)
            for name in names
        }
        return case.new({**values, **changes})

    def _is_lowered_to(self, kind, level):
        """Whether a complaint would be none any more, or of a lower level."""
        before = self.complaint_level_id
        if self.case_kind != "complaint" or not before:
            return False
        return kind != "complaint" or bool(level) and level.sequence < before.sequence

    def _ask_reason(self, vals):
        """Say that a reason is needed, and open the way to it.

        :raises RedirectWarning: if the form for it can carry out the change
        :raises UserError: otherwise
        """
        if not vals.keys() & ASKABLE:
            raise UserError(
                self.env._(
                    "The customer would be promised less, or nothing any more. Ask a "
                    "supervisor to change this."
                )
            )
        names = ("stage_id", "case_kind", "complaint_level_id", "partner_id")
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


def _is_less(now, then):
    """Whether one of the promises would be due later, or none any more."""
    return any(kind not in then or then[kind] > due for kind, due in now.items())
