"""The window: everything that touches Qt, and nothing else of the program does."""

from app.ui.plain_import import restore_import

restore_import()
