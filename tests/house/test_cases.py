"""The list of single cases is true: every test that it names exists."""

import ast

from tests.prove.cases import TESTS, named


def test_every_case_has_a_test_that_exists():
    cases = named()
    assert len(cases) > 50, "the list is read"
    for case, tests in cases:
        assert tests, case
        for file, test in tests:
            tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
            assert test in {node.name for node in tree.body if hasattr(node, "name")}, case
