"""Assistants by HTTP: the Model Context Protocol's streamable transport, a request at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response
from mcp.server.transport_security import TransportSecuritySettings

from api.assistants import server_of
from api.known import any_parameters

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

router = APIRouter(
    tags=["operations"], include_in_schema=False, dependencies=[Depends(any_parameters)]
)


class _Answer(Response):
    """What the protocol's own package answers to a body that was read within our limits."""

    def __init__(self, request: Request, body: bytes) -> None:
        super().__init__()
        self._request = request
        self._sent = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one message; nothing is kept between two."""
        body = [{"type": "http.request", "body": self._sent, "more_body": False}]

        async def given() -> Message:
            return body.pop() if body else await receive()

        host = self._request.headers.get("host", "localhost")
        server = server_of(self._request.app, host)
        # Hosts are checked before, as the operator sets them.
        server.streamable_http_app(
            json_response=True,
            stateless_http=True,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        async with server.session_manager.run():
            await server.session_manager.handle_request(scope, given, send)


@router.post("/mcp", response_class=Response)
async def messages(request: Request) -> Response:
    """Answer a message of an assistant."""
    return _Answer(request, await request.app.state.bodies.read(request))
