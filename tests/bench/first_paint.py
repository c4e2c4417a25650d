"""A program that ends at its first paint: the bare window or ours, for whole-process timing."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    """Open what the arguments name and leave as soon as something has been painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Leaver(QObject):
        """Ends the process after the first paint of a window."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Watch for the paint; Qt calls."""
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, _leave)
            return False

    leaver = Leaver()
    if sys.argv[1] == "bare":
        from PySide6.QtWidgets import QApplication, QMainWindow

        application = QApplication([])
        window = QMainWindow()
        window.installEventFilter(leaver)
        window.resize(1366, 768)
        window.show()
        application.exec()
    else:
        from app.base.settings import Settings
        from app.ui.application import build_application, open_window

        def opening() -> object:
            from app.store.database import Database

            return Database.open(Path(sys.argv[2]))

        application = build_application(Settings(language="pl"))
        ours = open_window(opening, Settings(language="pl"))
        if sys.argv[-1] == "memory":
            ours.painted.connect(lambda: QTimer.singleShot(0, _leave))
        else:
            ours.installEventFilter(leaver)
        application.exec()


def _leave() -> None:
    if sys.argv[-1] == "memory":
        # Not getrusage: its figure is inherited from the process that started this one.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
        sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
