"""Which of several standing offers a customer has to know, and in which words."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from babel import Locale
from babel.units import format_unit

#: Units with the name that Unicode has for them.
NAMES = {"minutes": "minute", "hours": "hour", "days": "day"}


@dataclass(frozen=True)
class Offer:
    """A time limit under conditions.

    Of the offers that fit a piece of work those with the lowest ``order`` hold, and
    among them the shortest.

    :ivar order: the lower, the earlier it is asked
    :ivar limits: one set of values a dimension; ``None`` is any value
    :ivar conditions: further conditions that only equality compares; empty: none
    :ivar measure: what amounts must share to be compared, such as unit and clock
    :ivar amount: how much time the offer grants
    """

    key: Hashable
    order: int
    limits: tuple[frozenset | None, ...]
    conditions: str
    measure: Hashable
    amount: float

    def covers(self, other: "Offer") -> bool:
        """Whether all that fits ``other`` fits this offer as well."""
        within = all(
            mine is None or (theirs is not None and theirs <= mine)
            for mine, theirs in zip(self.limits, other.limits, strict=True)
        )
        return within and self.conditions in ("", other.conditions)

    def beats(self, other: "Offer") -> bool:
        """Whether ``other`` never holds, because this offer does wherever it fits.

        Amounts of different measure are not compared: then both are worth telling.
        """
        if not self.covers(other):
            return False
        if self.order != other.order:
            return self.order < other.order
        return self.measure == other.measure and self.amount <= other.amount


def worth_telling(offers: Iterable[Offer]) -> list[Offer]:
    """The offers that hold for something, in the order given.

    Of two that say the same, the one with the wider conditions stays, or the first.

    >>> wide = Offer("all", 10, (None,), "", "hours", 24)
    >>> narrow = Offer("mail", 10, (frozenset({"mail"}),), "", "hours", 24)
    >>> early = Offer("phone", 5, (frozenset({"phone"}),), "", "hours", 48)
    >>> [offer.key for offer in worth_telling([narrow, wide, early])]
    ['all', 'phone']
    """
    kept: list[Offer] = []
    for offer in offers:
        if any(other.beats(offer) for other in kept):
            continue
        kept = [other for other in kept if not offer.beats(other)]
        kept.append(offer)
    return kept


def is_remainder(offer: Offer, offers: Iterable[Offer]) -> bool:
    """Whether others of the offers hold for a part of what this one is about."""
    return any(offer.covers(other) for other in offers if other.key != offer.key)


def limit_in_words(amount: float, unit: str, locale: Locale) -> str:
    """A time limit as it was promised: 24 hours stay 24 hours.

    :raises KeyError: for a unit that is no plain amount of time

    >>> limit_in_words(24, "hours", Locale("en"))
    '24 hours'
    >>> limit_in_words(1.5, "days", Locale("zh"))
    '1.5天'
    """
    # Chinese has no other words for them, and the table of long ones lacks it.
    length = "short" if locale.language == "zh" else "long"
    return format_unit(amount, f"duration-{NAMES[unit]}", length, locale=locale)
