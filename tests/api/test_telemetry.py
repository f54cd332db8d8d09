"""Requests told as OpenTelemetry spans, to a receiver of ours; off unless asked for."""

import gzip
import queue
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from api.cli import EXTRAS

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@pytest.fixture(scope="module")
def receiver():
    """Take what is sent by OTLP over HTTP."""
    sent = queue.Queue()

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            sent.put((self.path, ExportTraceServiceRequest.FromString(body)))
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", sent
    server.shutdown()
    server.server_close()


def spans(sent, count):
    found = []
    while len(found) < count:
        path, told = sent.get(timeout=120)
        assert path == "/v1/traces"
        for one in told.resource_spans:
            named = {each.key: each.value.string_value for each in one.resource.attributes}
            found += [(named, span) for scope in one.scope_spans for span in scope.spans]
    return found


@pytest.mark.process
def test_each_request_is_a_span_of_its_trace_without_its_query(serve, data, receiver):
    address, sent = receiver
    base = serve(
        data,
        SANDAN_TELEMETRY="true",
        OTEL_EXPORTER_OTLP_ENDPOINT=address,
        OTEL_BSP_SCHEDULE_DELAY="200",
        OTEL_RESOURCE_ATTRIBUTES="deployment.environment=test",
    )
    asked = "/collections/complexes/items/changwon?f=json&lang=ko"
    for _ in range(2):  # made, and given from memory at the door
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{base}{asked}",
            headers={"traceparent": f"00-{TRACE}-{PARENT}-01", "X-Request-Id": "r-1"},
        )
        urllib.request.urlopen(request).read()  # noqa: S310
    found = [one for one in spans(sent, 2) if one[1].trace_id.hex() == TRACE]
    while len(found) < 2:
        found += [one for one in spans(sent, 1) if one[1].trace_id.hex() == TRACE]
    for named, span in found:
        assert (named["service.name"], named["deployment.environment"]) == ("sandan-atlas", "test")
        assert span.parent_span_id.hex() == PARENT
        assert span.name == "GET /collections/{collection}/items/{feature:path}"
        facts = {each.key: each.value for each in span.attributes}
        assert facts["url.path"].string_value == "/collections/complexes/items/changwon"
        assert facts["http.response.status_code"].int_value == 200
        assert facts["sandan.request_id"].string_value == "r-1"
        assert 0 <= span.end_time_unix_nano - span.start_time_unix_nano < 60_000_000_000
        assert "lang=ko" not in str(span)


def test_what_it_needs_is_an_extra_that_a_missing_module_names():
    assert EXTRAS["opentelemetry"] == "telemetry"
