"""The first steps on a computer: where a demo stands, and whether there are records yet."""

from pathlib import Path

from app.base.progress import NO_PROGRESS, Progress
from app.services.demo import making
from app.store.engine import FILE_NAME

ROLES = ("promoter", "office")
_SEED = 1
_SCALES = {"office": 0.5, "promoter": 0.5}
"""Large enough to look real, small enough to be ready within half a minute."""


def holds_records(folder: Path) -> bool:
    """Tell whether a folder holds records."""
    return (folder / FILE_NAME).is_file()


def demo_folder(folder: Path, role: str) -> Path:
    """Return where the demo of a role stands: beside the own records, never among them."""
    return folder / f"demo-{role}"


def demo_roles(folder: Path) -> list[str]:
    """Return the roles whose demo was made before."""
    return [role for role in ROLES if holds_records(demo_folder(folder, role))]


def make_demo(
    folder: Path, role: str, progress: Progress = NO_PROGRESS, scale: float | None = None
) -> None:
    """Make a demo to try.

    Args:
        folder: where it is to stand.
        role: `office` or `promoter`.
        progress: told as it grows; may cancel.
        scale: 1 is the network's real size.

    Raises:
        UserError: when the folder cannot be written.
    """
    making.make(folder, _SEED, scale or _SCALES[role], role, progress)
