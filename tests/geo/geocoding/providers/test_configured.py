import subprocess
import sys

import pytest

from geo.errors import ProviderKeyError
from geo.geocoding.providers.configured import providers_from

KEYS = {
    "SANDAN_VWORLD_KEY": "0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9",
    "SANDAN_KAKAO_KEY": "0123456789abcdef0123456789abcdef",
    "SANDAN_NAVER_ID": "abcdefghij",
    "SANDAN_NAVER_SECRET": "0123456789abcdefghijklmnopqrstuvwxyzABCD",
    "SANDAN_JUSO_KEY": "U01TX0FVVEgyMDI2MDEwMTAwMDAwMA==",
}


@pytest.fixture
def configured():
    """Read providers from an environment; they are closed at the end."""
    made = []

    def read(environ):
        made.extend(providers_from(environ))
        return made

    yield read
    for provider in made:
        provider.close()


def test_without_keys_nobody_is_asked(configured):
    assert list(configured({"HOME": "/", "SANDAN_VWORLD_KEY": "  ", "SANDAN_NAVER_ID": ""})) == []


def test_each_key_turns_its_provider_on(configured):
    names = [provider.name for provider in configured(KEYS)]
    assert names == ["vworld", "kakao", "naver", "juso"]


def test_keys_are_taken_from_files_that_a_vault_hands_over(configured, tmp_path):
    for name, value in KEYS.items():
        (tmp_path / name.lower()).write_text(f"{value}\n", "utf-8")
    names = [one.name for one in configured({"CREDENTIALS_DIRECTORY": str(tmp_path)})]
    assert names == ["vworld", "kakao", "naver", "juso"]


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "sandan_juso_key").mkdir()
    with pytest.raises(ProviderKeyError, match="SANDAN_JUSO_KEY") as told:
        providers_from({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert told.value.code == "IsADirectoryError"


def test_one_key_turns_on_one_provider(configured):
    (juso,) = configured({"SANDAN_JUSO_KEY": KEYS["SANDAN_JUSO_KEY"]})
    assert juso.name == "juso"


def test_no_provider_is_known_to_let_its_results_be_kept(configured):
    assert not any(provider.storable for provider in configured(KEYS))


@pytest.mark.parametrize("missing", ["SANDAN_NAVER_ID", "SANDAN_NAVER_SECRET"])
def test_half_of_navers_keys_names_the_other_half(missing):
    environ = {name: value for name, value in KEYS.items() if "NAVER" in name and name != missing}
    with pytest.raises(ProviderKeyError, match=missing) as caught:
        providers_from(environ)
    assert caught.value.variable == missing


def test_a_key_that_cannot_be_one_is_refused_at_once():
    with pytest.raises(ProviderKeyError, match="SANDAN_KAKAO_KEY"):
        providers_from({"SANDAN_KAKAO_KEY": "여기에 키"})


def test_a_run_that_asks_nobody_loads_no_http_client():
    code = (
        "import sys; from geo.geocoding.providers.configured import providers_from;"
        "assert providers_from({}) == (); print('httpx2' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout.strip() == "False"
