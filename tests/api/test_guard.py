"""Sending lists and reading metrics can be closed, or be for holders of keys, and have a rate."""

import hashlib
import json
import os
import stat
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.beside import can_fork
from api.guard import Rates, _network
from api.keys import BrokenKeysError, Keys
from api.published import Published
from api.settings import Settings

ROWS = {"rows": ["창원산단"]}


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def guarded(data, keys):
    settings = Settings(data=data, post="keys", metrics="keys", keys=keys.path)
    with TestClient(create_app(settings)) as client:
        yield client


def send(client, key="", header="X-API-Key"):
    return client.post("/geocode", json=ROWS, headers={header: key} if key else {})


@pytest.mark.parametrize("header", ["X-API-Key", "Authorization"])
def test_a_key_opens_what_its_scopes_name(guarded, keys, header):
    begin = "Bearer " if header == "Authorization" else ""
    batch, both = keys.add("대구시", ("batch",)), keys.add("감시", ("batch", "metrics"))
    assert send(guarded, begin + batch, header).status_code == 200
    assert guarded.get("/metrics", headers={header: begin + both}).status_code == 200
    refused = guarded.get("/metrics", headers={header: begin + batch})
    assert refused.status_code == 403
    assert batch not in refused.text


@pytest.mark.parametrize("wrong", ["", "x", "sandan_{id}_", "sandan_{id}_{other}", "{key}x"])
def test_without_a_key_or_with_a_wrong_one_nothing_opens(guarded, keys, wrong):
    key, other = keys.add("하나", ("batch",)), keys.add("둘", ("batch",))
    parts = {"id": key.split("_")[1], "other": other.split("_", 2)[2], "key": key}
    answer = send(guarded, wrong.format(**parts))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "X-API-Key" in answer.json()["detail"]


def test_a_key_that_is_ended_is_refused_at_once(guarded, keys):
    key = keys.add("곧 끝남", ("batch",))
    assert send(guarded, key).status_code == 200
    keys.revoke(key.split("_")[1])
    assert send(guarded, key).status_code == 401


def test_reading_needs_no_key(guarded):
    assert guarded.get("/geocode?q=창원산단").status_code == 200
    assert guarded.get("/collections/complexes/items?f=json&limit=1").status_code == 200


def test_the_file_holds_hashes_that_only_its_owner_reads(keys):
    key = keys.add("누구", ("batch",))
    content = keys.path.read_text("utf-8")
    assert key.split("_", 2)[2] not in content
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600


def test_keys_hashed_by_another_algorithm_go_on_beside_new_ones(tmp_path):
    kept = Keys(tmp_path / "keys.json")
    made = [kept.add(name, ("batch",)) for name in ("지금", "전", "다음")]
    told = json.loads(kept.path.read_text("utf-8"))
    secrets = [key.split("_", 2)[2].encode() for key in made]
    assert told[0]["hashed"] == f"sha256:{hashlib.sha256(secrets[0]).hexdigest()}"
    told[1]["hashed"] = hashlib.sha256(secrets[1]).hexdigest()  # as older files have it
    told[2]["hashed"] = f"sha3_256:{hashlib.sha3_256(secrets[2]).hexdigest()}"
    kept.path.write_text(json.dumps(told), "utf-8")
    assert [kept.find(key).name for key in made] == ["지금", "전", "다음"]
    assert not any(kept.find(f"{key[:-1]}{'A' if key[-1] != 'A' else 'B'}") for key in made)
    told[2]["hashed"] = "md4:00"
    kept.path.write_text(f" {json.dumps(told)}", "utf-8")
    with pytest.raises(BrokenKeysError):
        kept.find(made[0])


def test_a_key_has_its_rate_and_is_told_when_to_come_again(guarded, keys):
    key = keys.add("가끔", ("batch",), rate=2)
    answers = [send(guarded, key) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 31
    assert send(guarded, keys.add("다른", ("batch",))).status_code == 200


def test_where_it_is_closed_no_route_takes_anything_and_there_are_no_metrics(data):
    app = create_app(Settings(data=data, post="off"))
    posting = [path for path, methods in app.openapi()["paths"].items() if "post" in methods]
    assert "/geocode" in posting
    with TestClient(app) as client:
        for path in posting:
            answer = client.post(path.replace("{", "").replace("}", ""), json=ROWS)
            assert answer.status_code == 403, path
        assert client.get("/metrics").status_code == 404


def test_a_rate_lets_a_minutes_worth_through_and_then_one_after_another():
    now = 0.0
    rates = Rates(lambda: now)
    assert [rates.wait("a", 60) for _ in range(61)] == [0.0] * 60 + [1.0]
    assert rates.wait("b", 60) == 0.0
    now = 1.5
    assert rates.wait("a", 60) == 0.0
    assert rates.wait("a", 60) == 0.5


def test_who_asks_under_ever_new_names_takes_no_more_memory_and_little_of_the_others(monkeypatch):
    # A table drawn by lot would put one of so many names on the place of `a` in 9 % of runs.
    monkeypatch.setattr("api.guard.secrets.token_bytes", bytes)
    rates = Rates(clock=lambda: 1_000.0)
    rates.wait("a", 1)
    tracemalloc.start()
    for number in range(3_000):
        rates.wait(str(number), 1)
    assert tracemalloc.get_traced_memory()[0] < 10_000
    tracemalloc.stop()
    assert rates.wait("a", 1) > 0


@pytest.mark.skipif(not can_fork(), reason="this system has one process")
def test_a_rate_holds_for_all_processes_of_a_server():
    rates = Rates()
    assert rates.wait("a", 2) == 0.0
    child = os.fork()
    if not child:
        os._exit(rates.wait("a", 2) == 0.0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert rates.wait("a", 2) > 0


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_a_household_of_ipv6_addresses_is_counted_as_one(address, counted):
    assert _network(address) == counted


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("127.0.0.1", b"192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", b"203.0.113.9, 192.0.2.7, ::1", "192.0.2.7"),
        ("127.0.0.1", b"anything", "127.0.0.1"),
        ("127.0.0.1", b"", "127.0.0.1"),
        ("198.51.100.1", b"192.0.2.7", "198.51.100.1"),
    ],
    ids=["proxy", "made up before", "nonsense", "empty", "not trusted"],
)
def test_an_address_is_believed_of_trusted_proxies_alone(peer, forwarded, client):
    scope = {"client": (peer, 1), "headers": [(b"x-forwarded-for", forwarded)]}
    assert Published(None, ["127.0.0.1", "::1"]).client(scope) == client


def test_the_command_adds_lists_and_ends_keys(sandan, tmp_path):
    where = {"SANDAN_KEYS": str(tmp_path / "keys.json")}
    assert "sandan keys add" in sandan("keys", "list", **where).stderr
    added = sandan("keys", "add", "부산시", "--scope", "metrics", "--rate", 5, **where)
    key = added.stdout.strip()
    kept = json.loads((tmp_path / "keys.json").read_text("utf-8"))[0]
    assert (kept["name"], kept["scopes"], kept["rate"]) == ("부산시", ["metrics"], 5)
    assert Keys(tmp_path / "keys.json").find(key).name == "부산시"
    assert sandan("keys", "revoke", kept["id"], **where).returncode == 0
    listed = sandan("keys", "list", **where).stdout
    assert "끝남" in listed
    assert key.split("_", 2)[2] not in listed
    again = sandan("keys", "revoke", kept["id"], **where)
    assert again.returncode == 2
    assert kept["id"] in again.stderr


def test_a_damaged_file_of_keys_opens_nothing_and_is_told(sandan, tmp_path):
    path = tmp_path / "keys.json"
    path.write_text("[{]", "utf-8")
    refused = sandan("keys", "list", SANDAN_KEYS=str(path), SANDAN_LANG="en")
    assert refused.returncode == 4
    assert "cannot be read" in refused.stderr


def test_keys_that_are_added_at_the_same_time_are_all_kept(tmp_path):
    path = tmp_path / "keys.json"
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda name: Keys(path).add(str(name), ("batch",)), range(24)))
    assert all(Keys(path).find(one) for one in added)
    assert len(Keys(path).all()) == 24
