"""Draws documents: plain data in, PDF out."""
