"""The same tables give the same bytes, wherever and whenever they are built."""

import hashlib
import json
import os
import subprocess
import sys

import pytest

BUILD = """
import contextlib, hashlib, json, locale, pathlib, sys
with contextlib.suppress(locale.Error):  # where the system does not have it
    locale.setlocale(locale.LC_ALL, "")
from geo.build import make
files = make(pathlib.Path(sys.argv[1])).files
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in files.items()}))
"""


@pytest.mark.process
@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Seoul", "LC_ALL": "ko_KR.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"},
        pytest.param(
            {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "0"},
            marks=pytest.mark.sweep,
        ),
    ],
    ids=["korean", "c", "turkish"],
)
def test_a_build_is_what_is_committed_in_any_time_zone_locale_and_hash_seed(data, environment):
    made = subprocess.run(  # noqa: S603
        [sys.executable, "-c", BUILD, str(data)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    built = json.loads((data / "build.json").read_bytes())["built"]
    committed = {
        name: hashlib.sha256((data / name).read_bytes()).hexdigest()
        for name in (*built, "build.json")
    }
    assert json.loads(made.stdout) == committed
