# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KeyAccountMailHost(models.Model):
    """A host that gives mail addresses to everybody: it says nothing of a sender."""

    _name = "key.account.mail.host"
    _description = "Public Mail Host"
    _order = "name"

    name = fields.Char(
        string="Domain", required=True, help="What stands behind the @, as in qq.com."
    )
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex(
        "(lower(name))", "This public mail host is in the list already."
    )

    @api.constrains("name")
    def _check_name(self):
        for host in self:
            if "@" in host.name or "." not in host.name or " " in host.name:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is no mail host. Enter what stands behind the @, "
                        "as in qq.com.",
                        name=host.name,
                    )
                )

    @api.model
    def _is_public(self, domain):
        return bool(self.search_count([("name", "=ilike", domain)], limit=1))
