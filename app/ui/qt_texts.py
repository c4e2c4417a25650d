"""What Qt itself says: its own translations, and those of its texts that they lack."""

import sys

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.base.i18n import N_, _

_LACKING = frozenset(
    {
        N_("&Look in:"),
        N_("Files of &type:"),
        N_("Folder"),
        N_("Drive"),
        N_("%1 File"),
        N_("File"),
        N_("Unknown"),
    }
)
"""Texts of Qt's window for files that its Polish translation does not have."""


class _Lacking(QTranslator):
    """Answers for the texts that Qt's own translation lacks."""

    def isEmpty(self) -> bool:  # noqa: N802
        """Tell that there is something; Qt calls."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return a text in the person's language, or as it is; Qt calls.

        An empty answer would be shown as such: PySide knows no other for "not found".
        """
        del context, disambiguation, n
        return _(source) if source in _LACKING else source


def speak(application: QApplication, language: str) -> None:
    """Let Qt's own buttons and windows speak a language too."""
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    whole = QTranslator(application)
    # The one that comes last is asked first.
    application.installTranslator(_Lacking(application))
    if whole.load(f"qtbase_{language}", folder):
        application.installTranslator(whole)
    QCoreApplication.setAttribute(
        Qt.ApplicationAttribute.AA_DontUseNativeDialogs, _is_foreign(language)
    )


def _is_foreign(language: str) -> bool:
    """Tell whether the desktop's own window for files would speak another language.

    On Windows and macOS it stays all the same: people know it from every program.
    """
    desktop = QLocale.languageToCode(QLocale.system().language())
    return sys.platform.startswith("linux") and desktop != language
