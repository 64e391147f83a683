# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class KeyAccountDerivedAccessMixin(models.AbstractModel):
    """Records that are read by exactly those who may read what they belong to.

    Record rules cannot say this: their domains are evaluated with all rights. So the
    condition is added to every search, and every check of a record goes through one.
    """

    _name = "key.account.derived.access.mixin"
    _description = "Access Derived from Another Record"

    @api.model
    def _derived_access_domain(self):
        """Hook: the records that belong to something the current user may read."""
        return Domain.TRUE

    @api.model
    def _derived_change_domain(self):
        """Hook: those among them that the current user may also change."""
        return Domain.TRUE

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._derived_access_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids) or (result and result[0] == self):
            return result
        if result and not self - result[0]:
            # Whoever has no access to the model may not even search it.
            return result
        hidden = self - self._derived_visible(operation)
        if not hidden:
            return result
        if result:
            return hidden | result[0], result[1]
        make_error = self.env["ir.rule"]._make_access_error
        return hidden, lambda: make_error(operation, hidden)

    def _derived_visible(self, operation):
        """Those of these records that the current user has to do with."""
        domain = Domain("id", "in", self.ids)
        if operation != "read":
            domain &= self._derived_change_domain()
        return self.browse(self.with_context(active_test=False)._search(domain))
