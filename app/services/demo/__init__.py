"""Demo data: a made-up, realistic network that a seed decides to the last byte."""

from app.services.demo.filling import fill
from app.services.demo.network import House, Reference, Worker, reference
from app.services.demo.network_rows import expected_rows, rows

__all__ = ["House", "Reference", "Worker", "expected_rows", "fill", "reference", "rows"]
