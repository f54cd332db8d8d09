"""Names of tables and columns that a database takes: short enough, each once, as they were else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 63
"""Bytes of an identifier of PostgreSQL; what is longer it cuts off without a word."""


def identifiers(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return an identifier for each name, none of them twice or `taken`.

    >>> identifiers(["업종", "fid", "업종"], taken=["fid"])
    ['업종', 'fid_2', '업종_2']
    """
    used, result = set(taken), []
    for name in names:
        plain = name.encode(errors="replace").decode().replace("\0", "") or "_"
        number, value = 1, _cut(plain, "")
        while value in used:
            number += 1
            value = _cut(plain, f"_{number}")
        used.add(value)
        result.append(value)
    return result


def _cut(name: str, end: str) -> str:
    room = _LONGEST - len(end)
    return name.encode()[:room].decode(errors="ignore") + end


def quoted(*names: str) -> str:
    """Return names as SQL has them, a dot between them.

    >>> quoted("sandan", 'so "named" it is')
    '"sandan"."so ""named"" it is"'
    """
    return ".".join('"{}"'.format(name.replace('"', '""')) for name in names)
