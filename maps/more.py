"""What the scripts that load later know: words, headings of tables, where Korea lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.crs import LAT_RANGE, LON_RANGE
from geo.messages import catalogue
from geo.networks.metrics import OF_NODES
from geo.vocabulary.words import headings

if TYPE_CHECKING:
    from geo.messages import Lang
    from maps.records import Record

_ENDS = {
    "from": (
        *("출발", "출발지", "출발단지", "출발산단", "출발지명", "기점", "시점", "발송", "발송지"),
        *("주관", "주관산단", "주관단지", "거점", "거점산단", "거점단지", "공급", "공급지", "에서"),
        *("from", "fromname", "origin", "source", "start", "lead", "hub", "o"),
    ),
    "to": (
        *("도착", "도착지", "도착단지", "도착산단", "도착지명", "종점", "수신", "수신지", "목적지"),
        *("연계", "연계산단", "연계단지", "참여", "참여산단", "참여단지", "수요", "수요지", "까지"),
        *("to", "toname", "destination", "target", "end", "partner", "link", "d"),
    ),
}
"""Headings of pairs, folded; the geocoder knows none, for it places one thing a row."""


def more(lang: Lang) -> Record:
    """Return it, for `maps.bundles`."""
    words = catalogue("maps", lang)
    roles = headings("lon", "lat", "name", "firm", "address", "sido", "sigungu", "kind")
    nested = {"bad", "row", "ways", "fields"}
    plain = {k: v for k, v in words.under("own").items() if k.partition(".")[0] not in nested}
    return {
        "lang": lang,
        "words": plain | {name: words.under(f"own.{name}") for name in sorted(nested)},
        "histogram": words.under("histogram"),
        "lasso": words.under("lasso"),
        "tour": words.under("tour"),
        "measured": {"words": words.under("measured"), "measures": _measures(lang)},
        "headings": {
            **{role: {"known": known, "ending": None} for role, known in _ENDS.items()},
            **{role: {"known": known, "ending": ending} for role, (known, ending) in roles.items()},
        },
        "ranges": {"lon": LON_RANGE, "lat": LAT_RANGE},
    }


def _measures(lang: Lang) -> list[Record]:
    words = catalogue("geo", lang)
    return [
        {"id": value, "name": words(f"measure.{value}"), "means": words(f"measure.{value}.means")}
        for value in OF_NODES
    ]
