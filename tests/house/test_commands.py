"""The README lists the commands that there are."""

import argparse
import re

from app.cli.parser import make_parser


def commands(parser: argparse.ArgumentParser) -> set[str]:
    """Return the parser's commands, with their families: `office init`."""
    found = set()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                found |= {f"{name} {word}" for word in commands(below)} or {name}
    return found


def test_the_readme_lists_the_commands_that_there_are(root):
    listed = re.findall(
        r"^\| `([a-z -]+)` \|", (root / "README.md").read_text("utf-8"), flags=re.MULTILINE
    )

    assert set(listed) == commands(make_parser())
