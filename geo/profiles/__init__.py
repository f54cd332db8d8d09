"""Profiles: what one region, sector, programme, body or complex takes part in.

The content of pages and briefs, so that all of them say the same; from the atlas alone.
"""
