"""The language of an answer: ``?lang=``, then ``Accept-Language``, then Korean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import LANGS, Lang

if TYPE_CHECKING:
    from starlette.requests import Request

DEFAULT: Lang = "ko"


def language_of(request: Request) -> Lang:
    """Return the language in which the reader wants the answer."""
    asked = request.query_params.get("lang", "")
    for lang in LANGS:
        if lang == asked:
            return lang
    return accepted(request.headers.get("accept-language", ""))


def accepted(header: str) -> Lang:
    """Return the language of LANGS that an ``Accept-Language`` header ranks highest.

    >>> accepted("en-US,en;q=0.9,ko;q=0.8"), accepted("ko-KR,en;q=0.5"), accepted("fr")
    ('en', 'ko', 'ko')
    """
    ranked: dict[Lang, float] = {}
    for part in header.split(","):
        tag, _, weight = part.strip().partition(";q=")
        for lang in LANGS:
            if tag.strip().lower().split("-")[0] == lang:
                ranked[lang] = max(ranked.get(lang, 0.0), _weight(weight))
    # On equal weight the first stands: Korean.
    return max(LANGS, key=lambda lang: ranked.get(lang, 0.0)) if any(ranked.values()) else DEFAULT


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
