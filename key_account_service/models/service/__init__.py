from . import product_template
from . import key_account_application
from . import key_account_application_part_mixin
from . import key_account_application_line
from . import key_account_application_equipment
from . import key_account_service
from . import fsm_order
