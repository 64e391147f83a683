"""Each requirement that is fulfilled has a test that bears its number."""

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]
#: Chapters of the requirements with the numbers of those that this module fulfils.
WANTED = {
    "file": range(1, 13),
    "sec": range(1, 7),
    "tier": (1, 2, 3, 4, 7, 9, 10, 11),
    "team": range(1, 7),
    "case": range(1, 10),
    "sat": (1,),
    "app": (1, 2, 3, 4, 5, 6, 7, 9),
    "visit": range(1, 7),
    "plan": (2,),
}


def named():
    """Names of the tests in the files about requirements."""
    for path in TESTS.glob("test_requirements_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert ast.get_docstring(node), f"{node.name} says nothing"
                assert any(
                    isinstance(call, ast.Attribute) and call.attr.startswith("assert")
                    for call in ast.walk(node)
                ), f"{node.name} asserts nothing"
                yield node.name


def test_each_requirement_has_a_test_of_its_name():
    wanted = [
        f"test_{chapter}_{number:02}_"
        for chapter, numbers in WANTED.items()
        for number in numbers
    ]
    names = list(named())
    found = [[name for name in names if name.startswith(one)] for one in wanted]
    missing = [one for one, tests in zip(wanted, found, strict=True) if not tests]
    assert not missing
    strays = [name for name in names if not name.startswith(tuple(wanted))]
    assert not strays, "a test stands for no requirement"
