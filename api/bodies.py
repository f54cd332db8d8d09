"""Bodies of requests, bounded one by one and all together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import HTTPException
from starlette.requests import ClientDisconnect

from api.errors import ParameterError
from api.language import language_of
from geo.messages import catalogue

if TYPE_CHECKING:
    from fastapi import Request

    from api.settings import Limits


@dataclass(slots=True, eq=False)
class Bodies:
    """What is being received at a time."""

    limits: Limits
    _held: int = 0
    """Bytes of all bodies."""

    async def read(self, request: Request) -> bytes:
        """Return the body of a request.

        Raises
        ------
        ParameterError
            413: it is too long; refused at once where its length is told.
        HTTPException
            503: all that is being received is too much. 400: it ended before its end.
        """
        most = self.limits.max_body
        text = request.headers.get("content-length", "")
        if text.isdecimal() and int(text[:20]) > most:
            raise self._too_long()
        body = bytearray()
        try:
            async for chunk in request.stream():
                body += chunk
                self._held += len(chunk)
                if len(body) > most:
                    raise self._too_long()
                if self._held > self.limits.max_bodies:
                    words = catalogue("api", language_of(request))
                    raise HTTPException(503, words("problem.full"), {"Retry-After": "5"})
        except ClientDisconnect as error:
            # Nobody hears it; but nothing has failed here either.
            raise HTTPException(400) from error
        finally:
            self._held -= len(body)
        return bytes(body)

    def _too_long(self) -> ParameterError:
        size = f"{self.limits.max_body / 1_000_000:g} MB"
        return ParameterError(413, "too_many", "body", f"> {size}", (size,))
