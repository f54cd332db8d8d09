"""Every measure of a large network: seconds of processor and megabytes.

`python -m benchmarks.networks [NODES] [MEMBERSHIPS]` makes places on a grid and bodies of five near
each other with a few far away, and measures all of it; betweenness is estimated, as the docs say.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace

import numpy as np

import geo
from geo.crs import geodesic_lengths_km
from geo.model.bilingual import Bilingual
from geo.model.programmes import TieRule
from geo.networks.metrics import of_network, of_nodes
from geo.networks.models import Model, Vertex

SIZE = 5
"""Places of a body."""
NEAR = 60
"""Numbers on the grid by which most places of a body are apart."""


def large(nodes: int, memberships: int) -> Model:
    """Return a network of bodies of `SIZE`, the first place the root of a star."""
    lots = np.random.default_rng(1)
    count = memberships // SIZE
    first = lots.integers(nodes, size=(count, 1))
    apart = np.stack([lots.permutation(NEAR)[:SIZE] for _ in range(count)])
    far = lots.random((count, SIZE)) < 0.1
    places = np.where(far, lots.integers(nodes, size=(count, SIZE)), (first + apart) % nodes)
    places[:, 0] = (first[:, 0] + NEAR) % nodes
    body_of = np.repeat(np.arange(count), SIZE)
    # A body names a place once.
    kept = np.unique(np.stack([body_of, places.ravel()], axis=1), axis=0, return_index=True)[1]
    kept.sort()
    node, body = places.ravel()[kept], body_of[kept]
    root = kept % SIZE == 0
    some = next(iter(geo.load().model.bodies.values()))
    width = int(np.ceil(np.sqrt(nodes)))
    vertices = tuple(
        Vertex(
            f"p{n}",
            Bilingual(f"곳{n}", f"Place {n}"),
            126.2 + 3.2 * (n % width) / width,
            34.5 + 3.5 * (n // width) / width,
            f"s{n * 16 // nodes}",
            Bilingual(f"권{n * 6 // nodes}", f"Zone {n * 6 // nodes}"),
        )
        for n in range(nodes)
    )
    head = node[~root]
    tail = node[root][np.searchsorted(body[root], body[~root])]
    points = np.array([(one.lon, one.lat) for one in vertices])
    return Model(
        id="large",
        level="complex",
        vertices=vertices,
        bodies=tuple(replace(some, id=f"b{n}") for n in range(count)),
        node=node,
        body=body,
        root=root,
        rules=(TieRule.STAR,) * count,
        tail=tail,
        head=head,
        owner=body[~root],
        length_km=geodesic_lengths_km(points[tail], points[head]),
        ties=tuple(f"t{n}" for n in range(len(head))),
    )


def main(nodes: int, memberships: int) -> None:
    """Print what each part takes."""
    model = large(nodes, memberships)
    print(f"{model.size} places, {len(model.node)} memberships, {len(model.ties)} ties")
    whole = time.process_time()
    for name, work in (("graph", model.together),):
        start = time.process_time()
        graph = work()
        print(f"{name:10} {time.process_time() - start:6.1f} s")
    for name, measure in (("network", of_network), ("nodes", of_nodes)):
        start = time.process_time()
        measure(model, graph)
        print(f"{name:10} {time.process_time() - start:6.1f} s", flush=True)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    print(f"{'all':10} {time.process_time() - whole:6.1f} s, {held:,.0f} MB at most")


if __name__ == "__main__":
    asked = [int(one) for one in sys.argv[1:3]]
    main(*(asked if len(asked) == 2 else (10_000, 100_000)))
