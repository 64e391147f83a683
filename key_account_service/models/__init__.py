from . import clock
from . import account
from . import case
from . import relationship
from . import service
