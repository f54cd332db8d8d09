"""A service that is asked page by page: a quota, a cache with dates, nothing personal kept."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from geo.disk import locked, write_file
from geo.errors import ProviderKeyError
from geo.geocoding.providers.client import Caller, Limits
from geo.geocoding.providers.keys import Credential, Key, handed_over

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geo.geocoding.providers.client import Answer
    from geo.jsons import OpenObject

_PERSONAL = re.compile(
    r"rprsntvnm|telno|faxnum|fxnum|email|mobile|대표자|성명|전화|팩스|휴대|이메일|담당자",
    re.IGNORECASE,
)
"""Names of fields that hold people and how they are reached: representatives, telephones."""
_LARGEST = 20_000_000
"""Bytes of an answer: a thousand boundaries take a few million."""


def impersonal(item: Mapping[str, object]) -> dict[str, object]:
    """Return an item without what is personal.

    >>> impersonal({"irsttNm": "창원", "rprsntvNm": "홍", "cmpnyTelno": "0"})
    {'irsttNm': '창원'}
    """
    return {name: value for name, value in item.items() if not _PERSONAL.search(name)}


def is_last(asked: int, total: int, here: int, most: int) -> bool:
    """Tell whether no page follows, after the rows `asked` for so far.

    `total` is what the service says there is, 0 where it does not: then a page that is not as full
    as it may be, `here` of `most`, is the last.

    >>> is_last(1000, 1003, 1000, 1000), is_last(1000, 0, 1000, 1000), is_last(2000, 0, 3, 1000)
    (False, False, True)
    """
    return not here or (asked >= total if total else here < most)


def key_from(environ: Mapping[str, str], provider: str, variable: str) -> Key:
    """Return the key that a variable holds, or a file (`handed_over`).

    Raises
    ------
    ProviderKeyError
        It is not set, or no key.
    """
    value = handed_over(environ).get(variable, "")
    if not value.strip():
        raise ProviderKeyError(provider, variable, "–")
    return Key(value, provider=provider, variable=variable)


@dataclass
class Source:
    """One service: its caller, what it allows a day, and where its answers are kept."""

    provider: str
    base_url: str
    credential: Credential
    cache: Path
    """Folder; one below it for the provider."""
    per_day: int
    """Calls that the service allows a day."""
    max_age: int = 30
    """Days for which a kept answer is taken again."""
    limits: Limits = field(default_factory=lambda: Limits(timeout_s=30, largest_answer=_LARGEST))
    today: Callable[[], date] = field(default=lambda: datetime.now(UTC).date())
    calls: int = 0
    """Of this run."""
    oldest: str = ""
    """Day of the oldest kept answer that this run has taken; empty for none."""
    _caller: Caller | None = None

    def items(
        self,
        path: str,
        params: Mapping[str, str],
        read: Callable[[Answer, Caller], OpenObject],
    ) -> OpenObject:
        """Return what `read` makes of the answer, or what was kept of it; it holds no key.

        Only what `read` returns is kept, never the answer itself.

        Raises
        ------
        ProviderError
            The key is refused, the quota used up, there is no answer, or another than documented.
        """
        asked = json.dumps([path, dict(sorted(params.items()))], ensure_ascii=False)
        name = hashlib.sha256(asked.encode()).hexdigest()[:24]
        file = self.cache / self.provider / f"{name}.json"
        document = self._kept(file)
        if document is not None:
            return document
        if self._caller is None:
            left = max(0, self.per_day - self._used())
            limits = replace(self.limits, quota=min(self.limits.quota, left))
            self._caller = Caller(self.provider, self.base_url, [self.credential], limits)
        self.calls += 1
        try:
            answer = self._caller.get(path, params)
        finally:
            self._count()
        item = read(answer, self._caller)
        told = {"asked": asked, "on": self.today().isoformat(), "made": item}
        write_file(file, json.dumps(told, ensure_ascii=False).encode())
        return item

    def close(self) -> None:
        """Close the connections."""
        if self._caller is not None:
            self._caller.close()

    def _kept(self, file: Path) -> OpenObject | None:
        try:
            told = json.loads(file.read_bytes())
            age = (self.today() - date.fromisoformat(told["on"])).days
            document: OpenObject = told["made"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if age > self.max_age:
            return None
        self.oldest = min(filter(None, (self.oldest, told["on"])))
        return document

    @property
    def _counter(self) -> Path:
        return self.cache / self.provider / "calls.json"

    def _used(self) -> int:
        """Return the calls of today, of earlier runs too."""
        try:
            told = json.loads(self._counter.read_bytes())
            return int(told["calls"]) if told["on"] == self.today().isoformat() else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def _count(self) -> None:
        with locked(self._counter):
            document = {"on": self.today().isoformat(), "calls": self._used() + 1}
            write_file(self._counter, json.dumps(document).encode())
