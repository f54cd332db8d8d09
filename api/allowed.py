"""What a value may be, in the reader's words, from pydantic's account of why it is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from geo.jsons import Properties
    from geo.messages import Catalogue

SENTENCES = {
    "float_parsing": "number",
    "float_type": "number",
    "finite_number": "number",
    "int_parsing": "whole_number",
    "int_parsing_size": "whole_number",
    "int_from_float": "whole_number",
    "int_type": "whole_number",
    "string_type": "text",
    "string_too_short": "letters_at_least",
    "string_too_long": "letters_at_most",
    "greater_than_equal": "at_least",
    "greater_than": "more_than",
    "less_than_equal": "at_most",
    "less_than": "less_than",
}
"""Type of pydantic's error to the text under ``allowed`` in the catalogue."""

BOUNDS = ("ge", "gt", "le", "lt", "min_length", "max_length")
"""Where pydantic's context holds the bound that was passed."""


def allowed(detail: ErrorDetails | Properties, words: Catalogue) -> tuple[str, ...]:
    """Return what would be right instead of one of pydantic's errors; empty where not known.

    Parameters
    ----------
    detail
        An entry of ``ValidationError.errors()``: ``type``, ``loc`` and ``ctx``.
    words
        The catalogue of `api` in the reader's language.
    """
    kind = detail["type"]
    if kind == "missing":
        example = words.texts.get(f"example.{detail['loc'][-1]}")
        return (example,) if example else ()
    if kind in {"bool_parsing", "bool_type"}:
        return ("true", "false")
    context = detail.get("ctx", {})
    if kind == "literal_error":
        return tuple(re.findall(r"'([^']+)'", context["expected"]))
    if kind in {"string_pattern_mismatch", "value_error"}:
        example = words.texts.get(f"example.{detail['loc'][0]}")
        return (example,) if example else ()
    if kind not in SENTENCES:
        return ()
    bound = next((context[name] for name in BOUNDS if name in context), None)
    return (words(f"allowed.{SENTENCES[kind]}", bound=bound),)
