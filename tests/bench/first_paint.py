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
        ours.installEventFilter(leaver)
        application.exec()


def _leave() -> None:
    os._exit(0)


if __name__ == "__main__":
    main()
