"""How large a user's table may be: beyond any real list, and far below what ends a machine."""

from __future__ import annotations

MOST_BYTES = 600_000_000
"""Of a workbook unpacked: ten million cells as Excel writes them, about 45 bytes each."""
MOST_TEXT_BYTES = 250_000_000
"""Of its texts alone, which are held whole: five million of 50 bytes."""
MOST_ROWS = 2_000_000
"""The country has some 200,000 registered factories; a sheet ends at 1,048,576 rows."""
MOST_COLUMNS = 16_384
"""As a sheet has (Excel specifications and limits); a line with more is no row of a table."""
MOST_CELLS = 10_000_000
"""A million rows of ten columns; in memory about 1 GB."""
