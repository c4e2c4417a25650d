"""The files of a logo pack that somebody brings: out of a folder or an archive, and none besides.

An archive comes from anywhere: its names are only compared, never followed, and what it unpacks to
is limited before it is unpacked.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from app.base.errors import UserError
from app.base.i18n import _
from app.base.reasons import reason_of

LIST = "pack.toml"
_ENDINGS = (".svg", ".toml", ".md", ".txt")
_MOST_FILES, _LARGEST, _ENTRIES = 40, 1_000_000, 500
_ENCRYPTED = 0x1
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What is unpacked bit by bit; a megabyte packed otherwise may come to gigabytes at once."""
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError,
)  # fmt: skip


def holds_pack(source: Path) -> bool:
    """Tell whether a dropped folder or file looks like a logo pack."""
    if source.is_dir():
        return (source / LIST).is_file()
    if source.suffix.lower() != ".zip":
        return False
    try:
        with zipfile.ZipFile(source) as archive:
            return any(PurePosixPath(name).name == LIST for name in archive.namelist())
    except (OSError, *_UNREADABLE):
        return False


def files_of(source: Path) -> dict[str, bytes]:
    """Return the files of a pack by their plain names.

    Raises:
        UserError: it is no pack, is too large, or names places outside of itself.
    """
    try:
        found = dict(_in_folder(source) if source.is_dir() else _in_archive(source))
    except OSError as error:
        message = _("{file} cannot be read: {reason}.")
        raise UserError(message.format(file=source.name, reason=reason_of(error))) from error
    except _UNREADABLE as error:
        message = _("The archive {file} is damaged or locked. Pack the folder anew, as plain ZIP.")
        raise UserError(message.format(file=source.name)) from error
    if LIST not in found:
        raise _no_pack(source)
    for name, data in found.items():
        _check_drawing(name, data)
    return found


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    if not (folder / LIST).is_file():
        raise _no_pack(folder)
    files = [one for one in sorted(folder.iterdir()) if _belongs(one.name) and one.is_file()]
    _check_count(len(files))
    for file in files:
        with file.open("rb") as opened:
            yield file.name, _limited(file.name, opened.read(_LARGEST + 1))


def _in_archive(file: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        if len(entries) > _ENTRIES:
            raise _too_much()
        paths = {entry: _inner_path(file, entry) for entry in entries}
        lists = [path for path in paths.values() if path.name == LIST]
        if not lists:
            raise _no_pack(file)
        home = min(lists, key=lambda path: len(path.parts)).parent
        chosen = [
            (path.name, entry)
            for entry, path in paths.items()
            if path.parent == home and _belongs(path.name) and not entry.is_dir()
        ]
        _check_count(len(chosen))
        for name, entry in chosen:
            with archive.open(entry) as opened:
                yield name, _limited(name, opened.read(_LARGEST + 1))


def _inner_path(file: Path, entry: zipfile.ZipInfo) -> PurePosixPath:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        message = _("The archive {file} names places outside of itself, so nothing of it is taken.")
        raise UserError(message.format(file=file.name))
    if entry.flag_bits & _ENCRYPTED:
        raise RuntimeError("encrypted")
    if entry.compress_type not in _PLAIN:
        raise NotImplementedError(entry.compress_type)
    return path


def _belongs(name: str) -> bool:
    return name.lower().endswith(_ENDINGS) and not name.startswith(".")


def _check_count(count: int) -> None:
    if count > _MOST_FILES:
        raise _too_much()


def _limited(name: str, data: bytes) -> bytes:
    if len(data) > _LARGEST:
        message = _("{file} is larger than 1 MB. Save the drawing as plain SVG, without pictures.")
        raise UserError(message.format(file=name))
    return data


def _check_drawing(name: str, data: bytes) -> None:
    """Refuse what makes a reader of XML unfold more than there is."""
    if not name.lower().endswith(".svg"):
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "<!DOCTYPE"
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        message = _("{file} is not plain SVG. Save it as plain SVG, in UTF-8 and without DOCTYPE.")
        raise UserError(message.format(file=name))


def _no_pack(source: Path) -> UserError:
    message = _("{file} is no logo pack: there is no pack.toml in it.")
    return UserError(message.format(file=source.name))


def _too_much() -> UserError:
    return UserError(_("A logo pack holds some drawings and pack.toml. This one holds too much."))
