"""Programmes of the user's own: from a workbook or tables to bodies on the maps, without code."""
