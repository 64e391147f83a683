from . import key_account_visit
from . import key_account_visit_signature
