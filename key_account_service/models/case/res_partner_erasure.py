# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """Cases of a person whose data are erased: counted as before, about nobody."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _erasure_obstacles(self):
        open_cases = (
            self.env["helpdesk.ticket"]
            .sudo()
            ._read_group(
                [("partner_id", "in", self.ids), ("closed", "=", False)],
                ["partner_id"],
                ["number:array_agg"],
            )
        )
        return super()._erasure_obstacles() + [
            self.env._(
                "%(name)s has open cases: %(cases)s. Close them first.",
                name=partner.display_name,
                cases=", ".join(sorted(numbers)),
            )
            for partner, numbers in open_cases
        ]

    def _erasure_counts(self):
        found = self.env["helpdesk.ticket"].with_context(active_test=False)
        number = found.search_count([("partner_id", "in", self.ids)])
        # Proof, which nobody alters: whoever erases has to know of it.
        notes = self.env["key.account.deadline.event"].search_count(
            [("deadline_id.partner_id", "in", self.ids), ("note", "!=", False)]
        )
        return [
            *super()._erasure_counts(),
            (self.env._("Cases"), number),
            (self.env._("Reasons in the ledger, which stay"), notes),
        ]

    def _personal_data(self):
        records = self.env["helpdesk.ticket"].search([("partner_id", "=", self.id)])
        names = ["number", "name", "case_kind", "received_at", "stage_id"]
        rows = [self._personal_data_row(record, names) for record in records]
        return {**super()._personal_data(), self.env._("Cases"): rows}

    def _erase_personal_data(self):
        cases = (
            self.env["helpdesk.ticket"]
            .with_context(active_test=False, tracking_disable=True)
            .search([("partner_id", "=", self.id)])
        )
        cases._erase_words()
        return [*super()._erase_personal_data(), (self.env._("Cases"), len(cases))]


class HelpdeskTicket(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _erase_words(self):
        """Replace what these cases say; number, times, level and deadlines stay."""
        erased = self.env._("Erased")
        self.write(
            {
                "name": erased,
                "description": erased,
                "partner_name": False,
                "partner_email": False,
                "email_cc": False,
                "void_reason": False,
            }
        )
        self.env["res.partner"]._erase_talk_about(self)
