"""Layers as vector tiles: the grid, the projected features, the encoding."""
