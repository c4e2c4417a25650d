"""One file a step; a step imports nothing of the application."""
