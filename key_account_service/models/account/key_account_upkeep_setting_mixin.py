# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class KeyAccountUpkeepSettingMixin(models.AbstractModel):
    """Settings from which follow how complete, how fresh and how long kept files are.

    When one changes, the stored figures of all files are worked out anew (FILE-8).
    """

    _name = "key.account.upkeep.setting.mixin"
    _description = "Setting of the Upkeep of Files"

    #: Fields that change no figure.
    _without_effect = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        settings = super().create(vals_list)
        self.env["key.account.file"]._work_out_upkeep_anew()
        return settings

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() - self._without_effect:
            self.env["key.account.file"]._work_out_upkeep_anew()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["key.account.file"]._work_out_upkeep_anew()
        return result
