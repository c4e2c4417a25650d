"""Useful in any application: errors, progress, texts, time, paths and settings."""
