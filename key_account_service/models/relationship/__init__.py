from . import key_account_visit
from . import key_account_visit_progress
from . import key_account_visit_signature
from . import key_account_visit_page
from . import res_partner
from . import key_account_handover
from . import res_partner_erasure
from . import key_account_visit_case
