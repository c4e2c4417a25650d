"""Centrum CSR: field work of CSR and flexicurity promoters, kept offline and exchanged by files."""

__version__ = "0.1.0"
