"""A new build is taken over while readers ask: no request fails, and a broken one is refused."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import pytest

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no such signal"),
]
CHANGWON = "/geocode?q=%EC%B0%BD%EC%9B%90%EC%82%B0%EB%8B%A8"
PATHS = (
    "/collections/complexes/items?f=json&limit=3",
    "/collections/complexes?f=json",
    CHANGWON,
    "/maps/overview",
    "/?f=json",
)
EAST = "128.65302", "128.65402"


SANDAN = str(Path(sys.executable).with_name("sandan"))


@contextmanager
def serving(data, folder, **settings):
    """A server over `data`: its port, its process, its log."""
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603
            [SANDAN, "serve", "--port", "0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={
                **os.environ,
                "SANDAN_DATA": str(data),
                "SANDAN_LOG": "json",
                "SANDAN_METRICS": "open",
                "SANDAN_JOB_SECONDS": "300",
                **settings,
            },
        )
    try:
        yield int(re.search(r":(\d+)/", process.stdout.readline())[1]), process, folder / "log"
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


@pytest.fixture
def server(own_data, tmp_path):
    with serving(own_data, tmp_path) as made:
        yield made


@pytest.fixture
def short():
    """A folder whose name is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="sandan-") as folder:
        yield Path(folder)


def moved(data, relisted, before=EAST[0], after=EAST[1]):
    """Make another build of the data."""
    for file in ("tables/places.csv", "complexes.geojson"):
        content = (data / file).read_text("utf-8")
        assert before in content
        (data / file).write_text(content.replace(before, after), "utf-8")
    relisted(data)


@contextmanager
def asked_all_the_while(port, count=3):
    """Ask on `count` connections that stay open; every answer must be right."""
    over = Event()

    def load(number):
        connection, statuses = connect(port), []
        while not over.is_set():
            path = PATHS[number % len(PATHS)]
            status, body = read(connection, path)
            statuses.append((status, path, b"" if status == 200 else body))
            number += 1
            over.wait(0.05)  # without end, but not all that the machine can do
        connection.close()
        return statuses

    with ThreadPoolExecutor(count) as pool:
        readers = [pool.submit(load, number) for number in range(count)]
        try:
            yield
        finally:
            over.set()
        statuses = [status for reader in readers for status in reader.result()]
    assert len(statuses) >= len(PATHS)
    assert [one for one in statuses if one[0] != 200] == []


def read(connection, path):
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def connect(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=300)


def get(port, path):
    with closing(connect(port)) as connection:
        return read(connection, path)[1]


def version(port):
    return json.loads(get(port, "/health"))["version"]


def post(port, body):
    with closing(connect(port)) as connection:
        connection.request("POST", "/geocode", body, {"Content-Type": "application/json"})
        return connection.getresponse().read()


def children(process):
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
    return [int(child) for child in listed.split()]


def swap(pointer, folder):
    beside = pointer.with_name("next")
    beside.symlink_to(folder)
    beside.replace(pointer)


def wait(log, event, count=1):
    for _ in range(600):
        seen = [json.loads(line) for line in log.read_text("utf-8").splitlines() if event in line]
        if len(seen) >= count:
            return seen[-1]
        time.sleep(0.2)
    return pytest.fail(f"no {event}")


def test_a_new_build_is_taken_over_under_load_and_a_broken_one_is_not(server, own_data, relisted):
    port, process, log = server
    before = version(port)
    with asked_all_the_while(port):
        moved(own_data, relisted)
        process.send_signal(signal.SIGHUP)
        told = wait(log, '"reloaded"')
        after = version(port)
        assert told["before"] == before != after == told["served"]

        complexes = own_data / "complexes.geojson"
        whole = complexes.read_bytes()
        complexes.write_bytes(whole[:-100])
        process.send_signal(signal.SIGHUP)
        refused = wait(log, "reload refused")
        assert "complexes.geojson" in refused["reason"]
        assert version(port) == after
        complexes.write_bytes(whole)
        process.send_signal(signal.SIGHUP)
        wait(log, '"reloaded"', 2)
    assert EAST[1].encode() in get(port, "/collections/complexes/items/changwon?f=json")
    assert EAST[1].encode() in get(port, CHANGWON)
    told = get(port, "/metrics").decode()
    assert 'sandan_reloads_total{result="done"} 2.0' in told
    assert 'sandan_reloads_total{result="refused"} 1.0' in told


def test_every_worker_takes_a_new_build_over_and_the_command_tells_it(
    own_data, relisted, tmp_path, short
):
    run = {"SANDAN_RUN": str(short), "SANDAN_LANG": "en"}

    def reload():
        return subprocess.run(  # noqa: S603
            [SANDAN, "reload"],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **run},
        )

    def served(workers):
        """Version to workers, as the metrics tell them."""
        told = get(port, "/metrics").decode()
        found = re.findall(r'snapshot_info\{.*version="(\w+)",worker="(\d)"', told)
        assert sorted(number for _, number in found) == workers
        return {version for version, _ in found}

    assert reload().returncode == 4
    with serving(own_data, tmp_path, SANDAN_WORKERS="2", **run) as (port, process, log):
        batch = json.dumps({"rows": ["창원국가산업단지"]})
        assert EAST[0].encode() in post(port, batch)
        before = served(["1", "2"])
        with asked_all_the_while(port):
            moved(own_data, relisted)
            done = reload()
            assert done.returncode == 0
            assert len(done.stdout.splitlines()) == 2
            after = served(["1", "2"])
            assert len(after) == 1
            assert after != before
        # What works apart must not answer from what it kept of the build before.
        assert EAST[1].encode() in post(port, batch)

        (own_data / "complexes.geojson").write_bytes(b"{}")
        refused = reload()
        assert refused.returncode == 1
        assert refused.stderr.count("complexes.geojson") == 2
        assert served(["1", "2"]) == after

        # One that dies is made anew, from what was read at the start if there is nothing better.
        os.kill(children(process)[0], signal.SIGKILL)
        assert wait(log, "ended with -9")
        for _ in range(100):
            if len(children(process)) == 2:
                break
            time.sleep(0.2)
        assert version(port)
    assert process.returncode == 0
    assert len(list(short.iterdir())) == 1  # what the killed one left; the next command removes it
    assert reload().returncode == 4
    assert list(short.iterdir()) == []


def test_a_pointer_that_is_moved_to_another_folder_is_followed_by_itself(
    own_data, relisted, tmp_path
):
    newer = Path(shutil.copytree(own_data, tmp_path / "newer"))
    moved(newer, relisted)
    pointer = tmp_path / "current"
    pointer.symlink_to(own_data)
    with serving(pointer, tmp_path, SANDAN_WATCH="0.2") as (port, _, log):
        before = version(port)
        with asked_all_the_while(port, 2):
            swap(pointer, newer)
            told = wait(log, '"reloaded"')
            assert told["before"] == before != told["served"] == version(port)
            # A half-copied build is refused until it is whole.
            complexes = own_data / "complexes.geojson"
            whole = complexes.read_bytes()
            complexes.write_bytes(whole[:-100])
            swap(pointer, own_data)
            wait(log, "reload refused")
            assert version(port) == told["served"]
            complexes.write_bytes(whole)
            assert wait(log, '"reloaded"', 2)["served"] == before


@pytest.mark.sweep
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_was_served_before_is_let_go(server):
    port, process, log = server

    def memory():
        status = Path(f"/proc/{process.pid}/status").read_text("ascii")
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1000

    sizes = []
    for count in range(1, 13):
        for path in (*PATHS, "/maps/overview.svg"):
            get(port, path)
        process.send_signal(signal.SIGHUP)
        wait(log, '"reloaded"', count)
        sizes.append(memory())
    assert sizes[-1] < 1.1 * max(sizes[:6])
