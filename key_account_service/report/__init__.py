from . import key_account_form_mixin
from . import key_account_visit_report
from . import key_account_handover_report
from . import helpdesk_ticket_report
from . import key_account_deadline_report
from . import key_account_tier_report
from . import key_account_file_report
