"""Where the program's own files and the user's files are, on each system."""

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """Return the path of a file that ships with the program, installed or in a checkout."""
    installed = _PACKAGE / "resources"
    home = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return home.joinpath(*parts)


def catalogues() -> Path:
    """Return the folder of the compiled translations (`<language>/LC_MESSAGES/centrum-csr.mo`)."""
    installed = _PACKAGE / "i18n"
    return installed if installed.is_dir() else _PACKAGE.parent / "i18n" / "build"


def user_data() -> Path:
    """Return the folder in which the store stands when nobody names one."""
    return Path(platformdirs.user_data_dir("centrum-csr", appauthor=False))


def user_config() -> Path:
    """Return the folder of the settings file."""
    return Path(platformdirs.user_config_dir("centrum-csr", appauthor=False))


def folder_at_hand(*wanted: str | Path) -> Path:
    """Return the first of some folders that is there now, else the person's home.

    A stick is pulled out, and not every system has a folder for what was downloaded.
    """
    return next((Path(one) for one in wanted if one and _is_there(one)), Path.home())


def _is_there(folder: str | Path) -> bool:
    try:
        return Path(folder).is_dir()
    except OSError:  # what may not be looked into
        return False
