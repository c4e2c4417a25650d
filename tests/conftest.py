"""What every test runs under: no Qt for the core, an invisible screen, bounded random tests."""

import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

WITHOUT_QT = os.environ.get("CSR_NO_QT") == "1"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class QtRefused:
    """Makes Qt look as if it were not installed, so that the core proves it does without."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse PySide6 and its binding, and leave all else to the other finders."""
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"{name} is not for the core's tests", name=name)
        return None


if WITHOUT_QT:
    sys.meta_path.insert(0, QtRefused())

# CI draws fresh examples each time; a failure prints the blob that repeats it.
settings.register_profile(
    "ci",
    max_examples=40,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("prove", settings.get_profile("ci"), max_examples=5000)
settings.load_profile(os.environ.get("CSR_HYPOTHESIS", "ci"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Keep the settings of pytest-qt known when that plugin is off."""
    if WITHOUT_QT:
        parser.addini("qt_api", "unused without Qt")
        parser.addini("qt_log_level_fail", "unused without Qt")


@pytest.fixture(scope="session", autouse=True)
def shared_schema() -> Iterator[None]:
    """A new store's tables are made once a process."""
    from tests.one_schema import share_schema

    with pytest.MonkeyPatch.context() as patch:
        share_schema(patch)
        yield
