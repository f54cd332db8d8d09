"""Several processes before a database that is restarted, cut off and killed: told, and then on."""

import http.client
import json
import signal
import time

import pytest

from api.beside import can_fork
from api.settings import Settings
from api.state import State
from geo.postgis.publish import publish
from tests.hostile.test_reload import children, serving

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(not can_fork(), reason="Windows forks nothing"),
]
ITEM = "/collections/complexes/items/onsan?f=json"


def ask(port, path):
    """Ask on a connection of its own: another process may take it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("GET", path)
    answer = connection.getresponse()
    told = answer.status, answer.headers, answer.read()
    connection.close()
    return told


def again(port, path):
    """Ask until the database is known to be back; each answer is right or says to come again."""
    for _ in range(300):
        status, headers, body = ask(port, path)
        if status == 200:
            return body
        assert (status, headers["Retry-After"]) == (503, "5")
        time.sleep(0.2)
    return pytest.fail("never again")


def test_workers_go_on_after_a_database_was_restarted_and_killed(
    cluster, database, documents_data, tmp_path
):
    publish(State.load(Settings(data=documents_data)).snapshot, database)
    settings = {"SANDAN_STORE": database, "SANDAN_WORKERS": "2", "SANDAN_MAX_CACHE": "0"}
    with serving(documents_data, tmp_path, **settings) as (port, process, _):
        made = again(port, ITEM)
        assert json.loads(made)["id"] == "onsan"
        workers = children(process)
        assert len(workers) == 2
        for how in (signal.SIGINT, signal.SIGQUIT):  # fast, and as if killed
            cluster.stop(how)
            try:
                for number in range(6):
                    status, headers, body = ask(port, f"{ITEM}&crs=EPSG:51{79 + number % 3}")
                    assert status == 503
                    assert headers["Retry-After"] == "5"
                    assert b"Traceback" not in body
                    assert ask(port, "/health/live")[0] == 200
            finally:
                cluster.start()
            for _ in range(6):
                assert again(port, ITEM) == made
        assert children(process) == workers
