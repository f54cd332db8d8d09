"""The number of a brief: what it is about, in which shape, and from which data.

It is printed on each page, so that also a brief on paper can be checked against today's data:
``R27-R1K-20260226-482109`` is the report (R) of one page (1) in Korean (K) of region 27, from data
of that day whose version has that check number. What has no id but an address (a view of a map, an
analysis) is printed with eight figures of it, and the address itself stands once at the end.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, cast
from urllib.parse import quote, unquote_plus

from geo.messages import LANGS, catalogue
from geo.profiles.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.messages import Lang
    from maps.briefs.content import Asked, Length, Shape

Numbered = Literal["page"] | Kind
"""Kinds of subjects; ``page`` is an analysis or a comparison, by its address below the root."""
_KINDS: Mapping[str, str] = {
    "region": "R", "mega-region": "M", "area": "A", "sector": "S", "programme": "P", "body": "B",
    "complex": "C", "selection": "V", "page": "Q",
}  # fmt: skip
_SHAPES: Mapping[str, str] = {"brief": "B", "report": "R"}
_LENGTHS: Mapping[str, str] = {"page": "1", "full": "F"}
_LANGS: Mapping[str, str] = {"ko": "K", "en": "E"}
_CHECK = 1_000_000
"""The check has six digits: one wrong number in a million passes."""
_FORM = (
    r"(?P<kind>[RMASPBCVQ])(?P<id>[^\s@]{1,2000}?)(?:@(?P<zoning>[^\s@]{1,80}?))?"
    r"-(?P<shape>[BR])(?P<length>[1F])(?P<lang>[KE])"
    r"-(?P<as_of>\d{4}(?:\d{2}){0,2})(?P<day>D?)-(?P<check>\d{6})"
)
_NUMBER = re.compile(rf"(?<![\w?&=]){_FORM}")
_GAP = re.compile(r"\s+")
_FIGURES = re.compile(r"\d{8}")
_BY_ADDRESS = frozenset({"selection", "page"})
_ADDRESS = re.compile("「([^「」]+)」")


class Number(NamedTuple):
    """What a number says."""

    kind: Numbered
    id: str
    """Of the subject, of a page its path and query, of a view its map and query."""
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
    def printed(self) -> Number:
        """The number for the foot of a page: figures in place of an address."""
        return self._replace(id=_figures(self.id)) if self.kind in _BY_ADDRESS else self

    @property
    def unresolved(self) -> bool:
        """It was printed in place of an address, which is not known."""
        return self.kind in _BY_ADDRESS and bool(_FIGURES.fullmatch(self.id))

    @property
    def told(self) -> str:
        """The day of the data, with hyphens."""
        return "-".join((self.as_of[:4], *re.findall("..", self.as_of[4:])))

    @property
    def day(self) -> str:
        """The day of which it tells, as `Atlas.as_of` reads it; empty for the newest data."""
        return self.told if self.dated else ""


def number_of(
    kind: Numbered,
    id_: str,
    asked: Asked,
    *,
    as_of: str,
    version: str,
    day: str = "",
    zoning: str = "",
) -> Number:
    """Return the number of a brief that tells of a day's data, or of the newest."""
    return Number(
        kind, id_, zoning, asked.shape, asked.length, asked.lang,
        as_of.replace("-", ""), bool(day), check_of(version),
    )  # fmt: skip


def address_of(path: str, items: Iterable[tuple[str, str]]) -> str:
    """Write path and query so that people can read them and no blank or ``@`` stands in them."""
    query = "&".join(f"{key}={_plain(value)}" for key, value in items if value)
    return f"{path}?{query}" if query else path


def items_of(address: str) -> tuple[str, list[tuple[str, str]]]:
    """Return path and query of what `address_of` wrote."""
    path, _, query = address.partition("?")
    pairs = (part.partition("=") for part in query.split("&") if part)
    return path, [(key, unquote_plus(value)) for key, _, value in pairs]


def _plain(value: str) -> str:
    for sign in "%+&@「」":
        code = quote(sign)
        value = value.replace(sign, code)
    return _GAP.sub("+", value)


def check_of(version: str) -> str:
    """Return six figures that differ where versions of the data do, but for one in a million.

    >>> check_of("v1")
    '532946'
    """
    return f"{_hashed(version) % _CHECK:06}"


def _figures(address: str) -> str:
    return f"{_hashed(address) % 10**8:08}"


def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


@lru_cache(maxsize=1)
def _marked() -> re.Pattern[str]:
    """Return a number with the words before it, without gaps."""
    before = (catalogue("maps.briefs", lang).texts["edition"] for lang in LANGS)
    marks = {_GAP.sub("", value.partition("{number}")[0].rpartition("·")[2]) for value in before}
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(marks)))}){_FORM}")


def read_number(text: str) -> Number | None:
    """Return the number that is printed somewhere in a text; None where there is none.

    It may be broken into lines, so that it is first looked for behind the words that stand before
    it at the foot of a page, whatever the gaps. An address is looked for between its brackets.
    """
    joined = _GAP.sub("", text)
    found = _marked().search(joined) or _NUMBER.search(text)
    if not found:
        return None
    document = found.groupdict()

    def of(table: Mapping[str, str], sign: str) -> str:
        return next(name for name, own in table.items() if own == document[sign])

    number = Number(
        kind=cast("Numbered", of(_KINDS, "kind")),
        id=document["id"],
        zoning=document["zoning"] or "",
        shape=cast("Shape", of(_SHAPES, "shape")),
        length=cast("Length", of(_LENGTHS, "length")),
        lang=cast("Lang", of(_LANGS, "lang")),
        as_of=document["as_of"],
        dated=bool(document["day"]),
        check=document["check"],
    )
    if not number.unresolved:
        return number
    addresses = (item for item in _ADDRESS.findall(joined) if _figures(item) == number.id)
    return number._replace(id=next(addresses, number.id))
