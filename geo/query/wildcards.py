"""Texts compared loosely: LIKE patterns, CASEI and ACCENTI of CQL2."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PART = re.compile(r"\\(.)|(%)|(_)|([^\\%_]+|\\$)", re.DOTALL)


def parts(pattern: str) -> list[tuple[str, str, str, str]]:
    r"""Return the parts of a pattern: each a sign after a backslash, ``%``, ``_`` or plain text.

    >>> parts(r"a\_%")
    [('', '', '', 'a'), ('_', '', '', ''), ('', '%', '', '')]
    """
    return _PART.findall(pattern)


@lru_cache(maxsize=256)
def like(pattern: str) -> re.Pattern[str]:
    r"""Return the expression that `fullmatch`es what `pattern` does: % any text, _ one character.

    A backslash takes what follows it as it stands. The time stays proportional to the text:
    each run between two % is found once, from the left, and never given back.

    >>> bool(like(r"창원\_%").fullmatch("창원_국가")), bool(like("_원%").fullmatch("창원국가"))
    (True, True)
    """
    runs = [""]
    for escaped, any_text, value, plain in parts(pattern):
        if any_text:
            runs.append("")
        else:
            runs[-1] += "." if value else re.escape(escaped or plain)
    first, *rest = runs
    if not rest:
        return re.compile(first, re.DOTALL)
    inner = "".join(f"(?>.*?{run})" for run in rest[:-1] if run)
    return re.compile(f"{first}{inner}.*{rest[-1]}", re.DOTALL)


def without_case(text: str) -> str:
    """Fold the case, for CASEI; Hangul has none.

    >>> without_case("LG 사이언스파크")
    'lg 사이언스파크'
    """
    return unicodedata.normalize("NFC", text).casefold()


def without_accents(text: str) -> str:
    """Take diacritics away, for ACCENTI; Hangul of any spelling becomes composed syllables.

    >>> without_accents("Göteborg 가")
    'Goteborg 가'
    """
    parts = unicodedata.normalize("NFD", text)
    value = "".join(c for c in parts if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", value)
