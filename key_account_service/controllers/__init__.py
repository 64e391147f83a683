from . import attachment
from . import portal
from . import portal_case
from . import rating
from . import gateway
