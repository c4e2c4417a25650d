"""The wheel holds all that the installed program reads, and nothing of the workshop."""

import zipfile

import pytest
from hatchling.builders.wheel import WheelBuilder


@pytest.fixture(scope="module")
def names(tmp_path_factory, pytestconfig) -> set[str]:
    """Build the wheel and return the names in it."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(pytestconfig.rootpath)).build(
        directory=str(folder), versions=["standard"]
    )
    with zipfile.ZipFile(built) as wheel:
        return set(wheel.namelist())


def test_every_module_and_resource_is_in_the_wheel(names, root):
    modules = {str(path.relative_to(root).as_posix()) for path in (root / "app").rglob("*.py")}
    resources = {
        "app/" + path.relative_to(root).as_posix()
        for path in (root / "resources").rglob("*")
        if path.is_file()
    }

    assert len(resources) > 5
    assert (modules | resources) - names == set()


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_the_compiled_translations_are_in_the_wheel(names, language):
    assert f"app/i18n/{language}/LC_MESSAGES/centrum-csr.mo" in names


def test_nothing_else_is_in_the_wheel(names):
    others = {name for name in names if not name.startswith("app/")}

    assert {name.split("-")[0] for name in others} == {"centrum_csr"}
    assert not [name for name in names if name.endswith((".po", ".pyc"))]
