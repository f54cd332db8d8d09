"""What the server tells its operator: lines of text, or JSON, one object a line, on stderr."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from geo.errors import ProviderKeyError
from geo.geocoding.providers.keys import handed_over

if TYPE_CHECKING:
    from typing import TextIO

Form = Literal["text", "json"]

ACCESS = logging.getLogger("sandan.access")
"""A line for each request."""
AUDIT = logging.getLogger("sandan.audit")
"""A line for each use of a key, each refusal, each new snapshot."""
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
_SECRETS = re.compile(r"SANDAN_\w*(KEY|SECRET)")
"""Variables of the environment whose values are in no line."""
_SHORTEST = 6
"""Letters; a shorter value would hide parts of words."""


def configure(form: Form, stream: TextIO | None = None) -> None:
    """Write what is logged to `stream`, stderr by default; with ``json`` each request, too."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for logger in (ACCESS, AUDIT):
        logger.setLevel(logging.INFO if form == "json" else logging.WARNING)


class Lines(logging.Formatter):
    """Lines of text, without secrets."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = _secrets()

    def format(self, record: logging.LogRecord) -> str:
        """Write one line, with the facts of the event behind its words."""
        facts = getattr(record, "facts", None)
        line = super().format(record)
        return _without(
            self._secrets, f"{line} {json.dumps(facts, ensure_ascii=False)}" if facts else line
        )


class JsonLines(logging.Formatter):
    """One JSON object a line, without secrets."""

    def __init__(self) -> None:
        super().__init__()
        self._secrets = _secrets()

    def format(self, record: logging.LogRecord) -> str:
        """Write one object: time (UTC), level, logger, message, request, and the event's facts."""
        at = datetime.fromtimestamp(record.created, UTC)
        document: dict[str, object] = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if REQUEST_ID.get():
            document["request_id"] = REQUEST_ID.get()
        document |= getattr(record, "facts", None) or {}
        if record.exc_info:
            document["exception"] = self.formatException(record.exc_info)
        return _without(self._secrets, json.dumps(document, ensure_ascii=False))


def _secrets() -> re.Pattern[str] | None:
    """Return what finds secrets: of variables and files, and the passwords of databases."""
    given: dict[str, str] = dict(os.environ)
    with suppress(ProviderKeyError):  # who needs the file tells it
        given = handed_over(os.environ)
    values = {value for name, value in given.items() if _SECRETS.fullmatch(name)}
    for store in given.get("SANDAN_STORE", "").split(","):
        values.add(urlsplit(store.strip()).password or "")
    longest = sorted((value for value in values if len(value) >= _SHORTEST), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))) if longest else None


def _without(secrets: re.Pattern[str] | None, text: str) -> str:
    return secrets.sub("***", text) if secrets else text
