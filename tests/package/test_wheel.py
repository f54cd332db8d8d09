"""What `pip install` gives: built once, tried in an environment of its own without a network."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import geo

ROOT = Path(geo.__file__).parents[1]
BIN = Path(sys.executable).parent
CLOSED = ("unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh")
"""Runs a command where there is no network but the loopback."""
pytestmark = [pytest.mark.process, pytest.mark.slow]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build sdist and wheel as `pip` would, with what is installed here."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([BIN / "hatchling", "build", "-d", folder], cwd=ROOT, check=True)  # noqa: S603
    return {path.suffix: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """Install the wheel elsewhere; what it depends on is found where the tests find it."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "venv", with_pip=False, symlinks=True)
    environment = {**os.environ, "VIRTUAL_ENV": str(home / "venv")}
    command = [BIN / "uv", "pip", "install", "-q", "--offline", "--no-deps", built[".whl"]]
    subprocess.run(command, env=environment, check=True)  # noqa: S603
    (site,) = (home / "venv" / "lib").glob("python*/site-packages")
    dependencies = Path(sys.executable).parents[1] / site.relative_to(home / "venv")
    (site / "dependencies.pth").write_text(f"{dependencies}\n", "utf-8")
    return home


@pytest.fixture(scope="module")
def closed():
    """Return what takes the network away, where the system allows it."""
    tried = subprocess.run([*CLOSED, "true"], capture_output=True, check=False)  # noqa: S603
    return () if tried.returncode else CLOSED


@pytest.fixture
def run(installed, closed):
    def run(*command, **environment):
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.run(  # noqa: S603
            [*closed, installed / "venv" / "bin" / command[0], *command[1:]],
            cwd=installed, capture_output=True, text=True, check=False,
            env={**kept, "SANDAN_LANG": "en", "SANDAN_CACHE": str(installed / "cache"),
                 "SANDAN_PROGRAMMES": str(installed / "own"), **environment},
        )  # fmt: skip

    return run


def test_the_wheel_holds_the_data_and_nothing_of_this_machine(built):
    names = zipfile.ZipFile(built[".whl"]).namelist()
    for path in (ROOT / "data").rglob("*"):
        below = path.relative_to(ROOT / "data")
        if path.is_file() and below.parts[0] != "imports":
            assert f"geo/_data/{below.as_posix()}" in names
    assert {"geo/py.typed", "maps/py.typed", "sandan_atlas.py"} <= set(names)
    assert {name.partition("/")[0] for name in names if "dist-info" not in name} == {
        *("geo", "maps", "api", "sandan_atlas.py"),
    }
    assert not [name for name in names if "imports/" in name or name.endswith(".pyc")]


def test_the_source_archive_builds_the_same_wheel(built, tmp_path):
    with tarfile.open(built[".gz"]) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    command = [BIN / "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603
    wheels = [zipfile.ZipFile(path) for path in (built[".whl"], *tmp_path.glob("*.whl"))]
    one, other = ({info.filename: info.CRC for info in wheel.infolist()} for wheel in wheels)
    assert one == other


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("check",), "All is right"),
        (("geocode", "--name", "창원산단"), "128.65302"),
        (("map", "consortia", "-o", "map.svg"), "map.svg"),
        (("export", "complexes", "-o", "complexes.gpkg", "--crs", "EPSG:5186"), "features"),
        (("--version",), "0."),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_its_commands_work_elsewhere_without_a_network(run, command, said):
    told = run("sandan", *command)
    assert said in told.stdout, told.stderr
    assert told.returncode == 0


def test_its_server_starts_and_answers_there(run):
    code = (
        "import re, subprocess, sys, urllib.request as u\n"
        "p = subprocess.Popen([sys.argv[1], 'serve', '--port', '0'], stdout=-1, text=True)\n"
        "at = re.search(r'http://\\S+(?=/)', p.stdout.readline()).group()\n"
        "print(u.urlopen(at + '/health').status, len(u.urlopen(at + '/maps/overview').read()))\n"
        "p.terminate(); p.wait()"
    )
    told = run("python", "-c", code, "venv/bin/sandan")
    status, size = map(int, told.stdout.split())
    assert status == 200
    assert size > 100_000


def test_its_packages_work_in_python_there(run, installed):
    code = (
        "import geo, maps, sandan_atlas\n"
        "a = geo.load()\n"
        "maps.overview(a, sectors=['조선']).save('map.html')\n"
        "print(a.data, len(a.ties), sandan_atlas.geo is geo)"
    )
    told = run("python", "-c", code)
    folder, ties, ours = told.stdout.split()
    assert Path(folder).is_relative_to(installed)
    assert (int(ties) > 90, ours) == (True, "True")
    assert (installed / "map.html").stat().st_size < 2_500_000


def test_another_package_that_hides_one_of_ours_is_named(run, tmp_path):
    (tmp_path / "geo.py").touch()
    told = run("sandan", "--version", PYTHONPATH=str(tmp_path))
    assert told.returncode == 1
    assert str(tmp_path / "geo.py") in told.stderr
    assert "Rename" in told.stderr
    assert "Traceback" not in told.stderr
    told = run("python", "-c", "from sandan_atlas import maps", PYTHONPATH=str(tmp_path))
    assert "ShadowedError" in told.stderr


@pytest.mark.parametrize(
    ("module", "extra", "command"),
    [
        ("uvicorn", "serve", ("serve",)),
        ("pptx", "office", ("brief", "경남", "-o", "b.pptx", "--format", "pptx")),
    ],
)
def test_a_command_names_the_extra_that_it_lacks(run, tmp_path, module, extra, command):
    missing = f"raise ModuleNotFoundError(name={module!r})"
    (tmp_path / f"{module}.py").write_text(missing, "utf-8")
    told = run("sandan", *command, PYTHONPATH=str(tmp_path))
    assert f"pip install 'sandan-atlas[{extra}]'" in told.stderr
    assert (told.returncode, "Traceback" in told.stderr) == (4, False)


def test_drawing_and_exporting_need_no_server(run, tmp_path):
    for module in ("fastapi", "starlette", "uvicorn"):
        (tmp_path / f"{module}.py").write_text(f"raise ModuleNotFoundError(name={module!r})")
    told = run("sandan", "export", "regions", "-o", "regions.csv", PYTHONPATH=str(tmp_path))
    assert told.returncode == 0, told.stderr


def test_one_version_is_told_everywhere(run):
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    released = re.search(
        r"^## (\S+) – (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert released[1] == declared
    assert run("sandan", "--version").stdout.split()[-1] == declared


def test_every_extra_that_commands_name_is_declared():
    from api.cli import EXTRAS

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(EXTRAS.values()) <= set(declared["optional-dependencies"])
