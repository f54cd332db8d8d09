"""Regions: their names by date and their boundaries."""
