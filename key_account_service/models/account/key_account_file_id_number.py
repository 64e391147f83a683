# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...lib import id_number
from ...lib.secret import Unreadable

ID_KINDS = [
    ("resident", "Resident ID card"),
    ("passport", "Passport"),
    ("other", "Other document"),
]
#: Written by ``_set_id_numbers`` only: whoever may write the file may not forge them.
KEPT = {"id_number_kind", "id_number_mask"}


class IdNumberTaken(UserError):
    """The number stands in another file of the company.

    :ivar holder: id of that file, for the log and nobody else
    """

    def __init__(self, message, holder):
        super().__init__(message)
        self.holder = holder


class KeyAccountFile(models.Model):
    """The ID number, which the database never holds in plain (SEC-2).

    It is stored sealed, beside a keyed hash by which it is found again; the key is
    outside the database, see ``_keyring``. Everybody who reads the file sees the mask.
    The number itself leaves through ``_show_id_number`` only, which is logged.
    """

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    id_number_kind = fields.Selection(
        ID_KINDS, string="Kind of ID", readonly=True, copy=False
    )
    id_number_mask = fields.Char(
        string="ID Number",
        readonly=True,
        copy=False,
        help="Its last two signs. Showing all of it is logged.",
    )
    # Nobody reads, searches, groups or exports these, whatever the groups: a hash that
    # can be searched tells whose number somebody guessed.
    id_number_sealed = fields.Char(groups=fields.NO_ACCESS, copy=False)
    # By this the history tells a number from another one with the same mask.
    id_number_hash = fields.Char(
        string="ID Number as Entered", groups=fields.NO_ACCESS, copy=False
    )
    id_number_key = fields.Char(
        groups=fields.NO_ACCESS, copy=False, help="Which key sealed it."
    )

    _id_number_uniq = models.UniqueIndex(
        "(company_id, id_number_hash) WHERE id_number_hash IS NOT NULL",
        "This ID number stands in another account file already.",
    )
    _id_number_key_idx = models.Index(
        "(id_number_key, id) WHERE id_number_key IS NOT NULL"
    )

    @property
    def _has_id_number(self):
        """Whether the file holds an ID number; for one file."""
        return bool(self.id_number_mask)

    def _has_field_access(self, field, operation):
        if operation == "write" and field.name in KEPT and not self.env.su:
            return False
        return super()._has_field_access(field, operation)

    def _set_id_number(self, number, kind="resident"):
        """Keep an ID number, or with an empty one forget the number; logged.

        :raises AccessError: for whoever may not write the file
        :raises UserError: if it is no such number, or its key cannot be read
        :raises IdNumberTaken: if it stands in another file of the company
        """
        self.ensure_one()
        self._set_id_numbers([(number, kind)])

    def _set_id_numbers(self, numbers):
        """``_set_id_number`` for many files: a pair of number and kind for each."""
        self.check_access("write")
        ring = self._keyring()
        checked = [
            number and file._checked_id_number(number, kind)
            for file, (number, kind) in zip(self, numbers, strict=True)
        ]
        kinds = [kind for _number, kind in numbers]
        self._check_id_numbers_free(ring, checked, kinds)
        for file, number, kind in zip(self, checked, kinds, strict=True):
            # Writing these fields is for this method alone.
            file.sudo().write(self._id_number_values(ring, number, kind))
        entered = [
            file.id for file, number in zip(self, checked, strict=True) if number
        ]
        self.browse(entered)._disclosed("entered")
        (self - self.browse(entered))._disclosed("removed")

    def _checked_id_number(self, number, kind):
        try:
            return id_number.checked(number, kind)
        except id_number.BadNumber:
            raise UserError(self._bad_id_number_text(number, kind)) from None

    def _bad_id_number_text(self, number, kind):
        """Says what to do, and nothing of the number."""
        if kind == "resident":
            return self.env._(
                "%(contact)s: this is no resident ID number. Compare it with the card: "
                "it has 18 digits, the last of which may be X.",
                contact=self.partner_id.display_name,
            )
        if id_number.is_resident(number):
            return self.env._(
                "%(contact)s: this is a resident ID number. Choose “Resident ID card”.",
                contact=self.partner_id.display_name,
            )
        return self.env._(
            "%(contact)s: this is no number of a document. It has 5 to 30 letters and "
            "digits.",
            contact=self.partner_id.display_name,
        )

    def _check_id_numbers_free(self, ring, numbers, kinds):
        """The index knows the key in use; a search knows the older ones."""
        claims = {}
        for file, number, kind in zip(self, numbers, kinds, strict=True):
            for mark in ring.marks(f"{kind}:{number}") if number else ():
                first = claims.setdefault((file.company_id.id, mark), file)
                if first != file:
                    raise IdNumberTaken(file._taken_text(first), first.id)
        # Numbers of files that the user may not read count as well.
        Files = self.sudo().with_context(active_test=False)
        marks = [mark for _company, mark in claims]
        for other in Files.search([("id_number_hash", "in", marks)]):
            file = claims.get((other.company_id.id, other.id_number_hash))
            if file and file.id != other.id:
                raise IdNumberTaken(file._taken_text(other), other.id)

    def _taken_text(self, other):
        """Names the other file to those only who may read it."""
        contact = self.partner_id.display_name
        if other.with_env(self.env).has_access("read"):
            return self.env._(
                "%(contact)s: this ID number stands in the file of %(other)s already.",
                contact=contact,
                other=other.partner_id.display_name,
            )
        return self.env._(
            "%(contact)s: this ID number stands in another account file already. Ask "
            "your supervisor.",
            contact=contact,
        )

    @api.model
    def _id_number_values(self, ring, number, kind):
        if not number:
            names = "kind mask sealed hash key".split()
            return {f"id_number_{name}": False for name in names}
        return {
            "id_number_kind": kind,
            "id_number_mask": id_number.masked(number),
            "id_number_sealed": ring.seal(number),
            "id_number_hash": ring.mark(f"{kind}:{number}"),
            "id_number_key": ring.name,
        }

    @api.model
    def _find_by_id_number(self, number, company):
        """The file with an ID number among those that the user may read, or none."""
        number = id_number.normalised(number)
        if not number:
            return self.browse()
        ring = self._keyring()
        marks = [
            mark for kind, _label in ID_KINDS for mark in ring.marks(f"{kind}:{number}")
        ]
        # Nobody searches the hash but this method, which gives away only what is read.
        found = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                Domain("company_id", "=", company.id)
                & Domain("id_number_hash", "in", marks)
            )
        )
        return found.with_env(self.env)._filtered_access("read")

    def _show_id_number(self, reason):
        """The ID number, for a reason that is logged with who saw it when (SEC-2).

        :raises AccessError: for whoever may not read the file, or only audits
        :raises UserError: without a reason, a number, or the key
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("key_account_service.group_key_account_officer"):
            raise AccessError(
                self.env._(
                    "Auditors read the log of shown ID numbers, not the numbers."
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why you need the ID number."))
        if not self._has_id_number:
            raise UserError(self.env._("This file holds no ID number."))
        number = self._unsealed(self._keyring())
        self._disclosed("shown", reason)
        return number

    def _unsealed(self, ring):
        try:
            # The sealed number is hidden from everybody.
            return ring.open(self.sudo().id_number_sealed)
        except Unreadable:
            raise UserError(
                self.env._(
                    "This ID number was sealed with a key that is lost. Tell the "
                    "administrator of the server, or enter the number again."
                )
            ) from None

    def _disclosed(self, way, reason=False):
        """Log that the current user saw or changed the ID number of these files.

        ``way`` is one of the log's; for further ones extend its selection.
        """
        # Nobody may write the log but through here.
        return (
            self.env["key.account.file.disclosure"]
            .sudo()
            .create(
                [{"file_id": file.id, "way": way, "reason": reason} for file in self]
            )
        )

    def _own_birthday(self):
        """The solar birthday of the person of this file, as an anniversary."""
        return self.anniversary_ids.filtered_domain(
            [
                ("kind", "=", "birthday"),
                ("calendar", "=", "solar"),
                ("relative_id", "=", False),
            ]
        )[:1]

    def _set_birthday(self, born):
        """Enter a birthday, in the place of the one that is known."""
        self.ensure_one()
        day = {"year": born.year, "month": born.month, "day": born.day}
        known = self._own_birthday()
        if known:
            known.write(day)
        else:
            known.create({"file_id": self.id, "kind": "birthday", **day})
