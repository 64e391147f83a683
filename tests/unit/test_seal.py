"""CASE-9: what two contents share, and what tells them apart."""

import json

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.seal import canonical, differing, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
CONTENTS = st.dictionaries(st.text(max_size=8), VALUES, max_size=6)


@given(CONTENTS)
def test_the_order_in_which_it_is_put_together_does_not_matter(content):
    backwards = dict(reversed(content.items()))
    assert digest(canonical(content)) == digest(canonical(backwards))


@given(CONTENTS)
def test_it_comes_back_as_it_was(content):
    assert json.loads(canonical(content)) == content
    assert not differing(content, json.loads(canonical(content)))


@given(CONTENTS, CONTENTS)
def test_other_contents_have_another_seal(one, other):
    same = digest(canonical(one)) == digest(canonical(other))
    assert same == (not differing(one, other))


@given(CONTENTS, st.text(max_size=8), VALUES)
def test_a_changed_part_is_named(content, name, value):
    changed = {**content, name: value}
    expected = [] if name in content and content[name] == value else [name]
    assert differing(content, changed) == expected


def test_a_text_and_its_bytes_have_one_seal():
    assert digest("投诉") == digest("投诉".encode())
    assert len(digest("")) == 64
