"""Heavy work ends in time and gives its memory back; light reads go on meanwhile."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings

pytestmark = pytest.mark.process
BATCH = json.dumps(
    {"rows": [{"name": f"아무개{number}공단", "sigungu": "원주시"} for number in range(1000)]}
).encode()


class Server:
    """A real server, and what it takes of the machine."""

    def __init__(self, data, **settings):
        named = {f"SANDAN_{name.upper()}": str(value) for name, value in settings.items()}
        self.process = subprocess.Popen(  # noqa: S603
            [str(Path(sys.executable).with_name("sandan")), "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "SANDAN_DATA": str(data), **named},
        )
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline())[1])

    def ask(self, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=320)
        connection.request("POST" if body else "GET", path, body, {"Accept-Language": "en"})
        answer = connection.getresponse()
        told = answer.status, answer.headers, answer.read()
        connection.close()
        return told

    def workers(self):
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for one in children for pid in one.read_text().split()]

    def memory(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1000

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture
def start(data):
    started = []

    def one(**settings):
        started.append(Server(data, **settings))
        return started[-1]

    yield one
    for server in started:
        server.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_work_apart_gives_the_same_and_leaves_the_server_small(start, data):
    # How long it takes is not what is asked here.
    server = start(job_seconds=300)
    before = server.memory()
    with TestClient(create_app(Settings(data=data))) as here:
        for path in ("/maps/overview.svg?lang=en", "/maps/consortia.png?dpi=300&lang=en"):
            status, _, body = server.ask(path)
            assert status == 200
            assert body == here.get(path).content
    status, _, body = server.ask("/geocode", b'{"rows":["\xec\xb0\xbd\xec\x9b\x90"]}')
    assert status == 200
    assert server.workers()
    assert server.memory() < before + 60


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_work_that_takes_too_long_is_ended_and_the_next_is_done(start):
    # Often over while the worker is being started. That one waits for the next job, so there may
    # be one, doing nothing; one forgotten at each job would be three.
    server = start(job_seconds=0.4, job_count=1)
    for _ in range(3):
        begin = time.monotonic()
        status, headers, body = server.ask("/geocode", BATCH)
        assert status == 503
        assert headers["Retry-After"] == "1"
        assert b"takes too long" in body
        assert time.monotonic() - begin < 20
    time.sleep(0.5)
    left = server.workers()
    assert len(left) <= 1
    before = [computed(worker) for worker in left]
    time.sleep(1)
    assert [computed(worker) for worker in left] == before


def computed(pid):
    """Return the ticks that a process has computed, in user mode and in the kernel."""
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))


@pytest.mark.skipif(sys.platform != "linux", reason="bounds memory by setrlimit")
def test_work_that_takes_too_much_memory_is_refused_in_a_sentence(start):
    server = start(job_memory=500_000_000, job_seconds=300)
    status, _, body = server.ask("/maps/overview.png?dpi=600&size=A3")
    assert status == 503
    assert b"needs more than 500 MB" in body
    assert server.ask("/maps/overview.svg")[0] == 200


def test_light_reads_go_on_while_heavy_work_waits_in_a_bounded_queue(start):
    server = start(job_count=1, job_queue=2, job_seconds=20)
    with ThreadPoolExecutor(8) as pool:
        batches = [pool.submit(server.ask, "/geocode", BATCH) for _ in range(6)]
        time.sleep(0.5)
        took = []
        while not all(batch.done() for batch in batches) and len(took) < 100:
            begin = time.perf_counter()
            assert server.ask("/collections/complexes/items?f=json&limit=5")[0] == 200
            took.append(time.perf_counter() - begin)
        answers = [batch.result() for batch in batches]
    refused = [headers for status, headers, _ in answers if status == 503]
    assert len(refused) >= 3
    assert all(headers["Retry-After"] for headers in refused)
    assert {status for status, _, _ in answers} <= {200, 503}
    assert sorted(took)[len(took) // 2] < 0.5


def test_a_server_that_is_told_to_stop_ends_while_work_is_being_done(start):
    server = start()
    with ThreadPoolExecutor(1) as pool:
        batch = pool.submit(server.ask, "/geocode", BATCH)
        time.sleep(1)
        begin = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(30)
        assert time.monotonic() - begin < 10
        batch.exception()
