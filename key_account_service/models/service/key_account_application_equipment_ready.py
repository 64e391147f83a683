# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib import serial
from .key_account_application_open import TO_OPEN

#: What is written down when the equipment is looked out, after the approval.
WHEN_READY = frozenset({"number", "old_number", "model"})


class KeyAccountApplicationEquipment(models.Model):
    """Equipment is looked out for a customer, and its number set aside (APP-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application.equipment"  # pylint: disable=consider-merging-classes-inherited

    old_number = fields.Char(
        help="Of the card or device that is exchanged or taken back, for the crew."
    )
    number_key = fields.Char(
        string="Plain Number", compute="_compute_number_key", store=True
    )

    _number_set_aside = models.UniqueIndex(
        "(company_id, number_key) WHERE state = 'ready' AND movement != 'take_back'",
        "This card or device is set aside for another application already. Take "
        "another one.",
    )

    @api.depends("number")
    def _compute_number_key(self):
        for line in self:
            line.number_key = serial.plain(line.number or "") or False

    def write(self, vals):
        """Numbers are given after the approval, by whoever opens the services."""
        if self.env.su or not vals.keys() <= WHEN_READY:
            return super().write(vals)
        applications = self.sudo().application_id
        if not all(application.state in TO_OPEN for application in applications):
            return super().write(vals)
        applications.with_env(self.env)._check_opening_right()
        lines = self.sudo()
        lines._check_not_moved()
        result = super(KeyAccountApplicationEquipment, lines).write(vals)
        lines._make_wanted()
        return result

    def action_ready(self):
        """It is looked out, and its number set aside for this customer.

        :raises UserError: without a number, or with one that is in use
        """
        for line in self._lines_in("wanted"):
            line._check_numbers()
            line._write_state("ready", device_id=line._old_device().id)
        for application in self.sudo().application_id:
            if all(line.state != "wanted" for line in application.equipment_ids):
                application._take_step("equipment")

    def action_not_ready(self):
        """Something else is looked out after all: the number is free again."""
        self._lines_in("ready")._make_wanted()

    def _make_wanted(self):
        ready = self.filtered(lambda line: line.state == "ready")
        for line in ready:
            line._write_state("wanted", is_on_site=False)
        steps = ready.application_id.step_ids
        steps.filtered(lambda row: row.step == "equipment")._take_back()

    def _lines_in(self, state):
        """These lines, locked and with all rights, if the user may move them on."""
        self.check_access("read")
        applications = self.sudo().application_id.with_env(self.env)
        applications._openings_in(*TO_OPEN)
        lines = self.sudo()
        lines._check_not_moved()
        if any(line.state != state for line in lines):
            raise UserError(
                self.env._("This was done already. Reload the page to see it.")
            )
        return lines

    def _check_not_moved(self):
        for line in self:
            if line.is_on_site or line.state in ("moved", "cancelled"):
                raise UserError(
                    self.env._(
                        "%(equipment)s is at its place already, or not needed any "
                        "more, and stays as it is.",
                        equipment=line.display_name,
                    )
                )

    def _check_numbers(self):
        """:raises UserError: for equipment that cannot be told from other equipment"""
        self.ensure_one()
        if self.movement != "take_back" and not self.number_key:
            raise UserError(
                self.env._(
                    "Write down the number of what is delivered: %(equipment)s.",
                    equipment=self.display_name,
                )
            )
        if self.movement != "deliver" and not serial.plain(self.old_number or ""):
            raise UserError(
                self.env._(
                    "Write down the number of what the crew takes along: "
                    "%(equipment)s.",
                    equipment=self.display_name,
                )
            )
        self._check_free()

    def _check_free(self):
        """:raises UserError: if the number is with a customer already"""
        for line in self.filtered(lambda line: line.movement != "take_back"):
            if line._devices(line.number) or line._set_aside():
                raise UserError(
                    self.env._(
                        "Number %(number)s is in use at a customer's, or set aside for "
                        "another one. Check it, or take another device.",
                        number=line.number,
                    )
                )

    def _set_aside(self):
        """Other equipment with this number that is ready for some customer."""
        return self.search(
            [
                ("number_key", "=", self.number_key),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "ready"),
                ("movement", "!=", "take_back"),
                ("id", "!=", self.id),
            ],
            limit=1,
        )

    def _devices(self, number):
        """Devices of this company's customers with a number that are in use."""
        return self.env["key.account.device"].search(
            [
                ("number_key", "=", serial.plain(number)),
                ("company_id", "=", self.company_id.id),
            ]
        )

    def _old_device(self):
        """The customer's device that is taken along.

        :raises UserError: if the customer has none with that number
        """
        if self.movement == "deliver":
            return self.env["key.account.device"]
        account = self.application_id.key_account_id
        found = self._devices(self.old_number).filtered(
            lambda device: device.account_id == account
        )
        if not found:
            raise UserError(
                self.env._(
                    "This customer has no device %(number)s in use. Check the number, "
                    "or enter the device in the account file first.",
                    number=self.old_number,
                )
            )
        return found
