"""The base map without its 시군구: what pages need until a reader comes near."""

from __future__ import annotations

import json
from typing import Any


def provinces(korea: bytes) -> bytes:
    """Return the object ``sido`` of a TopoJSON with the arcs that it uses, numbered anew.

    `korea` is ``data/boundaries/korea.topojson``; coordinates, their order and their steps stay.
    """
    topology = json.loads(korea)
    sido = topology["objects"]["sido"]
    numbers: dict[int, int] = {}

    def renumbered(arcs: Any) -> Any:  # noqa: ANN401 - lists of lists of numbers, by the geometry
        if isinstance(arcs, list):
            return [renumbered(one) for one in arcs]
        # TopoJSON writes an arc that runs backwards as the complement of its number.
        forward = arcs >= 0
        number = numbers.setdefault(arcs if forward else ~arcs, len(numbers))
        return number if forward else ~number

    areas = [{**area, "arcs": renumbered(area["arcs"])} for area in sido["geometries"]]
    made = {
        **topology,
        "objects": {"sido": {**sido, "geometries": areas}},
        "arcs": [topology["arcs"][number] for number in numbers],
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
