from . import key_account_complaint_level
from . import key_account_pause_reason
from . import key_account_deadline_policy
from . import helpdesk_ticket_team
from . import helpdesk_ticket_stage
from . import helpdesk_ticket
from . import helpdesk_ticket_progress
from . import helpdesk_ticket_clock
