"""The unit, the proxy and the container file of docs/deploy, as far as their programs are here."""

import http.client
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.settings import Settings
from tests.nginx import NGINX, free_port, nginx

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603


@pytest.mark.parametrize("file", sorted(path.name for path in DEPLOY.iterdir()))
def test_every_setting_that_is_named_is_one(file):
    named = set(re.findall(r"SANDAN_[A-Z_]+[A-Z]", (DEPLOY / file).read_text("utf-8")))
    settings = {f"SANDAN_{name.upper()}" for name in Settings.model_fields}
    assert named <= {*settings, "SANDAN_CACHE"}
    assert named


def test_the_container_is_made_of_what_there_is_with_the_pinned_uv():
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    version = re.search(r"UV_VERSION := (\S+)", (ROOT / "Makefile").read_text("utf-8"))[1]
    assert f"uv=={version}" in text
    for source in re.findall(r"^COPY (?!--)(\S+)", text, re.MULTILINE):
        assert (ROOT / source).exists()
    assert re.search(r"^USER (?!root|0$)", text, re.MULTILINE)


@pytest.mark.clients
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_the_unit_is_right_and_little_exposed(tmp_path):
    unit = tmp_path / "sandan.service"
    text = (DEPLOY / "sandan.service").read_text("utf-8")
    unit.write_text(text.replace("/opt/sandan/bin/sandan", "/bin/true"), "utf-8")
    verified = run("systemd-analyze", "verify", str(unit))
    assert (verified.returncode, verified.stderr) == (0, "")
    told = run("systemd-analyze", "security", "--offline=yes", "--no-pager", str(unit)).stdout
    assert float(re.search(r"exposure level for sandan.service: ([\d.]+)", told)[1]) <= 2.5


@pytest.fixture(scope="module")
def proxies(serve, data, tmp_path_factory):
    """The proxy of the guide before a server, without TLS and on ports of its own."""
    if NGINX is None:
        pytest.skip("needs nginx")
    behind = serve(
        data,
        SANDAN_PUBLIC_URL="https://atlas.example.kr",
        SANDAN_ALLOWED_HOSTS="atlas.example.kr,127.0.0.1",
        SANDAN_METRICS="open",
    )
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    folder.chmod(0o755)
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    plain = free_port()
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    text = text.replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
    text = text.replace("127.0.0.1:8000", urlsplit(behind).netloc)
    text = re.sub(r" *ssl_.*\n", "", text)
    with nginx(folder, port, text):
        yield port, plain


@pytest.fixture
def proxy(proxies):
    return proxies[0]


def ask(port, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named = {"Host": "atlas.example.kr", **named}
    connection.request("POST" if body else "GET", path, body, named)
    answer = connection.getresponse()
    told = answer.status, answer.headers, answer.read()
    connection.close()
    return told


@pytest.mark.clients
def test_the_proxy_gives_each_request_an_id_and_links_the_public_name(proxy):
    status, headers, body = ask(proxy, "/collections/complexes?f=json")
    assert status == 200
    assert re.fullmatch(r"[0-9a-f]{32}", headers["X-Request-Id"])
    assert b"https://atlas.example.kr/collections" in body
    assert headers["Strict-Transport-Security"]


@pytest.mark.clients
def test_the_proxy_holds_the_limits(proxy):
    assert ask(proxy, "/geocode", b"a" * 5_000_000)[0] == 413
    assert ask(proxy, "/?q=" + "a" * 20_000)[0] == 414
    statuses = [ask(proxy, "/health/live")[0] for _ in range(3)]
    assert statuses == [200, 200, 200]


@pytest.mark.clients
def test_the_proxy_shows_metrics_to_its_own_machine(proxy):
    assert b"http_request_duration_seconds" in ask(proxy, "/metrics")[2]


@pytest.mark.clients
def test_the_proxy_leads_readers_to_https_and_refuses_keys_and_lists_that_come_without(proxies):
    plain = proxies[1]
    status, headers, _ = ask(plain, "/maps/overview")
    assert (status, headers["Location"]) == (301, "https://atlas.example.kr/maps/overview")
    assert ask(plain, "/geocode", b"{}")[0] == 403
    assert ask(plain, "/metrics", X_API_Key="sandan_x")[0] == 403
    assert ask(plain, "/metrics", Authorization="Bearer sandan_x")[0] == 403
