from . import attachment
from . import offers
from . import portal
from . import portal_case
from . import portal_service
from . import rating
from . import gateway
