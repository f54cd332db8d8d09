"""Words for people, Korean and English, kept in JSON beside the package that says them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, get_args

from geo.messages.particles import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

Lang = Literal["ko", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of one package in one language; call it with a key and the fields."""

    lang: Lang
    """Language of every text in the catalogue."""
    texts: Mapping[str, str]
    """Key, such as ``legend.title``, to text with ``{fields}``."""

    def __call__(self, key: str, **fields: object) -> str:
        """Return the text of `key` with its fields filled in; an unknown key is a `KeyError`.

        In Korean each pair of particles, such as 을(를), becomes the one that fits its field.
        """
        text = self.texts[key]
        return fill(text, fields) if self.lang == "ko" else text.format(**fields)

    def under(self, prefix: str) -> dict[str, str]:
        """Return the texts whose key begins with `prefix` and a dot, by the rest of the key."""
        start = f"{prefix}."
        return {k.removeprefix(start): v for k, v in self.texts.items() if k.startswith(start)}


@lru_cache(maxsize=16)
def catalogue(package: str, lang: Lang) -> Catalogue:
    """Load ``{package}/messages/{lang}.json``, a flat object of keys and texts."""
    text = (files(package) / "messages" / f"{lang}.json").read_text(encoding="utf-8")
    return Catalogue(lang, json.loads(text))
