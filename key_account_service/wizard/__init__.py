from . import base_partner_merge
from . import key_account_alarm_acknowledge
from . import helpdesk_ticket_contact
from . import helpdesk_ticket_reason
from . import key_account_visit_sign
from . import helpdesk_ticket_intake
