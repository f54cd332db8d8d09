"""Numbers as Korean documents print them: ``1.3만 명``, ``2조 769억원``, ``19,577개사(15%)``."""

from __future__ import annotations

import re

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_YEAR = re.compile(r"\('\d\d\)|'\d\d년?")
_MIXED = re.compile(rf"({_NUMBER})조 ?({_NUMBER})억")
_SCALED = re.compile(rf"({_NUMBER})(만)?")
_SHARE = re.compile(rf"({_NUMBER})%")


def states(printed: str, value: float) -> bool:
    """Tell whether `printed` gives `value` in its unit; years such as ``('21)`` do not count.

    ``조 … 억`` is read in 억 (100 million), 만 as ten thousand, ZERO as 0.
    """
    text = _YEAR.sub(" ", printed)
    mixed = [_plain(a) * 10_000 + _plain(b) for a, b in _MIXED.findall(text)]
    scaled = [_plain(a) * (10_000 if ten else 1) for a, ten in _SCALED.findall(text)]
    zero = [0.0] if "ZERO" in text else []
    return any(abs(found - value) < 1e-6 for found in (*mixed, *scaled, *zero))


def states_share(printed: str, share_pct: float) -> bool:
    """Tell whether `printed` gives `share_pct`, behind a number in brackets or before a %."""
    shares = [*_SHARE.findall(printed), *re.findall(rf"\(({_NUMBER})\)", printed)]
    return any(abs(_plain(found) - share_pct) < 1e-6 for found in shares)


def _plain(number: str) -> float:
    return float(number.replace(",", ""))
