from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Limits, Settings, unknown_settings

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("name", [n for n in Settings.model_fields if n not in Limits.model_fields])
@pytest.mark.parametrize("readme", ["README.md", "README.ko.md"])
def test_every_setting_stands_in_the_readme(name, readme):
    assert f"SANDAN_{name.upper()}" in README.with_name(readme).read_text("utf-8")


@pytest.mark.parametrize("name", Limits.model_fields)
@pytest.mark.parametrize("document", ["reliability.md", "reliability.ko.md"])
def test_every_limit_stands_in_the_documentation_with_its_value(name, document):
    text = (README.parent / "docs" / document).read_text("utf-8")
    value = Limits.model_fields[name].default
    assert f"| `SANDAN_{name.upper()}` | {value:,.0f} |" in text


def test_arguments_win_over_variables_and_variables_over_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sandan.toml").write_text('port = 1111\nhost = "::1"\n', "utf-8")
    monkeypatch.setenv("SANDAN_PORT", "2222")
    assert (Settings().port, Settings().host) == (2222, "::1")
    assert Settings(port=3333).port == 3333


def test_a_secret_handed_over_as_a_file_is_a_setting_unless_a_variable_says_another(
    tmp_path, monkeypatch
):
    (tmp_path / "sandan_store").write_text("postgresql://u:p@db/atlas\n", "utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert Settings().store == ("postgresql://u:p@db/atlas",)
    monkeypatch.setenv("SANDAN_STORE", "postgresql://other/atlas")
    assert Settings().store == ("postgresql://other/atlas",)


def test_a_port_that_cannot_be_is_refused(monkeypatch):
    monkeypatch.setenv("SANDAN_PORT", "70000")
    with pytest.raises(ValidationError, match="65535"):
        Settings()


@pytest.mark.parametrize(
    ("setting", "remedy"),
    [
        ({"SANDAN_TRUSTED_PROXIES": "proxy.example"}, "127.0.0.1,10.0.0.0/8"),
        ({"SANDAN_POST": "never"}, "open, keys, off"),
        ({"SANDAN_PUBLIC_URL": "atlas.kr"}, "https://www.example.kr/atlas"),
        ({"SANDAN_PORT": "x"}, "a whole number"),
        ({"SANDAN_DATA": "/nonexistent"}, "'sandan build'"),
        ({"SANDAN_HOST": "203.0.113.7", "SANDAN_PORT": "1"}, "--host or --port"),
    ],
    ids=["proxies", "access", "address", "port", "data", "host"],
)
def test_a_setting_that_cannot_be_ends_the_start_with_what_to_do(sandan, setting, remedy):
    ended = sandan("serve", SANDAN_LANG="en", **setting)
    assert ended.returncode in {2, 4}
    assert remedy in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("content", [b"port = \n", b"\xff = 1"])
def test_a_file_of_settings_that_is_no_toml_is_told(sandan, tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sandan.toml").write_bytes(content)
    ended = sandan("serve", SANDAN_LANG="en")
    assert ended.returncode == 2
    assert "sandan.toml cannot be read" in ended.stderr


def test_a_setting_that_nobody_reads_is_told_with_the_one_that_is_meant(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sandan.toml").write_text("prot = 9000\n", "utf-8")
    monkeypatch.setenv("SANDAN_TRUSTED_PROXYS", "127.0.0.1")
    assert unknown_settings() == {
        "SANDAN_TRUSTED_PROXYS": "SANDAN_TRUSTED_PROXIES",
        "SANDAN_PROT": "SANDAN_PORT",
    }
