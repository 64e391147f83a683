# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """The shipped levels 2 and 3 get what new installations ship with."""
    for column, name in (
        ("needs_departments", "complaint_level_2"),
        ("alerts_head", "complaint_level_3"),
    ):
        # pylint: disable-next=sql-injection
        cr.execute(
            f"UPDATE key_account_complaint_level SET {column} = TRUE WHERE id IN"
            " (SELECT res_id FROM ir_model_data WHERE name = %s"
            " AND module = 'key_account_service')",
            (name,),
        )
    cr.execute(
        """
        INSERT INTO res_groups_users_rel (gid, uid)
        SELECT data.res_id, contact.user_id
        FROM key_account_department_contact AS contact, ir_model_data AS data
        WHERE contact.user_id IS NOT NULL AND data.model = 'res.groups'
            AND data.module = 'key_account_service'
            AND data.name = 'group_key_account_department'
        ON CONFLICT DO NOTHING
        """
    )
