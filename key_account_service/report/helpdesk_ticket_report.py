# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import format_date

#: Facts of the ledger with which a promise ends.
ENDS = ("met", "cancelled")


class ReportComplaintForm(models.AbstractModel):
    """The opinion & complaint handling form (CASE-9).

    It is put before the customer and the field crew, so it shows what the customer told
    us, what we told the customer, the cause, the measures and which promises were kept;
    notes among colleagues and the tier do not stand on it. The repair record and the
    work receipt stay blank, to be filled in by hand, as long as no job is on record.
    """

    _name = "report.key_account_service.report_complaint_form"
    _inherit = "key.account.form.mixin"
    _description = "Opinion and Complaint Handling Form"

    _form_model = "helpdesk.ticket"

    def _form(self, doc):
        return {
            **super()._form(doc),
            **self._customer(doc),
            "number": doc.number,
            "kind": self._label(doc, "case_kind"),
            "level": doc.complaint_level_id.name,
            "stage": doc.stage_id.name,
            "channel": doc.channel_id.name,
            "category": doc.category_id.name,
            "received": self._moment(doc, doc.received_at or doc.create_date),
            "received_by": doc.first_contact_user_id.name,
            "manager": doc.key_account_manager_id.name or doc.user_id.name,
            "supervisor": doc._deadline_role_users("supervisor")[:1].name,
            "title": doc.name,
            "description": self._paragraphs(self._plain(doc.description)),
            "promises": self._promises(doc),
            "contacts": self._contacts(doc),
            "cause": doc.cause_id.display_name,
            "analysis": self._paragraphs(doc.cause_analysis),
            "measures": self._measures(doc),
            "repairs": [
                self._repair(doc, job) for job in doc._complaint_form_repairs()
            ],
            "solved": self._moment(doc, doc.solved_at),
            "informed": self._moment(doc, doc.customer_informed_at),
            "closed": self._moment(doc, doc.closed and doc.closed_date),
        }

    def _customer(self, doc):
        contact = doc.partner_id
        account = doc.key_account_id or contact.commercial_partner_id
        return {
            "account": account.name,
            "person": contact.name or doc.partner_name,
            "phone": contact.phone or account.phone,
            "email": contact.email or doc.partner_email,
            "address": self._one_line(contact._display_address(without_company=True))
            if contact
            else "",
        }

    def _promises(self, doc):
        """What was promised by when, and what became of it; the earliest first."""
        deadlines = doc.deadline_ids.sorted(lambda one: (one.started_at, one.id))
        return [
            {
                "kind": self._label(deadline, "kind"),
                "started": self._moment(doc, deadline.started_at),
                "due": self._moment(doc, self._due(deadline)),
                "kept": self._moment(doc, deadline.met_at),
                "result": self._result(deadline),
            }
            for deadline in deadlines
        ]

    def _due(self, deadline):
        """When a promise is due, or was when it ended: the form shows both times."""
        if deadline.due_at:
            return deadline.due_at
        watch = deadline.sudo()._watches()[deadline]
        ends = [n for n, entry in enumerate(watch.entries) if entry.kind in ENDS]
        if ends:
            watch.entries = watch.entries[: ends[-1]]
        return watch.plan(fields.Datetime.now()).due_at

    def _result(self, deadline):
        """How a promise stands, in a word, with the delay (CASE-5)."""
        if deadline.state == "met" and deadline.late_by:
            return self.env._("%(time)s late", time=self._span(deadline.late_by))
        if deadline.state == "met":
            return self.env._("In time")
        if deadline.state == "cancelled":
            return self.env._("No longer owed")
        if deadline.state == "paused":
            return self.env._("On hold")
        due = deadline.due_at or fields.Datetime.now()
        late = (fields.Datetime.now() - due).total_seconds()
        if late > 0:
            return self.env._("Open, %(time)s late", time=self._span(late))
        return self.env._("Open")

    def _span(self, seconds):
        """A length of time in hours and minutes, at least a minute."""
        hours, minutes = divmod(max(1, round(seconds / 60)), 60)
        return self.env._("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)

    def _contacts(self, doc):
        """What the customer said and was told, oldest first."""
        noted = doc.contact_ids
        logged = self.env.ref("key_account_service.mt_customer_contact", False)
        # Words from before contacts were put on record one by one.
        older = (doc.message_ids - noted.message_id).filtered(
            lambda message: (
                message.subtype_id == logged or doc._is_word_to_customer(message.sudo())
            )
        )
        contacts = [(note.at, self._noted(doc, note)) for note in noted]
        contacts += [(message.date, self._said(doc, message)) for message in older]
        return [line for _at, line in sorted(contacts, key=lambda one: one[0])]

    def _noted(self, doc, note):
        words = [note.we_said]
        if note.customer_said:
            said = self.env._("The customer: %(words)s", words=note.customer_said)
            words = [said, note.we_said]
        by = [note.user_id.sudo().name, self._label(note, "way")]
        return {
            "at": self._moment(doc, note.at),
            "by": " · ".join(by),
            "text": self._paragraphs("\n".join(filter(None, words))),
        }

    def _said(self, doc, message):
        return {
            "at": self._moment(doc, message.date),
            "by": message.author_id.sudo().name or message.email_from,
            "text": self._paragraphs(self._plain(message.body)),
        }

    def _measures(self, doc):
        return [
            {
                "text": self._paragraphs(measure.name),
                "by": measure.user_id.sudo().name,
                "due": format_date(self.env, measure.date_due),
                "state": self._label(measure, "state"),
                "result": self._paragraphs(measure.result),
            }
            for measure in doc.measure_ids
        ]

    def _repair(self, doc, job):
        """A repair as ``_complaint_form_repairs`` of the case gives it, to print."""
        moments = {
            name: self._moment(doc, job.get(name))
            for name in ("arrived_at", "finished_at", "signed_on")
        }
        ends = (job.get("appointment_start"), job.get("appointment_end"))
        appointment = [self._moment(doc, end) for end in ends if end]
        outcome = [job.get("state_label"), job.get("fail_reason"), job.get("end_note")]
        names = ("number", "crew", "signed_by", "no_signature_reason")
        texts = ("cause", "work_done", "measured", "parts", "rating_text")
        return {
            **{name: job.get(name) or "" for name in names},
            **{name: self._paragraphs(job.get(name)) for name in texts},
            **moments,
            "appointment": " – ".join(appointment),
            "outcome": self._paragraphs(" · ".join(filter(None, outcome))),
            "stars": f"{job['rating']}/5" if job.get("rating") else "",
            "signature": _text(job.get("signature")),
        }


def _text(image):
    """A picture in base64 as text, so that it can be sealed."""
    return image.decode() if isinstance(image, bytes) else image or ""
