"""Sharing an amount among several, to the last cent."""

from collections.abc import Sequence


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Share ``total`` in the proportion of ``weights``, so that nothing is left over.

    Amounts are whole numbers of the smallest coin. Whoever loses most by rounding gets
    the first of the coins that remain; among equals the first in the row.

    :raises ValueError: for weights that are negative or all nothing

    >>> shares(1000, [1, 1, 1])
    [334, 333, 333]
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights")
    parts = [divmod(total * weight, whole) for weight in weights]
    found = [part for part, _rest in parts]
    by_loss = sorted(range(len(parts)), key=lambda index: -parts[index][1])
    for index in by_loss[: total - sum(found)]:
        found[index] += 1
    return found
