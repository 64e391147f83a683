from . import attachment
from . import offers
from . import portal
from . import portal_case
from . import rating
