# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountVisit(models.Model):
    """What is left of a record when its person is erased."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    def _erase_words(self):
        """Photos, files, promises and addenda say nothing any more either."""
        result = super()._erase_words()
        visits = self.sudo()
        visits.photo_ids.unlink()
        for visit in visits:
            visit._pdf_attachment().unlink()
        visits.write(
            {
                "signed_pdf_hash": False,
                "signed_handling_state": False,
                "report_sent_to": False,
                "report_mail_error": False,
            }
        )
        erased = self.env._("Erased")
        visits.promise_ids.write({"name": erased, "result": False})
        self.env["key.account.visit.addendum"].sudo()._empty_words(
            [("visit_id", "in", visits.ids), ("words", "!=", False)]
        )
        return result


class ResPartner(models.Model):
    """What was promised to a person: handed out with the person's data, and erased.

    A promise that is open is kept, or given up, before.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _erasure_obstacles(self):
        promises = self.env["key.account.visit.promise"].sudo()
        found = promises.search(
            [("visit_id.partner_id", "in", self.ids), ("state", "=", "open")]
        )
        return super()._erasure_obstacles() + [
            self.env._(
                "%(name)s was promised something that is open: %(visits)s. Keep it or "
                "give it up first.",
                name=partner.display_name,
                visits=", ".join(sorted(set(open_promises.visit_id.mapped("name")))),
            )
            for partner, open_promises in found.grouped(
                lambda promise: promise.visit_id.partner_id
            ).items()
        ]

    def _personal_data(self):
        promises = self.env["key.account.visit.promise"].search(
            [("visit_id.partner_id", "=", self.id)]
        )
        addenda = self.env["key.account.visit.addendum"].search(
            [("visit_id.partner_id", "=", self.id)]
        )
        return {
            **super()._personal_data(),
            self.env._("Promises"): [
                self._personal_data_row(one, ["name", "due_on", "state", "result"])
                for one in promises
            ],
            self.env._("Addenda"): [
                self._personal_data_row(one, ["at", "words"]) for one in addenda
            ],
        }
