"""Tables from other systems, CSV and XLSX: row by row, at a memory that does not grow with the file."""

from apps.integrations.tables.reading import Line, Sheet, Table, described, lines_of, rows_below

__all__ = ["Line", "Sheet", "Table", "described", "lines_of", "rows_below"]
