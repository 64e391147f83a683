# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from .import_entry import batches, right


class KeyAccountFileImport(models.Model):
    """Which account or person a row is about: by ID number, reference, or name.

    A row that is about an account of somebody else, and one that is about none, get the
    same answer, so that nobody learns from it who has a file (SEC-3).
    """

    _inherit = "key.account.file.import"

    def _match(self, entries, findings, progress):
        """Find the records of all rows, in batches; tell of those that do not fit."""
        self._find_repetitions(entries, findings)
        accounts = [entry for entry in entries if entry.kind == "account"]
        people = [entry for entry in entries if entry.kind == "person"]
        for batch in batches(right(accounts)):
            self._match_accounts(batch, findings)
            progress(len(batch))
        here = self._accounts_here(accounts)
        for batch in batches(right(people)):
            self._match_parents(batch, here, findings)
            self._match_people(right(batch), findings)
            progress(len(batch))
        self._find_same_record(entries, findings)

    def _find_repetitions(self, entries, findings):
        """No two rows are about the same (never duplicates)."""
        seen = {}
        for entry in entries:
            values = entry.values
            marks = [("id", values["id_number"])] if "id_number" in values else []
            if "ref" in values:
                marks.append(("ref", values["ref"]))
            else:
                account = values.get("account_ref") or values.get("account_name")
                marks.append((entry.kind, account, values.get("name")))
            for mark in marks:
                first = seen.setdefault(mark, entry)
                if first is not entry:
                    findings.error(entry, "twice", row=first.number)
                    break

    def _find_same_record(self, entries, findings):
        """Rows that look different can still be about one contact."""
        seen = {}
        for entry in right(entries):
            if entry.partner:
                first = seen.setdefault(entry.partner, entry)
                if first is not entry:
                    findings.error(entry, "twice", row=first.number)

    def _match_accounts(self, entries, findings):
        known = self._known_accounts(
            {entry.values.get("ref") for entry in entries},
            {entry.values["name"] for entry in entries},
        )
        by_id = self._by_id_number(entries)
        partners = known.partners | self.env["res.partner"].browse(by_id.values())
        files = self._readable_files(partners)
        strangers = self._ordinary_contacts(entries)
        may_add = self.env["res.partner"]._is_in_charge()
        for entry in entries:
            fitting = known.fitting(entry, by_id)
            if not fitting:
                self._match_no_account(entry, strangers, may_add, findings)
            elif not fitting <= files.keys():
                findings.error(entry, "not_yours")
            elif len(fitting) > 1:
                findings.error(entry, "several", "name")
            else:
                (entry.partner,) = fitting
                entry.file = files[entry.partner]

    def _match_no_account(self, entry, strangers, may_add, findings):
        """The row adds an account, or makes one of a contact."""
        if not may_add:
            findings.error(entry, "not_yours")
            return
        entry.is_new = True
        same_ref, same_name = strangers
        fitting = same_ref.get(entry.values.get("ref"), ())
        if len(fitting) > 1:
            findings.error(entry, "several", "ref")
        elif fitting:
            entry.partner = fitting[0]
        elif same_name.get(entry.values["name"]):
            if "ref" in entry.values:
                findings.notice(entry, "same_name_new", "name")
            else:
                findings.error(entry, "same_name", "name")
        if "kind" not in entry.values:
            findings.error(entry, "no_kind", "kind")

    def _known_accounts(self, refs, names):
        """Key accounts of the company by reference and name, whoever serves them."""
        Partner = self.env["res.partner"].sudo().with_context(active_test=False)
        named = Domain("ref", "in", list(refs - {None, ""}))
        named |= Domain("name", "in", list(names - {None, ""}))
        of_company = Domain("key_account_kind", "!=", False) & Domain(
            "key_account_company_id", "=", self.company_id.id
        )
        return _Known(Partner.search_fetch(of_company & named, ["ref", "name"]))

    def _ordinary_contacts(self, entries):
        """Ids of contacts that are no key accounts, by reference and by name."""
        values = [entry.values for entry in entries]
        refs = [row["ref"] for row in values if "ref" in row]
        found = self.env["res.partner"].search_fetch(
            Domain("key_account_id", "=", False)
            & Domain("parent_id", "=", False)
            & (
                Domain("ref", "in", refs)
                | Domain("name", "in", [row["name"] for row in values])
            ),
            ["ref", "name"],
        )
        by_ref, by_name = defaultdict(list), defaultdict(list)
        for partner in found:
            by_ref[partner.ref].append(partner.id)
            by_name[partner.name].append(partner.id)
        by_ref.pop(False, None)
        return by_ref, by_name

    def _readable_files(self, partners):
        """Ids of the files that the user may read, by id of their contact."""
        files = self.env["key.account.file"].with_context(active_test=False)
        found = files.search_fetch([("partner_id", "in", partners.ids)], ["partner_id"])
        return {file.partner_id.id: file.id for file in found}

    def _by_id_number(self, entries):
        """Ids of contacts by the ID number of a row."""
        numbers = [e.values["id_number"] for e in entries if "id_number" in e.values]
        files = self.env["key.account.file"]
        found = files._import_by_id_number(numbers, self.company_id) if numbers else {}
        return {number: file.partner_id.id for number, file in found.items()}

    def _accounts_here(self, entries):
        """Rows of accounts in this workbook, by reference and by name."""
        here = {}
        for entry in entries:
            if "name" in entry.values:
                here.setdefault(("name", entry.values["name"]), []).append(entry)
            if "ref" in entry.values:
                here.setdefault(("ref", entry.values["ref"]), []).append(entry)
        return here

    def _match_parents(self, entries, here, findings):
        """The account of each person: a row of this workbook, or one that there is."""
        known = self._known_accounts(
            {entry.values.get("account_ref") for entry in entries},
            {entry.values.get("account_name") for entry in entries},
        )
        files = self._readable_files(known.partners)
        for entry in entries:
            ref, name = map(entry.values.get, ("account_ref", "account_name"))
            rows = here.get(("ref", ref)) if ref else here.get(("name", name))
            fitting = known.by_ref.get(ref) if ref else known.by_name.get(name)
            if rows and len(rows) == 1:
                entry.parent = rows[0]
                entry.account = rows[0].partner
                # What is wrong with the account is told there.
                entry.is_wrong = rows[0].is_wrong
            elif not fitting or not fitting <= files.keys():
                findings.error(entry, "not_yours", "account_ref")
            elif len(fitting) > 1 or rows:
                findings.error(entry, "several", "account_name")
            else:
                (entry.account,) = fitting

    def _match_people(self, entries, findings):
        known = self._known_people(entries)
        by_id = self._by_id_number(entries)
        people = known.partners | self.env["res.partner"].browse(by_id.values())
        accounts = {person.id: person.sudo().key_account_id.id for person in people}
        files = self._readable_files(people)
        for entry in entries:
            fitting = known.fitting(entry, by_id)
            at_home = {found for found in fitting if accounts[found] == entry.account}
            by_name_only = not known.is_certain(entry, by_id)
            if by_name_only:
                fitting = at_home
            if len(fitting) > 1:
                findings.error(entry, "several", "name")
            elif fitting != at_home:
                findings.error(entry, "elsewhere", "account_ref")
            elif fitting:
                (entry.partner,) = fitting
                entry.file = files.get(entry.partner, 0)
            else:
                entry.is_new = True

    def _known_people(self, entries):
        """Contacts of the accounts by name, and of all key accounts by reference."""
        refs = [e.values["ref"] for e in entries if "ref" in e.values]
        names = [entry.values["name"] for entry in entries]
        accounts = [entry.account for entry in entries if entry.account]
        Partner = self.env["res.partner"].sudo().with_context(active_test=False)
        domain = Domain("key_account_id", "in", accounts) & Domain("name", "in", names)
        domain |= (
            Domain("ref", "in", refs)
            & Domain("key_account_id", "!=", False)
            & Domain("key_account_company_id", "=", self.company_id.id)
        )
        fields = ["ref", "name", "key_account_id"]
        return _Known(Partner.search_fetch(domain, fields))


class _Known:
    """Contacts that rows may be about."""

    def __init__(self, partners):
        self.partners = partners
        self.by_ref, self.by_name = defaultdict(set), defaultdict(set)
        self.without_ref = set()
        for partner in partners:
            self.by_name[partner.name].add(partner.id)
            if partner.ref:
                self.by_ref[partner.ref].add(partner.id)
            else:
                self.without_ref.add(partner.id)

    def is_certain(self, entry, by_id):
        """Whether more than the name says who it is."""
        values = entry.values
        return values.get("id_number") in by_id or values.get("ref") in self.by_ref

    def fitting(self, entry, by_id):
        """Ids of those the row may be about."""
        values, found = entry.values, set()
        if values.get("id_number") in by_id:
            found.add(by_id[values["id_number"]])
        found |= self.by_ref.get(values.get("ref"), set())
        if found:
            return found
        named = self.by_name.get(values["name"], set())
        # Who has a reference is found by it; a row that brings one may give it.
        return named & self.without_ref if "ref" in values else named
