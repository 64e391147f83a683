from . import key_account_form_mixin
from . import key_account_visit_report
from . import helpdesk_ticket_report
from . import key_account_deadline_report
from . import key_account_file_template_report
from . import key_account_file_workbook_report
