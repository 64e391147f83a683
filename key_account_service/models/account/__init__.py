from . import key_account_tier
from . import key_account_team
from . import res_company
from . import res_partner
from . import res_users
