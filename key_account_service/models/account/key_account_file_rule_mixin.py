# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountFileRuleMixin(models.AbstractModel):
    """Rules of which one holds for each account file (FILE-8).

    Among those about the same, the rule of the own company counts before that of all
    companies.
    """

    _name = "key.account.file.rule.mixin"
    _inherit = ["key.account.upkeep.setting.mixin", "key.account.reach.mixin"]
    _description = "Rule for Account Files"

    company_id = fields.Many2one("res.company", index="btree_not_null")

    def _about(self):
        """Hook: what this rule is about."""
        raise NotImplementedError

    @api.model
    def _abouts(self, file):
        """Hook: what rules for a file are about, the one that counts most first."""
        raise NotImplementedError

    @api.model
    def _of_files(self, files):
        """The rule that holds for each file; none for those without.

        :return: dict of rules by file
        """
        # Whatever the reader may see of the rules, the same one holds.
        # pylint: disable-next=no-search-all
        rules = {(one._about(), one.company_id): one for one in self.sudo().search([])}
        anywhere = self.env["res.company"]
        found = {}
        for file in files:
            ways = (
                (about, company)
                for about in self._abouts(file)
                for company in (file.company_id, anywhere)
            )
            found[file] = next((rules[way] for way in ways if way in rules), self)
        return found
