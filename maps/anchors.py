"""Where the name of a 시도 stands on a map, clear of coasts and of the crowded places."""

from __future__ import annotations

REGION_ANCHORS: dict[str, tuple[float, float]] = {
    "11": (127.0, 37.57),
    "26": (129.06, 35.21),
    "27": (128.57, 35.93),
    "28": (126.45, 37.55),
    "29": (126.83, 35.15),
    "30": (127.4, 36.32),
    "31": (129.22, 35.57),
    "36": (127.27, 36.57),
    "41": (127.42, 37.4),
    "42": (128.3, 37.75),
    "51": (128.3, 37.75),
    "43": (127.75, 36.72),
    "44": (126.78, 36.5),
    "45": (127.2, 35.68),
    "52": (127.2, 35.68),
    "46": (126.98, 34.98),
    "47": (128.75, 36.35),
    "48": (128.2, 35.38),
    "50": (126.55, 33.38),
}
"""Code, older codes too, to longitude and latitude in degrees."""
WIDE_REGIONS = frozenset({"41", "42", "51", "43", "44", "45", "52", "46", "47", "48", "50"})
"""Provinces, wide enough for their name to give way a little."""
