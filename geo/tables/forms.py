"""Patterns of cells, and what they are called in the messages (``form.NAME``)."""

from __future__ import annotations

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SOURCE = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
SIDO_CODE = r"^\d{2}$"
DISTRICT_CODE = r"^\d{5}$"
INDICATOR = r"^[a-z]+(_[a-z]+)*$"
CONFLICT = r"^K\d+$"
LICENCE = r"^[A-Za-z0-9.+-]+$"
PROGRAMME = r"^[a-z]\d{2}$"
PERIOD = r"^[\d–-]+$"
WEBSITE = r"^https://\S+$"
WEB_ADDRESS = r"^https?://\S+$"
KEY = r"^[a-z][a-z0-9_]*$"
LAYER_COLUMN = r"^[a-z][a-z0-9_]*(=[a-z][a-z0-9_]*)?$"
BODY_PAGE = r"^[a-z][a-z0-9/-]*/\{(id|no)\}$"
OUTLINE = r"^[^{}]*(\{[a-z][a-z0-9_]*\}[^{}]*)*$"
DASH = r"^[\d. ]*$"
PLACES_FROM = r"^[a-z0-9-]+(:[^:|]+){0,2}$"

_NAMES = {
    SLUG: "slug",
    SOURCE: "source",
    MONTH: "month",
    PARTIAL_DATE: "partial_date",
    SIDO_CODE: "sido_code",
    DISTRICT_CODE: "district_code",
    INDICATOR: "indicator",
    CONFLICT: "conflict",
    LICENCE: "licence",
    PROGRAMME: "programme",
    PERIOD: "period",
    WEBSITE: "website",
    WEB_ADDRESS: "web_address",
    KEY: "key",
    LAYER_COLUMN: "layer_column",
    BODY_PAGE: "body_page",
    OUTLINE: "outline",
    DASH: "dash",
    PLACES_FROM: "places_from",
}


def form_key(pattern: str) -> str:
    """Return the key of the words for what fits `pattern`; ``form.other`` for one unknown here."""
    return f"form.{_NAMES.get(pattern, 'other')}"
