from . import key_account_derived_access_mixin
from . import key_account_sweep_mixin
from . import key_account_deadline_policy
from . import key_account_escalation_step
from . import key_account_deadline
from . import key_account_deadline_event
from . import key_account_alarm
from . import key_account_deadline_mixin
