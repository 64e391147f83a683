"""What scripts/setup, scripts/test, scripts/demo and scripts/lint are made of.

``paths``, ``packages``, ``odoo_source``, ``environment`` and ``prepare`` use the
standard library only: they run before anything is installed.  The others run in
the environment that ``prepare`` has made.
"""
