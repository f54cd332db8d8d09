"""One text in both languages; the language is chosen where it is shown."""

from __future__ import annotations

from typing import NamedTuple

from geo.messages import Lang, catalogue


class Bilingual(NamedTuple):
    """A text in Korean and in English."""

    ko: str
    en: str

    def of(self, lang: Lang) -> str:
        """Return the text in `lang`."""
        return self.en if lang == "en" else self.ko


class Named:
    """What has its name in two fields."""

    __slots__ = ()
    name_ko: str
    name_en: str

    @property
    def name(self) -> Bilingual:
        """What it is called."""
        return Bilingual(self.name_ko, self.name_en)


def bilingual(ko: str | None, en: str | None) -> Bilingual | None:
    """Return both texts; one without English stays Korean, and None where there is neither."""
    return Bilingual(ko, en or ko) if ko else None


def both(package: str, key: str, **fields: object) -> Bilingual:
    """Return the text of `key` in both catalogues of `package`; bilingual fields by language."""

    def said(lang: Lang) -> str:
        own = {k: v.of(lang) if isinstance(v, Bilingual) else v for k, v in fields.items()}
        return catalogue(package, lang)(key, **own)

    return Bilingual(said("ko"), said("en"))
