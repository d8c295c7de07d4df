"""Publishing: what lies in output/public/, and the record of it that no rebuild may break."""

from __future__ import annotations

from .enclosures import Enclosure, enclose, put_out
from .record import Cast, Record, casts, read_records, write_records

__all__ = ["Cast", "Enclosure", "Record", "casts", "enclose", "put_out", "read_records", "write_records"]
