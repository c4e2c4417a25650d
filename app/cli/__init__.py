"""The headless commands: as thin as the window, over the same services."""
