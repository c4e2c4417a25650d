"""The window: everything that touches Qt, and nothing else of the program does."""
