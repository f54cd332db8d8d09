"""Keys that show themselves only to the request that needs them."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn
from urllib.parse import quote

from geo.errors import ProviderKeyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HIDDEN = "***"
_USABLE = re.compile(r"[\x21-\x7e]{8,200}")
"""Printable ASCII: what a header can carry. Shorter than eight is a slip, not a key."""


def handed_over(environ: Mapping[str, str]) -> dict[str, str]:
    """Return variables with what is handed over as files, as systemd, containers and vaults do.

    The folder CREDENTIALS_DIRECTORY has a file for each, called as its variable in small letters:
    ``sandan_vworld_key``. A variable that is set wins.

    Raises
    ------
    ProviderKeyError
        A file cannot be read.
    """
    folder = environ.get("CREDENTIALS_DIRECTORY")
    given = dict(environ)
    for path in sorted(Path(folder).glob("sandan_*")) if folder else ():
        name = path.name.upper()
        try:
            given.setdefault(name, path.read_text("utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise ProviderKeyError(path.name, name, type(error).__name__) from error
    return given


class Key:
    """The secret of a provider; no repr, comparison, copy or pickle gives it away."""

    __slots__ = ("_value", "variable")

    def __init__(self, value: str, *, provider: str, variable: str) -> None:
        """Take the `value` of the environment `variable`, without blanks around it.

        Raises
        ------
        ProviderKeyError
            The value cannot be a key.
        """
        self.variable = variable
        self._value = value.strip()
        if not _USABLE.fullmatch(self._value):
            raise ProviderKeyError(provider, variable, "8-200 ASCII")

    def reveal(self) -> str:
        """Return the secret, for a request and nothing else."""
        return self._value

    def __repr__(self) -> str:
        return f"Key({self.variable})"

    def __reduce__(self) -> NoReturn:
        message = f"{self!r} is not written anywhere"
        raise TypeError(message)


@dataclass(frozen=True, slots=True)
class Credential:
    """A key and where the provider wants it."""

    key: Key
    place: Literal["query", "header"]
    field: str
    """Name of the parameter or header."""
    prefix: str = ""
    """What stands before the key, such as ``KakaoAK`` and a blank."""

    def pair(self) -> tuple[str, str]:
        """Return name and value as sent."""
        return self.field, self.prefix + self.key.reveal()


class Mask(logging.Filter):
    """Replaces keys, in whatever spelling a URL or JSON gives them, by asterisks."""

    def __init__(self, credentials: Iterable[Credential]) -> None:
        super().__init__()
        secrets = [credential.key.reveal() for credential in credentials]
        spellings = {
            spelling
            for secret in secrets
            for spelling in (
                secret,
                quote(secret),
                quote(secret, safe=""),
                secret.replace("/", r"\/"),
            )
        }
        pattern = "|".join(re.escape(text) for text in sorted(spellings, key=len, reverse=True))
        self._text = re.compile(pattern, re.IGNORECASE)
        self._bytes = re.compile(pattern.encode(), re.IGNORECASE)

    def hide(self, answer: bytes) -> bytes:
        """Return `answer` without the keys: a server may echo what it was sent."""
        return self._bytes.sub(HIDDEN.encode(), answer)

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without the keys."""
        message = record.getMessage()
        if self._text.search(message):
            record.msg, record.args = self._text.sub(HIDDEN, message), ()
        return True
