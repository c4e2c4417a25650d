"""The repository as its own tests see it."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# The tools are started as programs; their tests import them the way they import each other.
sys.path.append(str(ROOT / "packaging"))


@pytest.fixture
def root() -> Path:
    """Return the top of the repository."""
    return ROOT
