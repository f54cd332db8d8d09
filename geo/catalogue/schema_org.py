"""The catalogue as schema.org, which search engines of data sets read inside pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.catalogue.dates import first_day
from geo.catalogue.entry import publisher
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue.entry import Entry
    from geo.messages import Lang

CONTEXT = "https://schema.org"


def schema_org(entries: Sequence[Entry], root: str, lang: Lang) -> dict[str, object]:
    """Return the catalogue of the server at `root` (no slash at the end), for its start page."""
    words = catalogue("geo", lang)
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": f"{root}/catalogue",
        "url": f"{root}/",
        "name": words("catalogue.title"),
        "description": words("catalogue.abstract"),
        "inLanguage": ["ko", "en"],
        "publisher": _organisation(publisher(lang)),
        "dataset": [_dataset(entry, root, lang) for entry in entries],
    }


def schema_org_dataset(entry: Entry, root: str, lang: Lang) -> dict[str, object]:
    """Return one collection, for its page."""
    within = {"@type": "DataCatalog", "@id": f"{root}/catalogue", "url": f"{root}/"}
    return {
        "@context": CONTEXT,
        **_dataset(entry, root, lang),
        "includedInDataCatalog": within,
    }


def _dataset(entry: Entry, root: str, lang: Lang) -> dict[str, object]:
    description = entry.description
    address = f"{root}{entry.path}"
    other = entry.title_ko if lang == "en" else entry.title_en
    document: dict[str, object] = {
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "identifier": entry.id,
        "name": entry.title(lang),
        "alternateName": other,
        "description": description.abstract(lang),
        "keywords": list(description.keywords(lang)),
        "inLanguage": ["ko", "en"],
        "isAccessibleForFree": True,
        # A licence is an address or a text; the text says where none is stated.
        "license": entry.licence_address or entry.licence(lang),
        "conditionsOfAccess": description.rights(lang),
        "publisher": _organisation(publisher(lang)),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": form.title(lang),
                "encodingFormat": form.media_type,
                "contentUrl": f"{root}{form.path}",
            }
            for form in entry.forms
        ],
    }
    if first_day(entry.as_of):
        document["dateModified"] = entry.as_of
    if entry.period:
        document["temporalCoverage"] = "/".join(day.isoformat() for day in entry.period)
    if entry.box:
        west, south, east, north = entry.box
        # schema.org has latitude first.
        area = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
        document["spatialCoverage"] = {"@type": "Place", "geo": area}
    attribution = description.attribution(lang)
    if attribution:
        document["creditText"] = attribution
    if description.sources:
        document["isBasedOn"] = [
            {
                "@type": "CreativeWork",
                "name": source.title_en if lang == "en" else source.title_ko,
                "publisher": _organisation(
                    source.publisher_en if lang == "en" else source.publisher_ko
                ),
            }
            | ({"datePublished": source.published_on} if source.published_on else {})
            for source in description.sources
        ]
    return document


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}
