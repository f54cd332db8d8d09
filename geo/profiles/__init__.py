"""Profiles: what one region, sector, consortium, project or complex takes part in.

The content of pages and briefs, so that all of them say the same; from the built layers alone.
"""
