from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Limits, Settings

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


def test_a_port_that_cannot_be_is_refused(monkeypatch):
    monkeypatch.setenv("SANDAN_PORT", "70000")
    with pytest.raises(ValidationError, match="65535"):
        Settings()
