"""What a picture says of itself in words: title, what was chosen, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.view import RANGES, Range, rounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.messages import Catalogue
    from maps.teller import Teller
    from maps.view import Shown, View


def chosen(view: View, teller: Teller, drawn: Sequence[str]) -> str:
    """Say in one line what the view asks for; empty for everything."""
    return " · ".join(_conditions(view, teller, drawn))


def counted(shown: Shown, drawn: Sequence[str], teller: Teller) -> str:
    """Say how many bodies, ties and places are shown, programme by programme."""
    words, programmes = teller.words, teller.scene.atlas.programmes
    parts = []
    for id_ in drawn:
        bodies, ties = shown.bodies_of(id_), shown.ties_of(id_)
        if bodies:
            key = "still.count_ties" if ties else "still.count_sites"
            named = programmes[id_].name.of(teller.lang)
            nouns = programmes[id_].bodies.of(teller.lang)
            counts = {"bodies": len(bodies), "ties": len(ties)}
            parts.append(words(key, programme=named, nouns=nouns, **counts))
    parts.append(words("still.count_places", count=len(shown.places)))
    return " · ".join(parts)


def _conditions(view: View, teller: Teller, drawn: Sequence[str]) -> Iterator[str]:
    atlas, words, lang = teller.scene.atlas, teller.words, teller.lang
    texts = [t for body in teller.scene.bodies for t in (body.sector, body.subsector) if t]
    sectors = {text.ko: text.of(lang) for text in texts}
    roles = {role.id: role.name.of(lang) for p in atlas.programmes.values() for role in p.roles}
    document = {
        "programme": [atlas.programmes[value].name.of(lang) for value in view.programme],
        "round": [*view.round],
        "sector": [sectors[value] for value in view.sector],
        "region": [teller.scene.area_of(value).name.of(lang) for value in view.region],
        "role": [roles[value] for value in view.role],
        "kind": [words(f"kind.{value}") for value in view.kind],
        "confidence": [words(f"confidence.{value}") for value in view.confidence],
        "reading": [words(f"confidence.{value}") for value in view.reading],
        "crosses": [
            words(f"crosses.{cross}", zoning=atlas.zoning.short.of(lang)) for cross in view.crosses
        ],
        **{
            name: [said_range(name, item, words) for item in getattr(view, name)] for name in RANGES
        },
        "select": [*_selected(view, teller)],
        "as_of": [*view.as_of],
        "zoning": [atlas.zonings[value].name.of(lang) for value in view.zoning],
    }
    up_to = rounds(teller.scene, drawn)[: len(view.round)]
    for name, values in document.items():
        if name == "round" and len(values) > 1 and (*values,) == up_to:
            yield words("timeline.until", year=values[-1])
        elif values:
            yield words(f"still.view.{name}", values=", ".join(values))


def said_range(name: str, value: str, words: Catalogue) -> str:
    """Say a range of a view, such as ``50–200 km``."""
    low, high = Range.read(value) or Range(None, None)
    form = "to" if low is None else "from" if high is None else "between"
    ends = {"low": low, "high": high}
    return words(f"{name}.{form}", **{k: f"{v:g}" for k, v in ends.items() if v is not None})


def _selected(view: View, teller: Teller) -> Iterator[str]:
    atlas = teller.scene.atlas
    for id_ in view.select:
        if id_ in atlas.bodies:
            yield teller.body_name(atlas.bodies[id_])
        else:
            yield atlas.places[id_].name.of(teller.lang)
