# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import datetime
from typing import NamedTuple

from odoo import api, fields, models

from ..lib.seal import canonical, differing, digest

#: The language of the source: a better translation changes nothing that was signed.
COMPARED_IN = "en_US"
#: What goes on after signing and takes nothing of it back.
PROGRESS = {"stage", "solved", "informed", "closed"}
#: Of a promise: what time alone makes of it.
OUTCOME = {"kept", "result"}


class SignedDraft(NamedTuple):
    """What is just being signed. No caller from outside can put one into a context."""

    ticket_id: int
    content: str
    number: str
    at: datetime


class ReportComplaintForm(models.AbstractModel):
    """A signed form prints what was signed, whatever the case says now (CASE-9)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "report.key_account_service.report_complaint_form"

    def _translated_form(self, doc):
        draft = self.env.context.get("key_account_form_draft")
        if isinstance(draft, SignedDraft) and draft.ticket_id == doc.id:
            return self._signed(doc, draft, "agrees", "")
        form = doc._signed_form()
        if not form._signed_content():
            # Never signed, erased since, or spoilt so that it cannot be read any more.
            return {
                **super()._translated_form(doc),
                "signatures": {},
                "seal": self._broken(doc, form),
            }
        draft = SignedDraft(doc.id, form.sudo().content, form.number, form.at)
        return self._signed(doc, draft, form.standing, form.changes)

    def _broken(self, doc, form):
        if form.standing != "tampered":
            return {}
        return {
            "number": form.number,
            "at": self._moment(doc, form.at),
            "hash": form.content_hash,
            "standing": "tampered",
            "changes": "",
        }

    def _signed(self, doc, draft, standing, changes):
        """A signed form as it is printed, with what became of it since."""
        content = json.loads(draft.content)
        place = self.with_context(key_account_form_zone=content["tz"])
        return {
            **content["form"],
            "doc": doc,
            "company": doc.company_id.sudo(),
            "lang": content["lang"],
            "zone": content["zone"],
            "signatures": content["signatures"],
            "seal": {
                "number": draft.number,
                "at": place._moment(doc, draft.at),
                "hash": digest(draft.content),
                "standing": standing,
                "changes": changes,
            },
        }

    @api.model
    def _zone(self, doc):
        """A signed form keeps its zone, whoever compares or prints it."""
        return self.env.context.get("key_account_form_zone") or super()._zone(doc)

    def _content(self, doc, signatures, moment):
        """Everything that is printed on a form that is signed at ``moment`` (UTC)."""
        lang = self._form_lang(doc)
        return {
            "lang": lang,
            "tz": self._zone(doc),
            "zone": self._zone_label(doc),
            "form": self._facts(doc, lang),
            "compared": self._facts(doc, COMPARED_IN),
            "signatures": signatures,
            "at": fields.Datetime.to_string(moment),
        }

    def _facts(self, doc, lang):
        """What the case says, in a language; the same for whoever may read the case."""
        report = self.sudo().with_context(lang=lang, bin_size=False)
        facts = report._form(doc.sudo().with_context(lang=lang, bin_size=False))
        records = {"doc", "company"}
        return {
            name: "" if fact is False else fact
            for name, fact in facts.items()
            if name not in records
        }

    def _changes(self, doc, content):
        """Labels of the parts that would read differently if they were signed now."""
        if not content:
            return []
        report = self.with_context(key_account_form_zone=content["tz"])
        now = json.loads(canonical(report._facts(doc, COMPARED_IN)))
        found = differing(_lasting(content["compared"]), _lasting(now))
        labels = self._part_labels()
        return [labels.get(name, name) for name in found]

    def _part_labels(self):
        """What the parts of a form are called."""
        return {
            "account": self.env._("Customer"),
            "person": self.env._("Contact"),
            "phone": self.env._("Phone"),
            "email": self.env._("E-mail"),
            "address": self.env._("Address"),
            "number": self.env._("Number"),
            "kind": self.env._("Kind of Case"),
            "level": self.env._("Complaint Level"),
            "channel": self.env._("Way in"),
            "category": self.env._("Category"),
            "received": self.env._("Received"),
            "received_by": self.env._("Received by"),
            "manager": self.env._("Account Manager"),
            "supervisor": self.env._("Supervisor"),
            "title": self.env._("Subject"),
            "description": self.env._("Content"),
            "promises": self.env._("Promises"),
            "contacts": self.env._("Contacts with the Customer"),
            "cause": self.env._("Cause"),
            "analysis": self.env._("Analysis of the Cause"),
            "measures": self.env._("Measures"),
            "repairs": self.env._("Repair Record"),
        }

    def _summary(self, doc):
        """What the customer reads on the screen before signing."""
        facts = self._facts(doc, self.env.lang)
        measures = [" ".join(line["text"]) for line in facts["measures"]]
        labels = self._part_labels()
        parts = [
            ("title", [facts["title"]]),
            ("description", facts["description"]),
            ("cause", [facts["cause"], *facts["analysis"]]),
            ("measures", measures),
            ("contacts", [" ".join(line["text"]) for line in facts["contacts"]]),
        ]
        texts = [
            (labels[name], "\n".join(filter(None, lines))) for name, lines in parts
        ]
        return "\n\n".join(f"{label}:\n{text}" for label, text in texts if text)


def _lasting(form):
    """A form without what only goes on after signing."""
    promises = [
        {name: value for name, value in promise.items() if name not in OUTCOME}
        for promise in form["promises"]
    ]
    facts = {name: value for name, value in form.items() if name not in PROGRESS}
    return {**facts, "promises": promises}
