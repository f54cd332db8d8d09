"""The atlas for those who work in Python: pandas and geopandas in and out.

`geo` itself exports what is here; nothing of it is imported before it is asked for.
"""
