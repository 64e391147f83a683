"""The library is tested without Odoo: it is loaded from its folder, as plain Python."""

import importlib.util
import sys
from pathlib import Path

LIB = Path(__file__).parents[2] / "key_account_service" / "lib"

if "kas_lib" not in sys.modules:
    spec = importlib.util.spec_from_file_location(
        "kas_lib", LIB / "__init__.py", submodule_search_locations=[str(LIB)]
    )
    sys.modules["kas_lib"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["kas_lib"])
