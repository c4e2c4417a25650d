"""Files on their way into a record: chosen, dropped or pasted, then kept by a job."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QStandardPaths, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.base import clock
from app.base.i18n import _
from app.base.paths import folder_at_hand
from app.base.progress import Progress
from app.base.text import sort_key
from app.services import kept_files
from app.services.kept_files import Gathered, Kept, Source
from app.ui.context import Context


class Folder:
    """Where files were chosen last, as long as the program runs."""

    latest = ""


def chosen_files(parent: QWidget) -> list[Source]:
    """Ask for files; empty when the person left."""
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    title = _("Which files are to be attached?")
    start = str(folder_at_hand(Folder.latest, pictures))
    names = QFileDialog.getOpenFileNames(parent, title, start)[0]
    if names:
        Folder.latest = str(Path(names[0]).parent)
    return files([Path(name) for name in names])


def files(paths: Sequence[Path]) -> list[Source]:
    """Return files as sources under their own names, in the order of these."""
    return [(path, path.name) for path in sorted(paths, key=lambda path: sort_key(path.name))]


def copied() -> list[Source]:
    """Return what was copied elsewhere: files, else a picture; empty when it is neither."""
    return held_in(QGuiApplication.clipboard().mimeData())


def held_in(held: QMimeData) -> list[Source]:
    """Return the files or the picture that the clipboard or a drop holds."""
    paths = [Path(url.toLocalFile()) for url in held.urls() if QUrl.isLocalFile(url)]
    if paths:
        return files(paths)
    image = held.imageData() if held.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return []
    moment = clock.to_local(clock.now())
    words = _("Pasted {moment}.png").format(moment=f"{moment:%Y-%m-%d %H.%M.%S}")
    return [(_as_png(image), words)]


def gather(
    context: Context, sources: Sequence[Source], done: Callable[[Sequence[Kept]], object]
) -> None:
    """Put contents in their places, off the GUI thread; say which files were refused.

    Args:
        context: the page's.
        sources: what is to be kept.
        done: is given what is kept, in the GUI thread; not called when there is nothing.
    """
    folder = context.database.folder

    def job(progress: Progress) -> Gathered:
        return kept_files.keep_all(folder, sources, progress)

    def finish(found: Gathered) -> None:
        if found.refused:
            context.tell("\n".join(found.refused), "amber")
        if found.kept:
            done(found.kept)

    context.start(job, finish, text=_("Attaching…"))


def _as_png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())
