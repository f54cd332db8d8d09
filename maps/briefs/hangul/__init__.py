"""Documents of the Hangul word processor (HWPX, KS X 6101): looks, blocks on the sheet, the file.

Lengths inside are HWPUNIT: 1/7200 inch.
"""
