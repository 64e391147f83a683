# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

import psycopg2

from odoo import models
from odoo.exceptions import UserError

from .import_entry import MAX_FINDINGS, batches, right
from .key_account_file_id_number import IdNumberTaken
from .key_account_history_mixin import Gathered
from .workbook_columns import BOTH, DEVICES


class KeyAccountFileImport(models.Model):
    """Writing rows, a batch at a time; the number of queries follows the batches."""

    _inherit = "key.account.file.import"  # pylint: disable=consider-merging-classes-inherited

    def _apply(self, entries, findings, progress):
        """Write all rows: first accounts, then their people."""
        teams = self._teams()
        for kind in BOTH:
            for batch in batches([entry for entry in entries if entry.kind == kind]):
                for entry in batch:
                    if entry.parent:
                        entry.account = entry.parent.partner
                self._attempt(batch, teams, findings)
                progress(len(batch))

    def _attempt(self, entries, teams, findings):
        """Write rows; if that fails, find out which of them it is."""
        entries = right(e for e in entries if not (e.parent and e.parent.is_wrong))
        if not entries or findings.errors >= MAX_FINDINGS:
            return
        before = [(entry.partner, entry.file) for entry in entries]
        try:
            with self.env.cr.savepoint():
                self._write_batch(entries, teams)
        except (UserError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            for entry, ids in zip(entries, before, strict=True):
                entry.partner, entry.file = ids
            if len(entries) == 1:
                self._tell_refusal(entries[0], error, findings)
                return
            middle = len(entries) // 2
            self._attempt(entries[:middle], teams, findings)
            self._attempt(entries[middle:], teams, findings)

    def _tell_refusal(self, entry, error, findings):
        """What the database says would repeat what stands in the row."""
        if isinstance(error, IdNumberTaken):
            # It names the other file to whom may read that; here it says nothing.
            findings.error(entry, "id_taken", "id_number")
            findings.holders.add(error.holder)
        elif isinstance(error, UserError):
            findings.error(entry, "text", text=str(error.args[0]))
        else:
            findings.error(entry, "refused")

    def _write_batch(self, entries, teams):
        """Write rows; what they change stands in the history in the end."""
        gathered = Gathered()
        job = self.with_context(history_gathered=gathered)
        job._add_contacts(entries, teams)
        job._write_contacts(entries, teams)
        job._write_files(entries)
        job._write_lines(entries)
        job._write_id_numbers(entries)
        self.env["key.account.file"]._history_add(gathered)

    def _teams(self):
        """Team of each account manager, so that no account has to look for its own."""
        Team = self.env["key.account.team"].sudo()
        teams = {}
        for team in Team.search([("company_id", "=", self.company_id.id)]):
            for member in team.member_ids:
                teams.setdefault(member.id, team.id)
        return teams

    def _terms_of(self, entry, teams):
        """What makes a contact a key account."""
        manager = entry.terms.get("key_account_manager_id")
        terms = {"key_account_company_id": self.company_id.id, **entry.terms}
        if manager:
            terms["key_account_team_id"] = teams.get(manager, False)
        return terms

    def _add_contacts(self, entries, teams):
        """New contacts, with the rights of the user."""
        new = [entry for entry in entries if not entry.partner]
        values = []
        for entry in new:
            vals = {**entry.contact}
            if entry.kind == "person":
                vals["parent_id"] = entry.account
            else:
                vals["is_company"] = entry.terms["key_account_kind"] == "group"
                vals |= self._terms_of(entry, teams)
            values.append(vals)
        partners = self.env["res.partner"].create(values)
        for entry, partner in zip(new, partners, strict=True):
            entry.partner = partner.id

    def _write_contacts(self, entries, teams):
        """Changes of contacts, with the rights of the user."""
        known = [e for e in entries if not (e.is_new and e.kind == "person")]
        partners = self.env["res.partner"].browse(entry.partner for entry in known)
        accounts = self._files_of(partners)
        by_terms = defaultdict(list)
        for entry, partner in zip(known, partners, strict=True):
            if entry.kind == "account" and entry.partner in accounts:
                entry.file = accounts[entry.partner]
            elif entry.is_new:
                partner.write({**entry.contact, **self._terms_of(entry, teams)})
                continue
            if entry.is_new:
                continue
            if entry.contact:
                partner.write(entry.contact)
            if entry.terms:
                by_terms[tuple(sorted(entry.terms.items()))].append(partner.id)
        for terms, found in by_terms.items():
            partners.browse(found).write(dict(terms))

    def _files_of(self, partners):
        """Ids of files by id of their contact, whoever may read them by now.

        A supervisor does not serve an account that an import just made.
        """
        Files = self.env["key.account.file"].sudo().with_context(active_test=False)
        found = Files.search_fetch([("partner_id", "in", partners.ids)], ["partner_id"])
        return {file.partner_id.id: file.id for file in found}

    def _write_files(self, entries):
        """What is kept in confidence; who may do so was asked for all rows at once.

        See ``_check_file_right``; asked for each row it would cost a search a row.
        """
        Files = self.env["key.account.file"].sudo()
        missing = [entry for entry in entries if not entry.file]
        made = self._files_of(
            self.env["res.partner"].browse(entry.partner for entry in missing)
        )
        values = [
            {"partner_id": entry.partner}
            for entry in missing
            if entry.partner not in made
        ]
        made |= {file.partner_id.id: file.id for file in Files.create(values)}
        for entry in missing:
            entry.file = made[entry.partner]
        files = Files.browse(entry.file for entry in entries)
        for entry, file in zip(entries, files, strict=True):
            if entry.secrets:
                file.write(entry.secrets)

    def _write_lines(self, entries):
        """Birthdays, devices and competitors."""
        lines = [
            entry.parts["birthday"][0] for entry in entries if "birthday" in entry.parts
        ]
        # Browsed together, they are read together.
        lines = self.env["key.account.anniversary"].sudo().browse(filter(None, lines))
        known = {line.id: line for line in lines}
        birthdays, devices, competitors = [], [], []
        for entry in entries:
            of_file = {"file_id": entry.file}
            if "birthday" in entry.parts:
                line, day = entry.parts["birthday"]
                if line:
                    known[line].write(day._asdict())
                else:
                    birthdays.append({**of_file, **day._asdict()})
            for kind in DEVICES:
                for number in entry.parts.get(kind, ()):
                    devices.append({**of_file, "kind": kind, "number": number})
            for name in entry.parts.get("competitors", ()):
                competitors.append({**of_file, "competitor": name})
        lines.create(birthdays)
        self.env["key.account.device"].sudo().create(devices)
        self.env["key.account.competitor.presence"].sudo().create(competitors)

    def _write_id_numbers(self, entries):
        numbered = [entry for entry in entries if "id_number" in entry.parts]
        if numbered:
            files = self.env["key.account.file"].sudo()
            files.browse(entry.file for entry in numbered)._import_id_numbers(
                [entry.parts["id_number"] for entry in numbered]
            )
