"""How long pictures take: the median of several, by format and size, after a first one."""

from __future__ import annotations

import statistics
import time

from api.settings import Settings
from api.state import State
from api.view import facts_of, scene_of
from maps.still.draw import MEDIA_TYPES, draw
from maps.still.paper import paper
from maps.still.sheet import Facts, Picture
from maps.view import View

RUNS = 5
CASES = (("A4", 300), ("A4", 600), ("A3", 300), ("A3", 600), ("16:9", 300), ("square", 300))


def main() -> None:
    """Print a line for each map, format and size."""
    state = State.load(Settings())
    facts = facts_of(state)
    for name in scene_of(state).maps:
        for form in MEDIA_TYPES:
            for size, dpi in CASES:
                if form != "png" and dpi != 300:
                    continue
                picture = Picture(name=name, view=View(), lang="ko", paper=paper(size))
                seconds, length = timed(picture, facts, form, dpi)
                shown = f"{dpi} dpi" if form == "png" else ""
                print(
                    f"{name:15} {form} {size:7} {shown:8} {seconds:5.2f} s {length / 1e3:7.0f} kB"
                )


def timed(picture: Picture, facts: Facts, form: str, dpi: int) -> tuple[float, int]:
    """Return the median time and the length of the file."""
    times = []
    body = b""
    for _ in range(1 if dpi == 600 else RUNS):
        start = time.perf_counter()
        body = draw(picture, facts, form, dpi=dpi)
        times.append(time.perf_counter() - start)
    return statistics.median(times), len(body)


if __name__ == "__main__":
    main()
