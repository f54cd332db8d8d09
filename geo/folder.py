"""Where the tables and built files are: beside the packages, or within an installed one (I/O)."""

from __future__ import annotations

import os
from pathlib import Path

INSTALLED = "_data"
"""Folder of `geo` into which a wheel puts what a working tree has in ``data``."""


def data_folder(given: str | Path | None = None) -> Path:
    """Return the data folder: the one `given`, else ``SANDAN_DATA``, else our own."""
    chosen = given or os.environ.get("SANDAN_DATA")
    return Path(chosen) if chosen else own_data()


def own_data() -> Path:
    """Return the data that came with the packages.

    >>> (own_data() / "complexes.geojson").exists()
    True
    """
    package = Path(__file__).parent
    installed = package / INSTALLED
    return installed if installed.is_dir() else package.parent / "data"
