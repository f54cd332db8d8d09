"""The picture that other sites show for a page: name, headline, abstract and a small map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.messages import catalogue
from maps.briefs.compose import called, headline
from maps.briefs.paint import paint
from maps.briefs.telling import day_in_words
from maps.locator import locator
from maps.theme import tokens
from maps.typeset import drawn

if TYPE_CHECKING:
    from geo.messages import Lang
    from geo.profiles.model import Profile
    from maps.locator import Outlines
    from maps.scene import Scene

WIDTH, HEIGHT = 1200, 630
"""Pixels, as other sites ask for."""
_REFERENCE = re.compile(r"var\(--([a-z0-9-]+)\)")
_SENTENCES = 3
"""Of the abstract; who wants more opens the page."""
_PAINTS = ("ink", "ink-quiet", "series", "head")


def card(profile: Profile, scene: Scene, outlines: Outlines, lang: Lang, as_of: str) -> bytes:
    """Return the picture as PNG; the same arguments give the same bytes."""
    words, name = catalogue("maps", lang), called(profile, scene.atlas, lang)
    text, derived = headline(profile, scene.atlas, lang)
    document = {
        "lang": lang,
        "product": words("product"),
        "title": name,
        # The name stands above it.
        "headline": re.sub(rf"^{re.escape(name)}\s*[,:]\s*", "", text),
        "abstract": ". ".join(derived.split(". ")[:_SENTENCES]),
        "edition": catalogue("maps.briefs", lang)("edition.plain", as_of=day_in_words(as_of, lang)),
        "paint": {value: paint(value) for value in _PAINTS},
    }
    svg = _stands_alone(locator(profile, scene, outlines, lang))
    return drawn("card.typ", document, [svg.encode()])


def _stands_alone(svg: str) -> str:
    """Put the light colours for the names of colours, and say which language of marks it is."""
    found = tokens()
    plain = _REFERENCE.sub(lambda match: found[match[1]]["light"], svg)
    return plain.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
