# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class KeyAccountSecretNameMixin(models.AbstractModel):
    """Records whose name is for those only who may read them (SEC-3).

    Odoo gives the name of a record that another one points at without asking whether
    the user may read it: a form with a made-up link would tell the name of a relative.
    """

    _name = "key.account.secret.name.mixin"
    _description = "Name for Its Readers Only"

    @api.depends_context("uid")
    def _compute_display_name(self):
        named = self._named_to_reader()
        return super(KeyAccountSecretNameMixin, named)._compute_display_name()

    def _named_to_reader(self):
        """Those of these records whose names the reader may see; the others get none.

        A model with names of its own asks for it where it makes them.
        """
        # The name is asked for with all rights; what counts is who asks.
        readable = self.sudo(False)._filtered_access("read").sudo(self.env.su)
        for record in self - readable:
            record.display_name = self.env._("Confidential")
        return readable
