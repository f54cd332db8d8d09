"""The base map without its 시군구: what pages need until a reader comes near."""

from __future__ import annotations

import json
from typing import TypeAlias

Arcs: TypeAlias = "int | list[Arcs]"
"""Numbers of arcs, nested to a depth that the geometry decides."""


def provinces(korea: bytes) -> bytes:
    """Return the 시도 of a TopoJSON, former ones too, with the arcs that they use, numbered anew.

    `korea` is ``data/boundaries/korea.topojson``; coordinates, their order and their steps stay.
    """
    topology = json.loads(korea)
    numbers: dict[int, int] = {}

    def renumbered(arcs: Arcs) -> Arcs:
        if isinstance(arcs, list):
            return [renumbered(arc) for arc in arcs]
        # TopoJSON writes an arc that runs backwards as the complement of its number.
        forward = arcs >= 0
        number = numbers.setdefault(arcs if forward else ~arcs, len(numbers))
        return number if forward else ~number

    objects = {
        name: {
            **level,
            "geometries": [
                {**item, "arcs": renumbered(item["arcs"])} for item in level["geometries"]
            ],
        }
        for name, level in topology["objects"].items()
        if name.startswith("sido")
    }
    document = {
        **topology,
        "objects": objects,
        "arcs": [topology["arcs"][number] for number in numbers],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
