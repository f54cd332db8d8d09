"""The number of a brief: what it is about, in which shape, and from which data.

It is printed on each page, so that also a brief on paper can be checked against today's data:
``R27-R1K-20260226-482109`` is the report (R) of one page (1) in Korean (K) of region 27, from data
of that day whose version has that check number.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.messages import Lang
    from geo.profiles.model import Kind
    from maps.briefs.content import Length, Shape

_KINDS: Mapping[str, str] = {
    "region": "R", "mega-region": "M", "area": "A", "sector": "S", "programme": "P", "body": "B",
    "complex": "C",
}  # fmt: skip
_SHAPES: Mapping[str, str] = {"brief": "B", "report": "R"}
_LENGTHS: Mapping[str, str] = {"page": "1", "full": "F"}
_LANGS: Mapping[str, str] = {"ko": "K", "en": "E"}
_CHECK = 1_000_000
_NUMBER = re.compile(
    r"(?P<kind>[RMASPBC])(?P<id>[^\s@]+)(?:@(?P<zoning>\S+))?-(?P<shape>[BR])(?P<length>[1F])(?P<lang>[KE])"
    r"-(?P<as_of>\d{4}(?:\d{2}){0,2})(?P<day>D?)-(?P<check>\d{6})"
)


class Number(NamedTuple):
    """What a number says."""

    kind: Kind
    id: str
    """Of the subject."""
    zoning: str
    """Scheme of 초광역권 that was asked for; empty for the usual one."""
    shape: Shape
    length: Length
    lang: Lang
    as_of: str
    """``20260226``: day, month or year of the data."""
    dated: bool
    """It tells of that day, not of the newest data."""
    check: str
    """Of the version of the data; see `check_of`."""

    def __str__(self) -> str:
        shape = _SHAPES[self.shape] + _LENGTHS[self.length] + _LANGS[self.lang]
        day = f"{self.as_of}{'D' if self.dated else ''}"
        zoning = f"@{self.zoning}" if self.zoning else ""
        return f"{_KINDS[self.kind]}{self.id}{zoning}-{shape}-{day}-{self.check}"

    @property
    def day(self) -> str:
        """The day of which it tells, as `Atlas.as_of` reads it; empty for the newest data."""
        return "-".join((self.as_of[:4], *re.findall("..", self.as_of[4:]))) if self.dated else ""


def check_of(version: str) -> str:
    """Return six figures that differ where versions of the data do, but for one in a million.

    >>> check_of("v1")
    '532946'
    """
    whole = int.from_bytes(hashlib.sha256(version.encode()).digest()[:8])
    return f"{whole % _CHECK:06}"


def read_number(text: str) -> Number | None:
    """Return the number that is printed somewhere in a text; None where there is none."""
    found = _NUMBER.search(text)
    if not found:
        return None
    told = found.groupdict()

    def of(table: Mapping[str, str], sign: str) -> str:
        return next(name for name, own in table.items() if own == told[sign])

    return Number(
        kind=cast("Kind", of(_KINDS, "kind")),
        id=told["id"],
        zoning=told["zoning"] or "",
        shape=cast("Shape", of(_SHAPES, "shape")),
        length=cast("Length", of(_LENGTHS, "length")),
        lang=cast("Lang", of(_LANGS, "lang")),
        as_of=told["as_of"],
        dated=bool(told["day"]),
        check=told["check"],
    )
