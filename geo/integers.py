"""Bounds beyond which whole numbers lose something in the formats that hold them."""

from __future__ import annotations

INT32 = 2**31
"""From here on a number does not fit 32 bits with a sign, as GDAL and shapefiles have them."""
EXACT = 2**53
"""Up to here a 64-bit float tells every whole number from the next (IEEE 754)."""
INT64 = 2**63
"""From here on a number does not fit 64 bits with a sign, as numpy and databases have them."""
