"""Make ``common`` importable from everywhere; choose which examples are tried."""

import sys
from pathlib import Path

from freezegun import api as freezegun_api
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# The same examples every time, so that a change is judged by what it changes;
# ``--hypothesis-profile explore`` looks for new ones.
# Two processes share the machine: how long an example takes says nothing then.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile("same")

# Each time a clock is stopped, freezegun looks whether one of the 3,000 loaded modules
# has other names than before. Their number tells that, too, five times as fast.
freezegun_api._get_module_attributes_hash = lambda module: (
    f"{id(module)}-{len(vars(module)) if hasattr(module, '__dict__') else 0}"
)
