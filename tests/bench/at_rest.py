"""A program that tells its memory once it is at rest: the bare window, or ours as people run it.

At rest is ours when its first page stands, today's copy of the records is made, and nothing else
has happened for some seconds.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_LOOKS_EVERY = 500
_AT_REST_AFTER = 3_000
"""Milliseconds; the program looks for forgotten rings every half second."""


def main() -> None:
    """Open what the arguments name, `bare` or a store's folder, and tell when it is at rest."""
    if sys.argv[1] == "bare":
        _run_bare()
    else:
        _run_ours(Path(sys.argv[1]))


def _run_bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    QTimer.singleShot(_AT_REST_AFTER, _tell)
    application.exec()


def _run_ours(folder: Path) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from app.base.settings import Settings
    from app.ui.program import run_program  # gives Python its own import back, before Qt's

    _application = QApplication([])
    looking = QTimer(interval=_LOOKS_EVERY)

    def look() -> None:
        if any(folder.glob("backups/[!.]*.db")):
            looking.stop()
            QTimer.singleShot(_AT_REST_AFTER, _tell_what_is_whole)

    looking.timeout.connect(look)
    looking.start()
    run_program(folder, Settings(language="pl"))


def _tell_what_is_whole() -> None:
    from PySide6.QtWidgets import QApplication

    from app.ui.main_window import MainWindow

    (window,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    assert window.page_name == "today"
    assert not window.notice.isVisible(), "it is not at rest but in trouble"
    _tell()


def _tell() -> None:
    # Not getrusage: its figure is inherited from the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    said = dict(line.split(":") for line in status.splitlines())
    told = {name: int(said[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")}
    print(json.dumps(told), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
