"""A real HTTP server on this machine that answers what a test tells it to."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pytest

from geo.geocoding.providers.client import Limits
from geo.geocoding.providers.juso import Juso
from geo.geocoding.providers.kakao import Kakao
from geo.geocoding.providers.keys import Key
from geo.geocoding.providers.naver import Naver
from geo.geocoding.providers.vworld import VWorld

SECRETS = {
    "vworld": {"key": "0A1B2C3D-SECRET-VWORLD-KEY-9F8E7D6C5B4A"},
    "kakao": {"key": "5ecre7kakao0123456789abcdef01234"},
    "naver": {"id_": "naverid001", "secret": "5ecre7NaverSecret0123456789abcdefABCDEF0"},
    "juso": {"key": "U01TX5ecre7/+JusoKey0123456789="},
}
CLASSES = {"vworld": VWorld, "kakao": Kakao, "naver": Naver, "juso": Juso}
QUICK = Limits(timeout_s=0.5, retries=2, first_pause_s=0.001, longest_pause_s=2, per_second=1000)


@dataclass
class Reply:
    """An answer; `body` is sent as JSON unless it is bytes."""

    body: object = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    delay_s: float = 0
    drip_s: float = 0


@dataclass
class Asked:
    path: str
    params: dict
    headers: dict


class Service:
    """Answers in turn, the last answer for ever; a path with an answer of its own first."""

    def __init__(self):
        self.queue = []
        self.by_path = {}
        self.asked = []
        self.closing = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                url = urlsplit(self.path)
                params = dict(parse_qsl(url.query))
                headers = {name.lower(): value for name, value in self.headers.items()}
                service.asked.append(Asked(url.path, params, headers))
                service.send(self, service.next_reply(url.path))

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def answers(self, body=b"", **more):
        self.queue.append(Reply(body, **more))

    def answers_at(self, path, body, **more):
        self.by_path[path] = Reply(body, **more)

    def next_reply(self, path):
        if path in self.by_path:
            return self.by_path[path]
        return self.queue.pop(0) if len(self.queue) > 1 else self.queue[0]

    def send(self, handler, reply):
        body = reply.body
        if not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
        if reply.delay_s:
            self.closing.wait(reply.delay_s)
        try:
            handler.send_response(reply.status)
            for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                handler.send_header(name, value)
            handler.end_headers()
            if not reply.drip_s:
                handler.wfile.write(body)
                return
            for byte in body:
                handler.wfile.write(bytes([byte]))
                self.closing.wait(reply.drip_s)
        except OSError:
            handler.close_connection = True  # the client has gone, as it should

    def stop(self):
        self.closing.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def secrets():
    """The keys in use, by provider."""
    return {name: tuple(keys.values()) for name, keys in SECRETS.items()}


@pytest.fixture
def quick():
    """Limits that no test has to wait for."""
    return QUICK


@pytest.fixture
def service(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    running = Service()
    yield running
    running.stop()


@pytest.fixture
def ask(service):
    """Make the provider of a name, which asks the service; closed at the end."""
    made = []

    def make(name, limits=QUICK, base_url=None):
        keys = {
            field: Key(value, provider=name, variable=f"SANDAN_{name.upper()}_{field.upper()}")
            for field, value in SECRETS[name].items()
        }
        made.append(CLASSES[name](**keys, base_url=base_url or service.url, limits=limits))
        return made[-1]

    yield make
    for provider in made:
        provider.close()
