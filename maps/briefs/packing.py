"""Packages of office files: every member carries the day of the data, in a fixed order."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

from maps.typeset import date_of

if TYPE_CHECKING:
    from collections.abc import Callable

_CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WORKBOOK = ".xlsx"
_CORE = "docProps/core.xml"


def repacked(
    content: bytes, as_of: str, change: Callable[[str, bytes], bytes] = lambda _, member: member
) -> bytes:
    """Return a package, and the workbooks in it, whose members are all of one day.

    `change` may give a member, by its name, other content.
    """
    year, month, day = date_of(as_of)
    stamp = f"{year:04}-{month:02}-{day:02}T00:00:00Z".encode()
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w") as new:
        for info in old.infolist():
            member = change(info.filename, old.read(info))
            if info.filename.endswith(_WORKBOOK):
                member = repacked(member, as_of)
            elif info.filename == _CORE:
                member = _CREATED.sub(rb"\g<1>" + stamp, member)
            own = ZipInfo(info.filename, (year, month, day, 0, 0, 0))
            # The first member of some packages must stay uncompressed.
            own.compress_type = info.compress_type
            own.external_attr = 0o644 << 16
            new.writestr(own, member)
    return out.getvalue()
