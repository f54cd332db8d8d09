"""What a picture says of itself in words: title, what was chosen, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maps.teller import Teller
    from maps.view import Shown, View


def chosen(view: View, teller: Teller) -> str:
    """Say in one line what the view asks for; empty for everything."""
    return " · ".join(_conditions(view, teller))


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


def _conditions(view: View, teller: Teller) -> Iterator[str]:
    atlas, words, lang = teller.scene.atlas, teller.words, teller.lang
    texts = [t for body in teller.scene.bodies for t in (body.sector, body.subsector) if t]
    sectors = {text.ko: text.of(lang) for text in texts}
    regions = {region.code: region.short.of(lang) for region in atlas.regions.current}
    roles = {role.id: role.name.of(lang) for p in atlas.programmes.values() for role in p.roles}
    said = {
        "programme": [atlas.programmes[one].name.of(lang) for one in view.programme],
        "round": [*view.round],
        "sector": [sectors[one] for one in view.sector],
        "region": [regions[one] for one in view.region],
        "role": [roles[one] for one in view.role],
        "kind": [words(f"kind.{one}") for one in view.kind],
        "confidence": [words(f"confidence.{one}") for one in view.confidence],
        "reading": [words(f"confidence.{one}") for one in view.reading],
        "crosses": [words(f"crosses.{one}") for one in view.crosses],
        "select": [*_selected(view, teller)],
        "as_of": [*view.as_of],
    }
    for name, values in said.items():
        if values:
            yield words(f"still.view.{name}", values=", ".join(values))


def _selected(view: View, teller: Teller) -> Iterator[str]:
    atlas = teller.scene.atlas
    for id_ in view.select:
        if id_ in atlas.bodies:
            yield teller.body_name(atlas.bodies[id_])
        else:
            yield atlas.places[id_].name.of(teller.lang)
