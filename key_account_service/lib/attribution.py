# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Shares of an account by days."""

#: Shares have two digits; sums of them may differ by what a computer rounds.
TOLERANCE = 0.001


def overfull(spans, limit=100):
    """The first day on which the shares are more than ``limit`` together, or ``None``.

    :param spans: of first day, last day or a false value for no end, and share
    """
    # A sum only grows on the first day of a share.
    for day in sorted({start for start, _end, _share in spans}):
        total = sum(
            share
            for start, end, share in spans
            if start <= day and not (end and end < day)
        )
        if total > limit + TOLERANCE:
            return day
    return None
