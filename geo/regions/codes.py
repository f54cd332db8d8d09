"""Legal-dong codes, and numbers of lots (PNU) that begin with one, into names (I/O)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.columns import read_columns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.regions.changes import RegionChanges

_CODE = re.compile(
    r"(?P<dong>\d{10})(?:-?(?P<land>[12])-?(?P<main>\d{4})-?(?P<sub>\d{4}))?|\d{8}|\d{5}|\d{2}"
)
_HILL = "2"
_NONE = "0000000000"
_DONG = "00"
"""End of the code of a legal dong, which has no ri."""


@dataclass(frozen=True, slots=True)
class CodedPlace:
    """What a code means."""

    name: str
    """Full name from the 시도 down, of the time when the code was in force."""
    lot: str
    """Of a PNU: the lot as an address has it, such as ``산 12-3``; else empty."""


@dataclass(frozen=True)
class LegalCodes:
    """Every legal-dong code since 1988, abolished ones too; the table is read when first needed."""

    path: Path
    """``data/index/legal_codes.parquet``; see data/README.md."""
    changes: RegionChanges

    @cached_property
    def _columns(self) -> tuple[list[str], list[str]]:
        codes, names = read_columns(self.path, ("code", "name"))
        return codes, names

    def find(self, text: str) -> CodedPlace | None:
        """Return what a code of 2, 5, 8, 10 or 19 digits means; None where it is none.

        2 digits are a 시도, 5 a 시군구, 8 a legal dong, 10 a ri, 19 a lot (PNU).
        """
        found = _CODE.fullmatch(text)
        if found is None:
            return None
        if (new := self.changes.names.get(text)) is not None:
            return CodedPlace(f"{self._sido(text)} {new}".strip(), "")
        code = self._known(f"{found['dong'] or text}{_NONE}"[: len(_NONE)])
        codes, names = self._columns
        row = bisect_left(codes, code)
        if row == len(codes) or codes[row] != code:
            return None
        lot = ""
        if found["main"]:
            main, sub = int(found["main"]), int(found["sub"])
            hill = "산 " if found["land"] == _HILL else ""
            lot = f"{hill}{main}" + (f"-{sub}" if sub else "") if main else ""
        return CodedPlace(names[row], lot)

    def districts_of(self, dong: str) -> tuple[str, ...]:
        """Return the 시도 and 시군구 in which the register has a legal dong of this name."""
        return self._districts_by_dong.get(dong, ())

    @cached_property
    def _districts_by_dong(self) -> Mapping[str, tuple[str, ...]]:
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        codes, names = self._columns
        for code, name in zip(codes, names, strict=True):
            front, _, last = name.rpartition(" ")
            if last.endswith("동") and code.endswith(_DONG) and front:
                new = self.changes.names.get(self.changes.today.get(code, "")[:5])
                found[last][f"{front.split()[0]} {new}" if new else front] = None
        return {dong: tuple(fronts) for dong, fronts in found.items()}

    def _sido(self, code: str) -> str:
        """Return the name of the 시도 in front of a new 시군구."""
        sido = self.find(code[:2]) if len(code) > 2 else None
        return sido.name if sido else ""

    def _known(self, code: str) -> str:
        """Return the code of before the latest changes, which the table has."""
        if code in self.changes.old_codes:
            return self.changes.old_codes[code]
        return self.changes.new_codes.get(code[:5], code[:5]) + code[5:]
