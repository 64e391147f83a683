# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..lib import id_number
from ..models.account.key_account_file_id_number import ID_KINDS, IdNumberTaken


class KeyAccountFileIdentify(models.TransientModel):
    """Enter an ID number (SEC-2). The table of this form holds it sealed only."""

    _name = "key.account.file.identify"
    _inherit = "key.account.file.form.mixin"
    _description = "Enter an ID Number"

    kind = fields.Selection(ID_KINDS, required=True, default="resident")
    number = fields.Char(
        compute="_compute_number",
        inverse="_inverse_number",
        help="As on the document; blanks and full-width digits do not matter.",
    )
    sealed = fields.Char(groups=fields.NO_ACCESS)
    sex = fields.Selection(
        [("female", "Female"), ("male", "Male")], compute="_compute_proposal"
    )
    birth_date = fields.Date(string="Birthday", compute="_compute_proposal")
    known_sex = fields.Selection(
        [("female", "Female"), ("male", "Male")],
        string="Sex in the File",
        compute="_compute_known",
    )
    known_birth_date = fields.Char(
        string="Birthday in the File", compute="_compute_known"
    )
    known_number = fields.Boolean(compute="_compute_known")
    take_sex = fields.Boolean(string="Enter the Sex into the File")
    take_birth_date = fields.Boolean(string="Enter the Birthday into the File")

    @api.depends("file_id")
    def _compute_known(self):
        """What a proposal would take the place of; for those who read the file."""
        for form in self:
            file = form.file_id._filtered_access("read")
            birthday = file._own_birthday()
            form.known_number = bool(file.id_number_mask)
            form.known_sex = file.sex
            form.known_birth_date = (
                f"{birthday.year:04}-{birthday.month:02}-{birthday.day:02}"
                if birthday
                else False
            )

    @api.depends("sealed")
    def _compute_number(self):
        """What was typed is never sent back."""
        for form in self:
            sealed = form.sudo().sealed
            form.number = id_number.masked(form._plain()) if sealed else False

    def _inverse_number(self):
        for form in self:
            if form.number:
                number = form.file_id._checked_id_number(form.number, form.kind)
                # Nobody reads this column.
                form.sudo().sealed = form.file_id._keyring().seal(number)
        # Else whoever reads the form in the same call is sent what was typed.
        self.invalidate_recordset(["number"])

    def _plain(self):
        """The number, of a stored form or of one that is being filled in."""
        sealed = self.sudo().sealed
        if not sealed:
            return self.number
        return self.file_id._keyring().open(sealed)

    @api.depends("number", "kind")
    def _compute_proposal(self):
        for form in self:
            number = form._plain() if form.kind == "resident" else ""
            resident = number and id_number.is_resident(number)
            form.sex = resident and id_number.sex(number)
            form.birth_date = resident and id_number.birth_date(number)

    def action_identify(self):
        """Keep the number in the file, and of what it says what the user ticked.

        A number that stands in another file is refused without an error, so that the
        log keeps the attempt: who tries numbers out does not go unseen.
        """
        self.ensure_one()
        number = self._plain()
        if not number:
            raise UserError(self.env._("Enter the ID number."))
        try:
            self.file_id._set_id_number(number, self.kind)
        except IdNumberTaken as error:
            self.file_id._disclosed("refused")
            self.sudo().sealed = False
            return self._refused(str(error))
        self._take_over()
        self.sudo().sealed = False
        return {"type": "ir.actions.act_window_close"}

    def action_forget(self):
        """Let the file hold no ID number any more; logged."""
        self.ensure_one()
        self.file_id._set_id_number(False)
        return {"type": "ir.actions.act_window_close"}

    def _take_over(self):
        if self.take_sex and self.sex:
            self.file_id.sex = self.sex
        if self.take_birth_date and self.birth_date:
            self.file_id._set_birthday(self.birth_date)

    def _refused(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger",
                "sticky": True,
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
