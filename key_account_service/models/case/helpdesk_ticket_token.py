# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

#: By what a stranger could prove, in Odoo, to be a reader of a record.
PROOFS = {"hash", "pid", "token"}


class HelpdeskTicket(models.Model):
    """What the link of a mail opens: the page of the one case, to be read (SEC-4).

    It opens no conversation, no file and no other route, lasts no longer than some days
    after the end of the case, and ends when the case gets another customer or is
    archived. The key in it is read by nobody: whoever may read the case needs none.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    access_token = fields.Char(groups="base.group_system")

    def _is_open_by_link(self):
        """Whether the link of a mail may still show the case."""
        self.ensure_one()
        case = self.sudo()
        if not case.active or not case.partner_id:
            return False
        if not case.closed:
            return True
        days = timedelta(days=case.company_id.key_account_link_days)
        ended = case.closed_date or case.write_date
        return fields.Datetime.now() <= ended + days

    def write(self, vals):
        if "partner_id" in vals:
            moved = self.sudo().filtered(
                lambda case: (
                    case.access_token and case.partner_id.id != vals["partner_id"]
                )
            )
            moved.access_token = False
        return super().write(vals)

    def _portal_ensure_token(self):
        # Read by nobody, so by the system; it leaves in mails to the customer only.
        return super(HelpdeskTicket, self.sudo())._portal_ensure_token()

    def _sign_token(self, pid):
        return super(HelpdeskTicket, self.sudo())._sign_token(pid)

    def _get_share_url(
        self, redirect=False, signup_partner=False, pid=None, share_token=True
    ):
        """A link for whoever may read the case anyway has no key in it."""
        return super()._get_share_url(
            redirect=redirect,
            signup_partner=signup_partner,
            pid=pid,
            share_token=share_token and self.env.su,
        )

    @api.model
    def _get_thread_with_access(self, thread_id, **kwargs):
        """The conversation of a case is that of its readers, who log in."""
        own = {name: kwargs[name] for name in kwargs.keys() - PROOFS}
        return super()._get_thread_with_access(thread_id, **own)
