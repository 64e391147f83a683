from . import clock
from . import account
from . import case
