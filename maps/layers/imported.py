"""A collection that was imported or added, on a canvas, off until the reader wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.bundles import bundle_url
from maps.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.messages import Catalogue
    from geo.model.programmes import Programme
    from maps.links import ImportedLayer, Links

_TERMS = (
    "status",
    "area",
    "tenants",
    "operating",
    "sold",
    "located",
    "method",
    "precision",
    "aged",
    "smart",
    "programmes",
)
_KEY = ("one", "several", "far", "bubbles")


class Imported(Part):
    """Draws the collection from its vector tiles when it is first shown.

    A popup tells what is known: of complexes that were geocoded their figures and radius, of an
    added file's features their properties, of regions their figures, by one of which they are
    filled. The colour of a complex is its kind, its rim how many
    programmes it takes part in; far off, those that lie close are one bubble. Canvas draws all of
    them, so that thousands of points move smoothly.
    """

    starts = "imported"

    def __init__(
        self, layer: ImportedLayer, links: Links, words: Catalogue, programmes: Iterable[Programme]
    ) -> None:
        super().__init__(
            {
                "key": layer.id,
                "name": layer.title,
                "script": bundle_url("bundle/imported.js", links),
                "tiles": links.tiles_of(layer.id),
                "item": links.row_of(layer.id),
                "source": words("imported.source", title=layer.title, as_of=layer.as_of),
                "lang": words.lang,
                "shades": layer.shades.record(words.lang) if layer.shades else None,
                "failed": words("imported.failed", title=layer.title),
                "kinds": words.under("kind"),
                "statuses": words.under("status"),
                "methods": words.under("method"),
                "programmes": {
                    programme.id: programme.word.of(words.lang) for programme in programmes
                },
                "yes": words("imported.yes"),
                "none": words("imported.none"),
                **{f"key_{value}": words(f"imported.key.{value}") for value in _KEY},
                "terms": {term: words(f"imported.{term}") for term in _TERMS},
                "square_kilometres": words.texts["imported.square_kilometres"],
                "kilometres": words.texts["imported.kilometres"],
            }
        )
