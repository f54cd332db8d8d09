"""Requests as OpenTelemetry spans, sent by OTLP where an operator wants it (asks the network).

Where to, how many and under which name the variables of OpenTelemetry say (``OTEL_…``). A span has
what a line of the log has: the route and the path, never the query. Needs the extra `telemetry`.
"""

from __future__ import annotations

import os
import threading
import time
from importlib.metadata import version
from typing import TYPE_CHECKING

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

if TYPE_CHECKING:
    from api.observer import Record

_SERVICE = "sandan-atlas"
_PATIENCE = 2.0
"""Seconds for the last spans when the server stops, whether or not anybody takes them."""
_CONTEXT = TraceContextTextMapPropagator()


class Traces:
    """A span for each request that has been answered, through whichever door."""

    def __init__(self) -> None:
        named = {"service.version": version(_SERVICE)}
        if not os.environ.get("OTEL_SERVICE_NAME"):
            named["service.name"] = _SERVICE
        self._provider = TracerProvider(resource=Resource.create(named), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer(_SERVICE)

    def told(self, record: Record, method: str, path: str, status: int, seconds: float) -> None:
        """Tell of one request, as a part of the trace that it names in ``traceparent``."""
        end = time.time_ns()
        span = self._tracer.start_span(
            f"{method} {record.route}",
            _CONTEXT.extract({"traceparent": record.trace}),
            SpanKind.SERVER,
            {
                "http.request.method": method,
                "http.route": record.route,
                "url.path": path.partition("?")[0][:2000],
                "http.response.status_code": status,
                "sandan.request_id": record.id,
                "sandan.cached": record.cached,
            },
            start_time=end - round(seconds * 1e9),
        )
        if status >= 500:
            span.set_status(StatusCode.ERROR)
        span.end(end)

    def stop(self) -> None:
        """Send what is left, and wait for that no longer than the server may take to stop."""
        ending = threading.Thread(target=self._provider.shutdown, daemon=True)
        ending.start()
        ending.join(_PATIENCE)
