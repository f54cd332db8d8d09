"""A spatial file is read by the driver of its ending; it leads to no other file and no host."""

import http.server
import json
import socket
import threading
import zipfile

import geopandas
import pytest
import shapely

from geo import confined, gdal
from geo.confined import Stopped, call
from geo.errors import GeoError, ImportFileError
from geo.importers.layer_files import read_layer, read_layer_apart
from geo.store.added import load_added
from geo.store.vectors.reading import read_vector

ELSEWHERE = "남의 파일에 있는 이름"
ENDINGS = (".gpkg", ".fgb", ".shp", ".kml", ".kmz", ".geojson", ".json", ".geojsonl", ".csv")


@pytest.fixture
def host():
    """A server on loopback that counts who asks it."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def elsewhere(tmp_path):
    """Another file of this machine, which nobody has named on the command line."""
    path = tmp_path / "elsewhere" / "other.csv"
    path.parent.mkdir()
    path.write_text(f"name,x,y\n{ELSEWHERE},127,37\n", "utf-8")
    return path


def vrt(source):
    return (
        "<OGRVRTDataSource><OGRVRTLayer name='other'>"
        f"<SrcDataSource>{source}</SrcDataSource><GeometryType>wkbPoint</GeometryType>"
        "<GeometryField encoding='PointFromColumns' x='x' y='y'/></OGRVRTLayer></OGRVRTDataSource>"
    )


def gdalg(source):
    return json.dumps(
        {"type": "gdal_streamed_alg", "command_line": f"gdal vector pipeline ! read {source}"}
    )


def wfs(source):
    return f"<OGRWFSDataSource><URL>{source}</URL></OGRWFSDataSource>"


def esri(source):
    return json.dumps({"geometryType": "esriGeometryPoint", "features": [], "next": str(source)})


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("leading", [vrt, gdalg, wfs, esri])
def test_a_file_that_names_another_one_gives_nothing_of_it(
    data, tmp_path, elsewhere, leading, ending
):
    path = tmp_path / f"leads{ending}"
    path.write_text(leading(elsewhere), "utf-8")
    with pytest.raises(ImportFileError):
        read_vector(path, data)
    with pytest.raises(GeoError):
        read_layer(path)


@pytest.mark.parametrize("way", ["/vsicurl/{}/a.csv", "{}/a.geojson", "/vsicurl_streaming/{}/a"])
@pytest.mark.parametrize("ending", [".gpkg", ".kml", ".shp"])
def test_a_file_that_names_a_host_asks_it_nothing(data, tmp_path, host, way, ending):
    base, asked = host
    path = tmp_path / f"leads{ending}"
    for leading in (vrt, wfs):
        path.write_text(leading(way.format(base)), "utf-8")
        with pytest.raises(ImportFileError):
            read_vector(path, data)
        with pytest.raises(ImportFileError):
            read_layer(path)
    assert asked == []


def test_serving_and_importing_read_files_in_a_process_of_their_own(data, tmp_path, host):
    base, asked = host
    path = tmp_path / "leads.gpkg"
    path.write_text(vrt(f"/vsicurl/{base}/a.csv"), "utf-8")
    with pytest.raises(ImportFileError):
        load_added([path], data, [], strict=True)
    with pytest.raises(ImportFileError):
        read_layer_apart(path)
    assert asked == []


def test_a_zip_with_a_virtual_layer_as_its_shapefile_is_refused(data, tmp_path, elsewhere):
    path = tmp_path / "leads.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.shp", vrt(elsewhere))
    for read in (lambda: read_vector(path, data), lambda: read_layer(path)):
        with pytest.raises(ImportFileError, match=r"leads\.zip"):
            read()


@pytest.mark.parametrize(
    "name", ["가!나.gpkg", "zip:a.gpkg", "a?b=c.gpkg", "x.zip!y.gpkg", "a b#.fgb"]
)
def test_a_name_is_a_name_and_no_address(data, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    points = geopandas.GeoDataFrame({"name": ["하나"]}, geometry=[shapely.Point(127, 37)], crs=4326)
    points.to_file(tmp_path / f"plain{name[-5:]}" if name.endswith(".gpkg") else "plain.fgb")
    plain = next(tmp_path.glob("plain*"))
    plain.rename(tmp_path / name)
    (layer,) = read_vector(tmp_path / name, data)
    assert "하나" in layer.body.decode()


@pytest.mark.parametrize(
    "member", ["../a.shp", "/etc/a.shp", "..\\a.shp", "C:\\a.shp", "x/../../notes.txt"]
)
def test_a_zip_that_leads_out_of_its_folder_is_told(data, tmp_path, member):
    path = tmp_path / "out.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.shp", b"")
        package.writestr(member, b"")
    for read in (lambda: read_vector(path, data), lambda: read_layer(path)):
        with pytest.raises(ImportFileError, match=r"\.\./"):
            read()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:40] + b"\xff" * 40 + content[80:],
        lambda content: b"PK\x03\x04" + content,
    ],
)
def test_a_damaged_or_locked_zip_is_refused_in_a_sentence(data, tmp_path, spoil):
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.shp", b"\x00\x00\x27\x0a" * 100)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(ImportFileError, match=r"bad\.zip"):
        read_vector(path, data)


def test_a_shapefile_without_its_table_is_read_and_told(data, tmp_path):
    path = tmp_path / "factories.shp"
    geopandas.GeoDataFrame({"n": [1]}, geometry=[shapely.Point(127, 37)], crs=4326).to_file(path)
    path.with_suffix(".dbf").unlink()
    (layer,) = read_vector(path, data)
    (remark,) = layer.remarks
    assert remark.text("ko").startswith("factories.shp: 속성 파일(.dbf)이 없어")


def test_the_process_that_reads_has_no_network():
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    if not call("geo.confined:leave_network"):
        pytest.skip("this system keeps network namespaces for the administrator")
    with pytest.raises(Stopped, match="OSError"):
        call("socket:create_connection", ("127.0.0.1", port))
    listener.close()


def test_the_process_that_reads_has_only_the_drivers_that_files_need():
    known = call("pyogrio:list_drivers", environment=gdal.ENVIRONMENT)
    needed = {driver for drivers in gdal.DRIVERS.values() for driver in drivers}
    assert set(known) == needed | {"TopoJSON", "MEM"}


def test_a_process_that_takes_too_much_or_too_long_is_ended(monkeypatch):
    with pytest.raises(Stopped, match="> 1 s"):
        call("time:sleep", 60, seconds=1)
    monkeypatch.setattr(confined, "_MEMORY", 300_000_000)
    with pytest.raises(Stopped, match="MemoryError"):
        call("builtins:bytes", 500_000_000)
