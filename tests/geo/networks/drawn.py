"""Networks of our own, of bodies of numbered places on a grid, by the rules of the model."""

from dataclasses import replace

import numpy as np

from geo.crs import geodesic_lengths_km
from geo.model.bilingual import Bilingual
from geo.model.programmes import TieRule
from geo.networks.chains import slots_of
from geo.networks.models import Model, Vertex


def drawn(some_body, bodies, nodes, *, rule=TieRule.STAR, sidos=4):
    """Return the network of `bodies`, lists of places of which the first is the root."""
    vertices = tuple(
        Vertex(
            f"p{n}",
            Bilingual(f"곳{n}", f"Place {n}"),
            126.5 + n % 7 * 0.4,
            35 + n // 7 * 0.3,
            f"s{n % sidos}",
            Bilingual(f"권{n % sidos // 2}", f"Zone {n % sidos // 2}"),
        )
        for n in range(nodes)
    )
    flat = [
        (node, number, at == 0) for number, own in enumerate(bodies) for at, node in enumerate(own)
    ]
    node, body, root = np.array(flat or np.zeros((0, 3)), dtype=np.int64).T
    model = Model(
        id="drawn",
        level="complex",
        vertices=vertices,
        bodies=tuple(replace(some_body, id=f"b{n}") for n in range(len(bodies))),
        node=node,
        body=body,
        root=root.astype(bool),
        rules=(rule,) * len(bodies),
        tail=np.zeros(0, np.int64),
        head=np.zeros(0, np.int64),
        owner=np.zeros(0, np.int64),
        length_km=np.zeros(0),
        ties=(),
    )
    slots = slots_of(model)
    points = model.points
    tail, head = node[slots.tails], node[slots.heads]
    return replace(
        model,
        tail=tail,
        head=head,
        owner=body[slots.tails],
        length_km=geodesic_lengths_km(points[tail], points[head]),
        ties=tuple(f"t{n}" for n in range(len(tail))),
    )
