from . import key_account_alarm_acknowledge
from . import helpdesk_ticket_contact
from . import helpdesk_ticket_intake
