"""Plain Python, no ORM: the arithmetic of promises, tested in milliseconds.

All moments are naive datetimes in UTC, as Odoo stores them; a time zone is only
ever an explicit argument.
"""
