# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """As new installations: level 3 is investigated, solutions are rated."""
    cr.execute(
        """
        UPDATE key_account_complaint_level SET needs_investigation = TRUE WHERE id IN
            (SELECT res_id FROM ir_model_data WHERE name = 'complaint_level_3'
             AND module = 'key_account_service')
        """
    )
    cr.execute(
        """
        UPDATE helpdesk_ticket_stage SET rating_mail_template_id = (
            SELECT res_id FROM ir_model_data
            WHERE name = 'mail_template_rating_request'
                AND module = 'key_account_service')
        WHERE rating_mail_template_id IS NULL AND id IN (
            SELECT res_id FROM ir_model_data
            WHERE model = 'helpdesk.ticket.stage' AND name IN
                ('helpdesk_ticket_stage_solved', 'helpdesk_ticket_stage_done'))
        """
    )
