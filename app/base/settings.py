"""The person's choices for this program on this computer, in one small file."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Self

from app.base.atomic import write_atomically
from app.base.i18n import LANGUAGES, system_language
from app.base.paths import user_config

THEMES = ("auto", "light", "dark")
FONT_PERCENTS = (100, 125, 150)
MAIL_MEGABYTES = (5, 10, 20, 25)
NOTICE_DAYS = (7, 14, 21, 30)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings page offers.

    Attributes:
        language: one of `LANGUAGES`, or empty for the system's.
        theme: one of `THEMES`; `auto` follows the system.
        font_percent: one of `FONT_PERCENTS`.
        folder: where files were last exported to or imported from.
        mail_megabytes: one of `MAIL_MEGABYTES`; what the mail provider lets through.
        notice_days: one of `NOTICE_DAYS`; within which sole traders get the notice of Art. 14.
        back_side_rotated: whether this printer needs the back side turned by 180°.
        printer: the printer used last, by its name in the system.
        logo_pack: the pack of the programme's logos; ours when empty.
    """

    language: str = ""
    theme: str = "auto"
    font_percent: int = 100
    folder: str = ""
    back_side_rotated: bool = False
    mail_megabytes: int = 10
    printer: str = ""
    notice_days: int = 30
    logo_pack: str = ""

    @property
    def spoken(self) -> str:
        """Return the language to speak."""
        return self.language or system_language()

    def with_values(self, **values: Any) -> Self:
        """Return these settings with some changed; a value that is not offered is left out."""
        return replace(self, **{k: v for k, v in values.items() if _fits(k, v)})


def settings_file() -> Path:
    """Return where the settings stand."""
    return user_config() / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """Return the saved settings; whatever is missing or damaged has its default."""
    try:
        found = json.loads((path or settings_file()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return Settings().with_values(**found) if isinstance(found, dict) else Settings()


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, whole or not at all.

    Raises:
        OSError: when the disk refuses.
    """
    target = path or settings_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    # In ASCII: on Linux the name of a folder may be no text, and is to be found again all the same.
    write_atomically(target, json.dumps(asdict(settings), indent=2).encode())


_OFFERED: dict[str, tuple[object, ...]] = {
    "language": ("", *LANGUAGES),
    "theme": THEMES,
    "font_percent": FONT_PERCENTS,
    "mail_megabytes": MAIL_MEGABYTES,
    "notice_days": NOTICE_DAYS,
}
_DEFAULTS = {field.name: field.default for field in fields(Settings)}


def _fits(name: str, value: object) -> bool:
    if name not in _DEFAULTS or type(value) is not type(_DEFAULTS[name]):
        return False
    return name not in _OFFERED or value in _OFFERED[name]
