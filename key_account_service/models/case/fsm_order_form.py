# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class FsmOrder(models.Model):
    """What is printed of a repair, and what is left of it after an erasure."""

    # A file a concern: see docs/decisions.md.
    _inherit = "fsm.order"  # pylint: disable=consider-merging-classes-inherited

    def _form_repair(self):
        """A repair as the forms print it: see ``_complaint_form_repairs``."""
        self.ensure_one()
        return {
            "number": self.name,
            "attempt": self.repair_attempt,
            "appointment_start": self.scheduled_date_start,
            "appointment_end": self.scheduled_date_end,
            "crew": ", ".join((self.person_id | self.person_ids).mapped("name")),
            "team": self.team_id.name,
            "building": self.repair_building,
            "task": self.repair_task or "",
            "state": self.repair_state,
            "state_label": self._selection_word("repair_state"),
            "arrived_at": self.date_start,
            "finished_at": self.date_end,
            "work_done": self.repair_work_done or "",
            "cause": self.repair_cause or "",
            "parts": self.repair_parts or "",
            "measured": self.repair_measured or "",
            "fail_reason": self._selection_word("repair_fail_reason"),
            "end_note": self.repair_end_note or "",
            "signature": self.signature,
            "signed_by": self.signed_by or "",
            "signed_on": self.signed_on,
            "no_signature_reason": self.repair_no_signature_reason or "",
            "rating": self.repair_rating,
            "rating_text": self.repair_rating_text or "",
            "seal": self.repair_seal or "",
        }

    def _selection_word(self, name):
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(self[name], "")

    def _erase_repair(self):
        """Erase person, address, words, photos and signature; times and rating stay."""
        self.repair_photo_ids.unlink()
        words = (
            "repair_contact repair_phone repair_flat repair_device repair_agreed_with "
            "repair_end_note repair_work_done repair_cause repair_parts "
            "repair_measured repair_no_signature_reason repair_rating_text signature "
            "signed_by repair_seal"
        )
        erased = self.env._("Erased")
        self.with_context(tracking_disable=True).write(
            {**dict.fromkeys(words.split(), False), "repair_task": erased}
        )
