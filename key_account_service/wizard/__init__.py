from . import base_partner_merge
from . import key_account_alarm_acknowledge
from . import helpdesk_ticket_contact
from . import key_account_visit_sign
from . import helpdesk_ticket_intake
from . import resource_calendar_holidays
from . import resource_calendar_holidays_line
