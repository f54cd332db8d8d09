"""The atlas as data frames: what is in them, how they narrow, and that types never change."""

import json

import pytest

import geo
from geo import errors
from geo.frames import schemas
from geo.frames.table import geo_frame

TABLES = ("complexes", "ties", "bodies", "memberships", "regions", "districts", "statistics")


@pytest.fixture(scope="module")
def frames(data):
    return geo.load(data=data)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_columns_types_and_crs_whatever_rows_it_has(frames, name):
    schema = getattr(schemas, name.upper())
    frame = getattr(frames, name)
    assert frame.crs.to_epsg() == 4326
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == {
        **schema,
        "geometry": "geometry",
    }
    empty = geo_frame([], schema)
    assert dict(empty.dtypes) == dict(frame.dtypes)
    assert empty.crs == frame.crs


@pytest.mark.parametrize("name", [name for name in TABLES if name != "statistics"])
def test_every_row_has_its_name_in_both_languages_and_its_evidence(frames, name):
    frame = getattr(frames, name)
    assert frame.id.is_unique
    assert frame[["name_ko", "name_en"]].notna().all(axis=None)
    assert frame.source.str.len().gt(0).all()
    if name not in {"regions", "districts"}:
        assert {source for sources in frame.source for source in sources} <= set(frames.sources)


def test_ties_are_those_of_the_collections(frames, data):
    built = json.loads((data / "layers" / "consortium-ties.geojson").read_text("utf-8"))
    own = frames.programme("consortia").ties.set_index("id")
    assert list(own.index) == [one["id"] for one in built["features"]]
    for feature in built["features"]:
        row = own.loc[feature["id"]]
        assert row.length_km == feature["properties"]["length_km"]
        assert [list(xy) for xy in row.geometry.coords] == [
            pytest.approx(xy, abs=1e-6) for xy in feature["geometry"]["coordinates"]
        ]


def test_a_region_keeps_what_lies_in_it_and_ties_with_an_end_there(frames):
    ours = frames.region("경남")
    assert set(ours.complexes.sido) == {"경상남도"}
    assert ((ours.ties.from_sido == "경상남도") | (ours.ties.to_sido == "경상남도")).all()
    assert len(ours.ties) == sum(
        "경상남도" in ends for ends in zip(frames.ties.from_sido, frames.ties.to_sido, strict=True)
    )
    assert set(ours.districts.sido) == {"경상남도"}
    assert len(frames.region("동남권").region("부산").regions) == 1


@pytest.mark.parametrize("name", ["경남", "경상남도", "Gyeongnam", "48", "gyeongnam"])
def test_a_region_answers_to_any_of_its_names(frames, name):
    assert frames.region(name).regions.code.tolist() == ["48"]


def test_a_day_shows_what_had_begun(frames, data):
    then = geo.load(as_of="2021-12-31", data=data)
    assert then.as_of == "2021-12-31"
    assert then.programme("consortia").bodies.empty
    now, before = (one.programme("transformation").bodies.year for one in (frames, then))
    assert before.tolist() == [year for year in now if year <= 2021]


def test_what_is_done_to_a_frame_changes_no_other(frames):
    frames.ties["mine"] = 1
    changed = frames.ties
    changed.loc[0, "sector"] = "?"
    assert "mine" not in frames.ties.columns
    assert frames.ties.sector[0] != "?"


def test_a_network_has_every_tie_and_the_facts_of_its_ends(frames):
    graph = frames.region("전남").network("consortia")
    assert graph.number_of_edges() == len(frames.programme("consortia").region("전남").ties)
    assert all({"name_ko", "lon", "lat"} <= told.keys() for _, told in graph.nodes(data=True))
    assert graph.has_edge("yeosu", "mipo-onsan")
    assert graph.has_edge("mipo-onsan", "yeosu")


def test_a_collection_is_a_frame_with_all_of_its_columns(frames):
    figures = frames.collection("plan-figures")
    assert str(figures.year.dtype) == "Int64"
    assert str(figures.value.dtype) == "float64"
    assert figures.geometry.isna().all()


@pytest.mark.parametrize(
    ("ask", "error", "said"),
    [
        (lambda a: a.programme("consortium"), errors.UnknownProgrammeError, "transformation"),
        (lambda a: a.region("평양"), errors.RegionError, "동남권"),
        (lambda a: a.collection("factories"), errors.UnknownCollectionError, "complexes"),
        (lambda a: a.network("spine"), errors.UnknownProgrammeError, "consortia"),
        (lambda _: geo.load(data="nowhere"), errors.MissingLayerError, "nowhere"),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(frames, ask, error, said):
    with pytest.raises(error, match=said):
        ask(frames)


def test_imported_figures_are_a_table_with_points(figures_data, country, data):
    assert geo.load(data=data).statistics.empty
    atlas = geo.load(data=figures_data)
    figures = atlas.statistics
    own = figures[(figures.measure == "operating_firms") & (figures.base == "quarterly")]
    table = own.pivot_table(index="period", values="value", aggfunc="sum")
    assert list(table.index) == country.periods
    assert figures[figures.complex == "namdong"].geometry.notna().all()
    assert set(atlas.region("인천").statistics.sido_code) == {"28"}


def written(folder, partner):
    path = folder / "mine.csv"
    rows = ("단위,역할,시도,산업단지", "가,주관,경남,창원국가", f"가,연계,전남,{partner}")
    path.write_text("\n".join(rows), "utf-8")
    return path


def test_programmes_of_ones_own_stand_beside_the_others(data, tmp_path):
    table = tmp_path / "mine.csv"
    table.write_text(
        "단위,역할,시도,산업단지\n가,주관,경남,창원국가\n가,연계,전남,여수국가\n", "utf-8"
    )
    mine = geo.read_programme(table, name="내 사업")
    atlas = geo.load(own=[mine], programmes=["consortia"], data=data)
    assert set(atlas.ties.programme) == {"consortia", mine.id}
    assert atlas.programme(mine.id).complexes.id.tolist() == ["changwon", "yeosu"]
    assert mine.id not in geo.load(data=data).programmes


def test_a_wrong_name_in_ones_own_table_is_told_at_its_row(data, tmp_path):
    table = tmp_path / "mine.csv"
    table.write_text(
        "단위,역할,시도,산업단지\n가,주관,경남,창원국가\n가,연계,전남,없는산단\n", "utf-8"
    )
    with pytest.raises(errors.TableError, match=r"mine.csv.*3.*없는산단"):
        geo.load(own=[geo.read_programme(table, name="내 사업")], data=data)
