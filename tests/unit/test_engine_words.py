"""The engine watches promises; of whose business they are, it knows nothing."""

import re

import pytest

from kas_runtime.paths import CHECKOUT, MODULE

ENGINE = ("lib", "models/clock")
#: Requirements have names of their own, such as TIER-3.
REQUIREMENT = re.compile(r"\b[A-Z]+-\d+\b")
BUSINESS = re.compile(
    r"(?i)(?<![a-z])(tier|complaint|level|ticket|helpdesk)s?(?![a-z])"
)


def files():
    return [
        path
        for folder in ENGINE
        for path in sorted((CHECKOUT / MODULE / folder).rglob("*.py"))
    ]


def test_there_is_an_engine():
    assert len(files()) > 20


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_no_word_of_the_business(path):
    said = REQUIREMENT.sub("", path.read_text())
    assert not [match[0] for match in BUSINESS.finditer(said)]


def test_a_word_of_the_business_would_be_noticed():
    assert BUSINESS.search("self.tier_id") and BUSINESS.search("complaint_levels")
    assert not BUSINESS.search("relevelled")
