"""What a view draws of networks: symbols by their measures, ties added up to flows of regions.

One reckoning for pages, files and pictures: they draw what is said here.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NamedTuple

from geo.analysis.flows import SCALES, flows
from geo.analysis.values import written
from geo.messages import catalogue
from geo.networks.metrics import of_nodes
from geo.networks.models import COMBINED, network
from maps.classes import Classes, area_radius, flow_width, ranges, steps
from maps.curves import BOW, bend_of, curve, to_plane, to_sphere
from maps.scene import OVERVIEW
from maps.view import apply, body_fits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geo.analysis.flows import Flows
    from geo.messages import Catalogue, Lang
    from geo.model.programmes import Body
    from geo.networks.models import Model
    from maps.curves import LonLat
    from maps.scene import Scene
    from maps.view import View

    Values = NDArray[np.float64]

_LEAST, _MOST = 3.4, 14.0
"""Radii of nothing and of the largest value, in pixels; areas are as the values."""
_CLASSES = 4
"""Shades that are told apart beside the colours of sectors."""
_PIECES = 24
"""Of the curve of a flow."""


class Sign(NamedTuple):
    """How a place is drawn; None where no measure says it."""

    radius: float | None
    strength: float | None
    """Of the colour, 0 to 1."""
    text: str
    """Its values in words."""


class Step(NamedTuple):
    """A radius, a strength or a width of the key, and what it stands for."""

    size: float
    text: str


class Arrow(NamedTuple):
    """The ties from one region to another."""

    points: tuple[LonLat, ...]
    """Of a curve, from the middle of the first to that of the second."""
    width: float
    text: str
    ties: tuple[str, ...]


class Disc(NamedTuple):
    """A region with ties, at the middle of its complexes."""

    at: LonLat
    name: str
    within: int
    """Ties with both ends in it."""
    text: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What is drawn, and the rows of its key."""

    network: str
    """Of which the measures are, in words."""
    measure: str
    """What sizes stand for; empty where nothing."""
    colour: str
    """What colours stand for; empty where nothing."""
    signs: Mapping[str, Sign]
    """By the id of the place."""
    radii: tuple[Step, ...]
    strengths: tuple[Step, ...]
    flows: str
    """What arrows stand for; empty where there are none."""
    arrows: tuple[Arrow, ...]
    """The widest first."""
    discs: tuple[Disc, ...]
    widths: tuple[Step, ...]


def asks(view: View) -> bool:
    """Say whether a view draws anything of networks."""
    return bool(view.measure or view.colour or view.flows)


def measured(scene: Scene, name: str, view: View, lang: Lang) -> Measured | None:
    """Return what a view of the map `name` draws of networks; None where it asks for nothing.

    Measures are those of the network of the bodies that the view leaves, by programme, round and
    sector; conditions on places hide symbols and change no value. Flows add up the ties shown.
    """
    if not asks(view):
        return None
    drawn = scene.drawn(name, view.programme)
    words = catalogue("geo", lang)
    id_ = COMBINED if name == OVERVIEW else name

    def left(body: Body) -> bool:
        return body.programme in drawn and body_fits(view, body)

    model = network(scene.atlas, id_).only(left)
    of = [value for value in (*view.measure, *view.colour) if model.size]
    values = of_nodes(model, model.together()) if of else {}
    sizes = values.get(next(iter(view.measure), ""))
    colours = values.get(next(iter(view.colour), ""))
    size_name, colour_name = (
        words(f"measure.{item[0]}") if item else "" for item in (view.measure, view.colour)
    )
    most = _most(sizes) if sizes is not None else 0.0
    known = [float(item) for item in colours if not math.isnan(item)] if colours is not None else []
    classes = Classes.quantiles(known, min(_CLASSES, len(set(known)))) if known else None
    signs = {}
    for number, vertex in enumerate(model.vertices if of else ()):
        size = None if sizes is None else float(sizes[number])
        colour = None if colours is None else float(colours[number])
        told = [
            f"{named}: {written(measure, value, words)}"
            for named, measure, value in (
                (size_name, next(iter(view.measure), ""), size),
                (colour_name, next(iter(view.colour), ""), colour),
            )
            if value is not None
        ]
        signs[vertex.id] = Sign(
            None if size is None else round(_radius(size, most), 2),
            None if colour is None else _strength(colour, classes),
            " · ".join(told),
        )
    scale = next(iter(view.flows), "")
    arrows, discs, widths = _flows(scene, id_, view, drawn, lang) if scale else ((), (), ())
    return Measured(
        network=_named(scene, id_, model, view, lang),
        measure=size_name,
        colour=colour_name,
        signs=signs,
        radii=() if sizes is None else _radii(view.measure[0], sizes, most, words),
        strengths=()
        if classes is None
        else tuple(
            Step(classes.opacity(number), text)
            for number, text in ranges(
                classes, known, lambda value: written(view.colour[0], value, words)
            )
        ),
        flows=catalogue("maps", lang)(
            f"measured.scale.{scale}", zoning=scene.atlas.zoning.short.of(lang)
        )
        if scale
        else "",
        arrows=arrows,
        discs=discs,
        widths=widths,
    )


def as_bytes(result: Measured) -> bytes:
    """Write it for the scripts of pages."""
    document = asdict(result) | {
        "signs": {id_: sign._asdict() for id_, sign in result.signs.items()},
        **{
            name: [item._asdict() for item in getattr(result, name)]
            for name in ("radii", "strengths", "arrows", "discs", "widths")
        },
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _named(scene: Scene, id_: str, model: Model, view: View, lang: Lang) -> str:
    from geo.exports.networks import title_of  # noqa: PLC0415 - formats of files are slow to load

    title = title_of(id_, scene.atlas).of(lang)
    words = catalogue("maps", lang)
    part = view.sector or view.round or (view.programme and id_ == COMBINED)
    key = "measured.part" if part else "measured.whole"
    return words(key, network=title, bodies=len(model.bodies))


def _most(values: Values) -> float:
    return max((float(value) for value in values if not math.isnan(value)), default=0.0)


def _radius(value: float, most: float) -> float:
    return _LEAST if math.isnan(value) else area_radius(value, most, _LEAST, _MOST)


def _radii(measure: str, values: Values, most: float, words: Catalogue) -> tuple[Step, ...]:
    whole = all(math.isnan(value) or float(value).is_integer() for value in values)
    return tuple(
        Step(round(_radius(step, most), 2), written(measure, step, words))
        for step in steps(most, whole=whole)
    )


def _strength(value: float, classes: Classes | None) -> float:
    if classes is None or math.isnan(value):
        return 0.0
    return classes.opacity(classes.of(value))


def _flows(
    scene: Scene, id_: str, view: View, drawn: Sequence[str], lang: Lang
) -> tuple[tuple[Arrow, ...], tuple[Disc, ...], tuple[Step, ...]]:
    words = catalogue("maps", lang)
    scale = next(item for item in SCALES if item == view.flows[0])
    shown = {tie.id for tie in apply(scene, view, drawn).ties}
    result = flows(scene.atlas, id_, scale=scale, ties=shown)
    between = [flow for flow in result.flows if flow.start != flow.end]
    most = max((len(flow.ties) for flow in between), default=1)
    arrows = tuple(
        Arrow(
            _curved(result, flow.start, flow.end),
            round(flow_width(len(flow.ties), most), 2),
            words(
                "measured.flow",
                start=result.regions[flow.start].name.of(lang),
                end=result.regions[flow.end].name.of(lang),
                count=len(flow.ties),
            ),
            flow.ties,
        )
        for flow in between
    )
    out, into, within = result.out, result.into, result.within
    discs = tuple(
        Disc(
            (round(region.lon, 5), round(region.lat, 5)),
            region.name.of(lang),
            int(within[n]),
            words(
                "measured.region",
                name=region.name.of(lang),
                out=int(out[n]),
                into=int(into[n]),
                within=int(within[n]),
            ),
        )
        for n, region in enumerate(result.regions)
        if out[n] + into[n] + within[n]
    )
    counts = sorted({1, (most + 1) // 2, most}) if between else []
    widths = tuple(
        Step(round(flow_width(count, most), 2), words("flowmap.ties", count=count))
        for count in counts
    )
    return arrows, discs, widths


def _curved(result: Flows, start: int, end: int) -> tuple[LonLat, ...]:
    """Bow a flow to the left of its way, so that flows there and back part."""
    item, other = (to_plane(result.regions[n].lon, result.regions[n].lat) for n in (start, end))
    ring = curve(item, bend_of(item, other, -BOW), other, _PIECES)
    return tuple(to_sphere(point) for point in ring)
