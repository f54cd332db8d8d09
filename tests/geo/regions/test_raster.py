import pickle
from concurrent.futures import ThreadPoolExecutor

import geopandas
import numpy as np
import pytest
import shapely

from geo.regions import raster
from geo.regions.labels import CELL, LabelRaster
from geo.regions.legal import LegalPolygons
from geo.regions.raster import PointLocator


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def cache(folder, monkeypatch):
    """All tests here share one folder, so that a raster of Korea is built once."""
    monkeypatch.setenv("SANDAN_CACHE", str(folder))


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    """A folder that a test may spoil."""
    monkeypatch.setenv("SANDAN_CACHE", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture(scope="module", params=["emd", "ri"])
def korea(request):
    return PointLocator(LegalPolygons.level(request.param))


def drawn(*geometries):
    """A locator over polygons drawn for a test."""
    named = tuple(str(row) for row in range(len(geometries)))
    return PointLocator(LegalPolygons(named, named, np.array(geometries, dtype=object), "drawn"))


def exact(polygons, lons, lats, predicate="intersects"):
    """The answer of an exact join, reduced to the lowest row."""
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lons, lats, crs=4326))
    units = geopandas.GeoDataFrame(geometry=polygons.geometries, crs=4326)
    joined = geopandas.sjoin(points, units, how="left", predicate=predicate)
    return joined["index_right"].groupby(level=0).min().fillna(-1).astype(int).to_numpy()


def by_raster(locator, lons, lats):
    _ = locator.raster
    return locator.locate(lons, lats)


# Facts ------------------------------------------------------------------------------------------


def test_the_city_hall_of_seoul_stands_in_its_dong_and_in_no_ri():
    emd, ri = LegalPolygons.level("emd"), LegalPolygons.level("ri")
    (row,) = PointLocator(emd).locate([126.97794], [37.56629])
    assert (emd.codes[row], emd.names[row]) == ("11140103", "태평로1가")
    assert PointLocator(ri).locate([126.97794], [37.56629]).tolist() == [-1]


def test_each_ri_of_danyang_answers_to_a_point_in_it():
    """In the file whole 읍 and 면 lie over them."""
    ri = LegalPolygons.level("ri")
    danyang = np.flatnonzero([code.startswith("43800") for code in ri.codes])
    lons, lats = shapely.get_coordinates(shapely.point_on_surface(ri.geometries[danyang])).T
    assert np.array_equal(PointLocator(ri).locate(lons, lats), danyang)


# The same as an exact join ----------------------------------------------------------------------


@pytest.mark.slow
def test_answers_are_those_of_an_exact_join_all_over_korea(korea):
    west, south, east, north = shapely.total_bounds(korea.polygons.geometries)
    random = np.random.default_rng(3)
    lons, lats = random.uniform(west, east, 100_000), random.uniform(south, north, 100_000)
    found = by_raster(korea, lons, lats)
    assert (found >= 0).sum() > 20_000
    assert np.array_equal(found, exact(korea.polygons, lons, lats, "within"))


def test_answers_are_those_of_an_exact_join_on_borders_corners_and_cell_edges(korea):
    random = np.random.default_rng(4)
    corners = random.permutation(shapely.get_coordinates(korea.polygons.geometries))[:4_000]
    middles = (corners[1:] + corners[:-1]) / 2
    grid = korea.raster.grid
    column, line = random.integers(0, grid.columns, 4_000), random.integers(0, grid.lines, 4_000)
    on_edges = np.c_[grid.west + column * CELL, grid.south + line * CELL]
    half = np.c_[corners[:, 0], grid.south + np.round((corners[:, 1] - grid.south) / CELL) * CELL]
    lons, lats = np.concatenate([corners, middles, on_edges, half]).T
    found = by_raster(korea, lons, lats)
    assert (found[: len(corners)] >= 0).all()
    assert np.array_equal(found, exact(korea.polygons, lons, lats))


def test_the_tree_for_few_points_and_the_raster_for_many_agree(korea):
    lons, lats = shapely.get_coordinates(korea.polygons.geometries)[::5_000].T
    assert len(lons) < raster.FEW
    fresh = PointLocator(korea.polygons)
    few = fresh.locate(lons, lats)
    assert "raster" not in vars(fresh)
    assert np.array_equal(few, by_raster(korea, lons, lats))


def test_polygons_that_overlap_cross_and_span_many_cells_answer_like_an_exact_join(own_cache):
    random = np.random.default_rng(5)
    triangles = shapely.convex_hull(
        shapely.multipoints(shapely.points(random.uniform((127, 36), (127.2, 36.2), (40, 3, 2))))
    )
    specks = shapely.buffer(shapely.points(random.uniform(127, 127.2, (40, 1)), 36.1), CELL / 9)
    locator = drawn(*triangles, *specks.ravel())
    lons, lats = random.uniform((126.99, 35.99), (127.21, 36.21), (20_000, 2)).T
    found = by_raster(locator, lons, lats)
    assert np.array_equal(found, exact(locator.polygons, lons, lats))
    assert own_cache.exists()


def test_on_a_shared_border_the_lowest_row_answers(own_cache):
    east, west = shapely.box(127.01, 36, 127.02, 36.01), shapely.box(127, 36, 127.01, 36.01)
    locator = drawn(east, west)
    border = [127.01, 127.01, 127.01], [36.0, 36.005, 36.01]
    assert locator.locate(*border).tolist() == [0, 0, 0]
    assert by_raster(locator, *border).tolist() == [0, 0, 0]
    assert by_raster(locator, [127.0, 127.02, 127.0200001], [36.005] * 3).tolist() == [1, 0, -1]
    assert own_cache.exists()


def test_where_polygons_overlap_the_lowest_row_answers(own_cache):
    small, large = shapely.box(127.02, 36.02, 127.03, 36.03), shapely.box(127, 36, 127.1, 36.1)
    assert by_raster(drawn(small, large), [127.025, 127.05], [36.025, 36.05]).tolist() == [0, 1]
    assert by_raster(drawn(large, small), [127.025, 127.05], [36.025, 36.05]).tolist() == [0, 0]
    assert own_cache.exists()


def test_a_hole_belongs_to_none_and_its_rim_to_the_polygon(own_cache):
    ring = shapely.box(127, 36, 127.1, 36.1) - shapely.box(127.04, 36.04, 127.06, 36.06)
    assert by_raster(drawn(ring), [127.05, 127.04, 127.02], [36.05] * 3).tolist() == [-1, 0, 0]
    assert own_cache.exists()


# What is no point in Korea ----------------------------------------------------------------------


@pytest.mark.parametrize("way", [PointLocator.locate, by_raster])
def test_what_is_no_number_or_far_away_lies_nowhere(korea, way):
    nan, inf = float("nan"), float("inf")
    lons = [nan, 127.0, inf, -inf, 127.0, 1e308, 0.0, 139.7, 126.97794]
    lats = [37.0, nan, 37.0, 37.0, inf, -1e308, 0.0, 35.7, 37.56629]
    found = way(PointLocator(korea.polygons), lons, lats)
    assert found[:-1].tolist() == [-1] * 8
    assert found.dtype == np.int32


def test_no_points_have_no_answers(korea):
    assert by_raster(korea, [], []).tolist() == PointLocator(korea.polygons).locate([], []).tolist()


@pytest.mark.parametrize(("lons", "lats"), [([127.0, 128.0], [36.0]), (127.0, 36.0)])
def test_columns_that_do_not_pair_are_refused(korea, lons, lats):
    with pytest.raises(ValueError, match="one length"):
        korea.locate(lons, lats)


def test_threads_share_a_locator(korea):
    lons, lats = shapely.get_coordinates(korea.polygons.geometries)[::2_000].T
    fresh = PointLocator(korea.polygons)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: by_raster(fresh, lons, lats), range(8)))
    assert all(np.array_equal(rows, found[0]) for rows in found)


# Near a shore -----------------------------------------------------------------------------------


def test_reclaimed_land_belongs_to_the_nearest_unit_and_says_how_far():
    emd = PointLocator(LegalPolygons.level("emd"))
    rows, far = emd.nearest([126.56271, 126.97794, 125.0], [35.92512, 37.56629, 36.0])
    assert emd.polygons.codes[rows[0]].startswith("45130")  # 새만금: 군산시 of 2012
    assert 1 < far[0] < 5
    assert (emd.polygons.names[rows[1]], far[1]) == ("태평로1가", 0)
    assert (rows[2], far[2]) == (-1, np.inf)


def test_distances_are_plane_kilometres_in_epsg_5179(own_cache):
    square = shapely.box(127, 36, 127.01, 36.01)
    rows, far = drawn(square).nearest([127.03], [36.005])
    metric = geopandas.GeoSeries([square, shapely.Point(127.03, 36.005)], crs=4326).to_crs(5179)
    assert rows.tolist() == [0]
    assert far[0] == pytest.approx(metric[0].distance(metric[1]) / 1000)
    assert far[0] == pytest.approx(1.803, abs=0.01)  # 0.02° of longitude at 36 °N
    assert not own_cache.exists()


@pytest.mark.parametrize(("reach", "row"), [(1.79, -1), (1.81, 0)])
def test_nothing_beyond_the_reach_is_nearest(reach, row):
    assert drawn(shapely.box(127, 36, 127.01, 36.01)).nearest([127.03], [36.005], reach)[0] == row


def test_at_the_same_distance_the_lowest_row_is_nearest():
    beside = shapely.box(127.01, 36, 127.02, 36.01), shapely.box(127, 36, 127.01, 36.01)
    assert drawn(*beside).nearest([127.01], [36.02])[0].tolist() == [0]


def test_what_is_no_number_is_near_nothing():
    rows, far = drawn(shapely.box(127, 36, 127.01, 36.01)).nearest([np.nan, np.inf], [36.0, 36.0])
    assert (rows.tolist(), far.tolist()) == ([-1, -1], [np.inf, np.inf])


# The kept raster --------------------------------------------------------------------------------

POINT = [127.025], [36.025]
SQUARE = shapely.box(127, 36, 127.1, 36.1)


@pytest.fixture
def kept(own_cache):
    """The file that a first start leaves."""
    assert by_raster(drawn(SQUARE), *POINT).tolist() == [0]
    (path,) = own_cache.iterdir()
    return path


def built(monkeypatch):
    """Count how often a raster is built from now on."""
    calls, of = [], LabelRaster.of
    monkeypatch.setattr(LabelRaster, "of", lambda shapes: calls.append(1) or of(shapes))
    return calls


def test_a_second_start_reads_what_the_first_kept(kept, monkeypatch):
    calls = built(monkeypatch)
    first, second = LabelRaster.of(np.array([SQUARE])), drawn(SQUARE).raster
    assert (len(calls), kept.exists()) == (1, True)
    for name in ("labels", "starts", "candidates", "inside", "border"):
        assert np.array_equal(getattr(first, name), getattr(second, name))
    assert first.grid == second.grid


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-300]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"\xff\xff", b"\x00\x07")),
        lambda path: path.write_bytes(pickle.dumps({"version": "1"})),
        lambda path: np.savez(path, version=np.array("another")),
        lambda path: np.savez(path, **{**np.load(path), "label": np.array([[9]])}),
        lambda path: np.savez(path, **{**np.load(path), "candidates": np.array([7])}),
        lambda path: np.savez(path, **{**np.load(path), "inside": np.array([], dtype=np.uint16)}),
    ],
    ids=[
        "empty",
        "cut short",
        "bits changed",
        "pickle",
        "other",
        "wrong labels",
        "wrong rows",
        "no parts",
    ],
)
def test_a_broken_file_is_made_again(kept, monkeypatch, spoil):
    whole = kept.read_bytes()
    spoil(kept)
    calls = built(monkeypatch)
    assert by_raster(drawn(SQUARE), *POINT).tolist() == [0]
    assert len(calls) == 1
    assert len(kept.read_bytes()) == len(whole)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_another_format_or_other_polygons_make_it_again(kept, monkeypatch):
    calls = built(monkeypatch)
    monkeypatch.setattr(raster, "FORMAT", raster.FORMAT + 1)
    assert by_raster(drawn(SQUARE), *POINT).tolist() == [0]
    assert by_raster(drawn(shapely.box(127, 36, 127.2, 36.2)), *POINT).tolist() == [0]
    assert len(calls) == 2
    assert kept.exists()


def test_polygons_in_another_order_make_it_again(own_cache):
    small, large = shapely.box(127.02, 36.02, 127.03, 36.03), shapely.box(127, 36, 127.1, 36.1)
    assert by_raster(drawn(small, large), *POINT).tolist() == [0]
    assert by_raster(drawn(large, small), [127.05], [36.05]).tolist() == [0]
    assert len(list(own_cache.iterdir())) == 1


def test_a_folder_that_refuses_is_no_fault(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("SANDAN_CACHE", str(tmp_path / "file" / "below"))
    assert by_raster(drawn(SQUARE), *POINT).tolist() == [0]


def test_without_the_variable_the_users_cache_folder_holds_it(monkeypatch):
    monkeypatch.delenv("SANDAN_CACHE")
    assert "sandan-atlas" in str(raster.cache_folder())
