from . import clock
from . import account
from . import case

# Before the next ones: what promises a time for an account is a mixin of this family.
from . import service
from . import relationship
from . import analysis
