"""API keys: given out once, kept as hashes in a file, ended and never deleted (I/O).

A key is ``sandan_ID_SECRET``; the secret has 256 random bits, so that a plain hash of it cannot be
searched through, as that of a password could. Each hash names its algorithm, so that another one
can follow while the keys given out go on.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, get_args

from geo.disk import locked, write_file
from geo.errors import GeoError
from geo.messages import catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from geo.messages import Lang

Scope = Literal["batch", "metrics"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What a key opens: sending lists (POST), reading the metrics."""
_KEY = re.compile(r"sandan_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_ALGORITHMS = {"sha3_256": hashlib.sha3_256, "sha256": hashlib.sha256}
"""Those in which hashes are read; new keys are kept in `_NEWEST`."""
_NEWEST = _FIRST = "sha256"
"""`_FIRST` is that of hashes which name none: files written before they did."""
_NOBODY = f"{_NEWEST}:{'0' * 64}"
"""Compared with where no key has the id: an unknown id takes as long as a wrong key."""


@dataclass(eq=False)
class KeysError(GeoError):
    """Something that keys are refused for."""

    def text(self, lang: Lang) -> str:
        """Say in `lang` what is wrong, and what to do."""
        return catalogue("api", lang)(f"error.{type(self).__name__}", **self.facts())


@dataclass(eq=False)
class BrokenKeysError(KeysError):
    """The file at `path` is no file of keys, or cannot be read."""

    path: str


@dataclass(eq=False)
class UnknownKeyError(KeysError):
    """No key that is in force has the id `key_id`."""

    key_id: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, the ids as one text."""
        return {"key_id": self.key_id, "allowed": ", ".join(self.allowed) or "–"}


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key."""

    id: str
    name: str
    """Whom or what it is for."""
    hashed: str
    """Hash of the secret: ``ALGORITHM:HEX``."""
    scopes: tuple[str, ...]
    added: str
    """Moment, ISO 8601, UTC."""
    revoked: str = ""
    rate: int = 0
    """Requests a minute; 0 for as many as the server allows any key."""


@dataclass(slots=True, eq=False)
class Keys:
    """The file of keys; read again when it has changed."""

    path: Path
    _read: dict[str, Key] = field(default_factory=dict)
    _stamp: tuple[int, int] | None = None

    def all(self) -> dict[str, Key]:
        """Return every key by its id, ended ones too.

        Raises
        ------
        BrokenKeysError
            The file is not as `add` writes it, or cannot be read.
        """
        try:
            told = self.path.stat()
            stamp = told.st_size, told.st_mtime_ns
            if stamp != self._stamp:
                self._read = _parsed(self.path.read_bytes())
                self._stamp = stamp
        except FileNotFoundError:
            self._read, self._stamp = {}, None
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise BrokenKeysError(str(self.path)) from error
        return self._read

    def add(self, name: str, scopes: tuple[Scope, ...], rate: int = 0) -> str:
        """Make a key, keep its hash, and return it: it is seen this once."""
        secret = secrets.token_urlsafe(32)
        with locked(self.path):
            keys = self.all()
            id_ = next(
                value for value in iter(lambda: secrets.token_hex(4), "") if value not in keys
            )
            self._write({**keys, id_: Key(id_, name, _hash(secret), scopes, _now(), rate=rate)})
        return f"sandan_{id_}_{secret}"

    def revoke(self, id_: str) -> Key:
        """End a key; servers that run refuse it from now on.

        Raises
        ------
        UnknownKeyError
            There is none with this id, or it has ended.
        """
        with locked(self.path):
            keys = self.all()
            if id_ not in keys or keys[id_].revoked:
                known = tuple(key.id for key in keys.values() if not key.revoked)
                raise UnknownKeyError(id_, known)
            ended = replace(keys[id_], revoked=_now())
            self._write({**keys, id_: ended})
        return ended

    def find(self, given: str) -> Key | None:
        """Return the key that is `given`, unless there is none or it has ended; in constant time.

        Its id may be known; how much of the secret is right is not told by the time it takes.
        """
        parts = _KEY.fullmatch(given)
        id_, secret = parts.groups() if parts else ("", "")
        key = self.all().get(id_)
        algorithm, hashed = _parts(key.hashed if key else _NOBODY)
        right = hmac.compare_digest(hashed, _ALGORITHMS[algorithm](secret.encode()).hexdigest())
        return key if key and right and not key.revoked else None

    def _write(self, keys: dict[str, Key]) -> None:
        plain = [asdict(key) for key in keys.values()]
        content = f"{json.dumps(plain, ensure_ascii=False, indent=1)}\n".encode()
        write_file(self.path, content, mode=0o600)
        self._stamp = None


def _parsed(content: bytes) -> dict[str, Key]:
    keys = [Key(**{**load, "scopes": tuple(load["scopes"])}) for load in json.loads(content)]
    if any(_parts(key.hashed)[0] not in _ALGORITHMS for key in keys):
        message = "an algorithm that is not known"
        raise ValueError(message)
    return {key.id: key for key in keys}


def _parts(hashed: str) -> tuple[str, str]:
    algorithm, _, digits = hashed.rpartition(":")
    return algorithm or _FIRST, digits


def _hash(secret: str) -> str:
    return f"{_NEWEST}:{_ALGORITHMS[_NEWEST](secret.encode()).hexdigest()}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
