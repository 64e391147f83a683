"""How complete an account file is, in per cent of what is asked for (FILE-8)."""

from collections.abc import Container, Mapping


def score(weights: Mapping[int, int], met: Container[int]) -> int:
    """Weight of what is known in per cent of the weight of all that is asked for.

    Rounded down: 100 means that nothing is missing, and nothing asked for is nothing
    missing.

    :param weights: what is asked for, each with its positive weight
    :param met: those of them that are known
    """
    asked = sum(weights.values())
    known = sum(weight for key, weight in weights.items() if key in met)
    return 100 * known // asked if asked else 100
