"""What catalogues are told: the words of the tables, a licence only where one is stated."""

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD

from api.settings import DEFAULT_DATA
from geo.build import build, make
from geo.catalogue.dates import first_day, last_day
from geo.catalogue.dcat import dcat
from geo.catalogue.descriptions import CATALOGUE_FILE, load_descriptions
from geo.catalogue.entry import Form, entry
from geo.catalogue.records import record, records
from geo.catalogue.schema_org import schema_org, schema_org_dataset
from geo.errors import BrokenLayerError, MissingLayerError, TableError
from geo.messages import LANGS
from geo.store.snapshot import layer_files, load_snapshot

LAYER_FILES = layer_files(DEFAULT_DATA)

# rdflib's own reader of JSON-LD still makes one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
ROOT = "https://atlas.example/sandan"
BOX = (126.0, 34.0, 129.5, 37.75)
README = (Path(__file__).parents[3] / "data" / "README.md").read_text("utf-8")
STATED = {"regions": "MIT", "districts": "MIT"}


def entry_of(layer, description, box=BOX):
    path = f"/collections/{layer.id}/items"
    form = Form("geojson", "GeoJSON", "GeoJSON (RFC 7946)", "application/geo+json", path)
    return entry(layer, description, box, [form])


@pytest.fixture(scope="module")
def described(data):
    return load_descriptions(data)


@pytest.fixture(scope="module")
def entries(data, described):
    layers = load_snapshot(data).layers.values()
    return [entry_of(layer, described[layer.id]) for layer in layers]


@pytest.fixture(scope="module")
def of_user(data):
    """A layer as a user adds one: nothing is known of its date."""
    known = load_snapshot(data).layers["complexes"]
    return replace(known, id="공장", title_ko="공장", title_en="공장", as_of="")


@pytest.fixture(scope="module")
def added(of_user):
    return entry_of(of_user, None, (127.0, 35.0, 127.0, 35.0))


@pytest.fixture(scope="module")
def graph(entries, added):
    return Graph().parse(data=json.dumps(dcat([*entries, added], ROOT)), format="json-ld")


def test_the_built_file_says_what_the_tables_say(tables, described):
    sources = {source.id: source for one in described.values() for source in one.sources}
    for row in tables.collections:
        said = row.model_dump(exclude={"id", "line", "sources"})
        told = asdict(described[row.id])
        assert {name: told[name] for name in said} == said
        first = tuple(sources[id_] for id_ in row.sources)
        assert described[row.id].sources[: len(first)] == first
    assert list(described) == list(LAYER_FILES)


@pytest.mark.parametrize("id_", LAYER_FILES)
def test_a_licence_is_told_only_where_the_notes_on_the_data_state_one(described, id_):
    assert described[id_].licence == STATED.get(id_)
    if id_ in STATED:
        assert "MIT as stated by the package" in README
        assert "Statistics Korea" in described[id_].attribution_en
    else:
        assert described[id_].rights_en.startswith("Not stated")
        assert described[id_].rights_ko.startswith("적혀 있지 않음")


@pytest.mark.parametrize("id_", LAYER_FILES)
def test_korean_words_are_korean_and_english_ones_english(described, id_):
    said = described[id_]
    assert sum("가" <= letter <= "힣" for letter in said.abstract_ko) > 40
    assert len(said.keywords_ko) == len(said.keywords_en)
    english = " ".join((said.abstract_en, said.rights_en, said.attribution_en, *said.keywords_en))
    assert not any("가" <= letter <= "힣" for letter in english)


def sources_of_features(layer):
    return {s for f in layer.collection()["features"] for s in f["properties"]["source"]}


def test_the_sources_are_those_of_the_row_and_those_that_features_name(data, tables, described):
    rows = {row.id: row for row in tables.collections}
    for id_, layer in load_snapshot(data).layers.items():
        listed = rows[id_].sources if id_ in rows else ()
        told = [source.id for source in described[id_].sources]
        assert set(told) == sources_of_features(layer) | set(listed)
        assert told[len(listed) :] == sorted(set(told) - set(listed))


def test_a_collection_of_a_programme_without_a_row_is_described_by_its_declaration(described):
    told = described["smart-green"]
    assert told.abstract_en.startswith("Smart-green complexes. Industrial complexes that")
    assert told.keywords_ko == ("스마트그린산단", "정책 사업")
    assert {"transformation-2021", "kicox-2025q3"} <= {source.id for source in told.sources}
    assert told.licence is None


def edit(folder, old, new):
    path = folder / "tables" / "collections.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("\nplan-figures,", "\nfigures,", "'plan-figures' has no row"),
        ("\nplan-tasks,", "\ntasks,", "'tasks' is not known"),
        ("\nconsortia,", "\nregions,", "'regions' stands already"),
        ("molit-points-2022h1|kicox", "hearsay|kicox", "'hearsay' is not known"),
        (",MIT,", ",free for all,", "'free for all' has the wrong form"),
    ],
)
def test_a_wrong_description_stops_the_build(own_data, old, new, says):
    edit(own_data, old, new)
    with pytest.raises(TableError) as caught:
        make(own_data)
    told = [problem.text("en") for problem in caught.value.problems]
    assert any(line.startswith("collections.csv") and says in line for line in told), told
    assert all(problem.text("ko") for problem in caught.value.problems)


def test_a_source_that_a_row_leaves_out_is_listed_since_features_cite_it(own_data):
    edit(own_data, "consortia-2025|transformation-2021|", "transformation-2021|")
    build(own_data)
    told = [source.id for source in load_descriptions(own_data)["complexes"].sources]
    assert told[0] == "transformation-2021"
    assert "consortia-2025" in told[1:]


def test_a_missing_or_broken_file_is_named(tmp_path):
    with pytest.raises(MissingLayerError):
        load_descriptions(tmp_path)
    for text in ("{", "[]", '{"x": {}}', '{"x": 3}'):
        (tmp_path / CATALOGUE_FILE).write_text(text)
        with pytest.raises(BrokenLayerError):
            load_descriptions(tmp_path)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-03-24", date(2021, 3, 24), date(2021, 3, 24)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("", None, None),
        ("2025-13", None, None),
        ("0000", None, None),
        ("spring 2025", None, None),
    ],
)
def test_a_date_as_far_as_known_spans_days(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.fixture(scope="module")
def dated(data, tables, described):
    """The complexes as of a month, and the sources that their row lists: both stay as they are."""
    layer = replace(load_snapshot(data).layers["complexes"], as_of="2025-01")
    listed = next(row.sources for row in tables.collections if row.id == layer.id)
    known = {source.id: source for source in described[layer.id].sources}
    sources = tuple(known[id_] for id_ in listed)
    return entry_of(layer, replace(described[layer.id], sources=sources))


def test_a_record_is_as_of_the_newest_source(entries, atlas):
    assert record(entries[0], ROOT, "en")["properties"]["as_of"] == atlas.edition


def test_a_record_has_what_the_core_of_ogc_records_demands(dated):
    made = record(dated, ROOT, "en")
    assert (made["id"], made["type"]) == ("complexes", "Feature")
    assert made["properties"]["type"] == "dataset"
    assert made["properties"]["title"] == "Industrial complexes"
    assert made["properties"]["title_ko"] == "산업단지"
    assert made["properties"]["updated"] == "2025-01-01T00:00:00Z"
    assert made["properties"]["as_of"] == "2025-01"
    assert made["properties"]["license"] == "not stated"
    assert made["time"] == {"interval": ["2021-03-24", "2025-09-30"]}
    ring = made["geometry"]["coordinates"][0]
    assert (ring[0], ring[2], ring[0]) == ([126.0, 34.0], [129.5, 37.75], ring[-1])
    assert {"name": "GeoJSON (RFC 7946)", "mediaType": "application/geo+json"} in made[
        "properties"
    ]["formats"]
    assert {link["rel"] for link in made["links"]} >= {"self", "collection", "enclosure"}
    assert all(link["href"].startswith(ROOT) for link in made["links"])


def test_a_record_speaks_the_readers_language(entries):
    regions = next(one for one in entries if one.id == "regions")
    korean = record(regions, ROOT, "ko")["properties"]
    assert korean["title"] == "시도"
    assert korean["language"] == {"code": "ko", "name": "한국어"}
    assert "통계청" in korean["attribution"]
    assert korean["license"] == "MIT"


def test_an_added_layer_has_a_record_that_claims_no_licence(added):
    made = record(added, ROOT, "ko")
    assert made["properties"]["license"] == "알 수 없음"
    assert made["time"] is None
    assert "updated" not in made["properties"]
    assert "attribution" not in made["properties"]
    assert made["geometry"] == {"type": "Point", "coordinates": [127.0, 35.0]}
    assert made["links"][0]["href"] == f"{ROOT}/catalogue/%EA%B3%B5%EC%9E%A5"
    assert record(added, ROOT, "en")["properties"]["license"] == "unknown"


@pytest.mark.parametrize(
    ("box", "kind"),
    [((127.0, 35.0, 127.0, 36.0), "LineString"), (BOX, "Polygon"), (None, None)],
)
def test_an_extent_without_area_is_no_polygon(of_user, box, kind):
    geometry = record(entry_of(of_user, None, box), ROOT, "ko")["geometry"]
    assert (geometry and geometry["type"]) == kind


def test_the_catalogue_counts_its_records(entries):
    made = records(entries[:2], ROOT, "ko", len(entries))
    assert (made["numberMatched"], made["numberReturned"]) == (len(entries), 2)


def test_the_json_ld_has_a_dataset_for_each_collection(graph, entries):
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    listed = set(graph.objects(catalogue, DCAT.dataset))
    assert listed == set(graph.subjects(RDF.type, DCAT.Dataset))
    assert {URIRef(f"{ROOT}{one.path}") for one in entries} < listed
    assert len(listed) == len(LAYER_FILES) + 1


def test_titles_and_abstracts_are_in_both_languages(graph):
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        for words in (DCTERMS.title, DCTERMS.description):
            assert {text.language for text in graph.objects(dataset, words)} == set(LANGS)
    complexes = URIRef(f"{ROOT}/collections/complexes")
    assert Literal("산업단지", lang="ko") in set(graph.objects(complexes, DCTERMS.title))
    assert Literal("industrial complexes", lang="en") in set(graph.objects(complexes, DCAT.keyword))


def test_licences_are_addresses_or_say_that_none_is_stated(graph):
    said = {}
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        (licence,) = graph.objects(dataset, DCTERMS.license)
        assert (licence, RDF.type, DCTERMS.LicenseDocument) in graph
        texts = {str(t) for t in graph.objects(licence, RDFS.label) if t.language == "en"}
        said[str(dataset).rpartition("/")[2]] = texts or str(licence)
    assert said["regions"] == said["districts"] == "https://spdx.org/licenses/MIT"
    assert said["complexes"] == said["consortium-ties"] == {"not stated"}
    assert said["%EA%B3%B5%EC%9E%A5"] == {"unknown"}


def test_dates_places_and_downloads_have_their_types(graph):
    regions = URIRef(f"{ROOT}/collections/regions")
    assert graph.value(regions, DCTERMS.modified) == Literal("2024-01-18", datatype=XSD.date)
    consortia = URIRef(f"{ROOT}/collections/consortia")
    assert graph.value(consortia, DCTERMS.modified).datatype == XSD.gYearMonth
    box = graph.value(graph.value(regions, DCTERMS.spatial), DCAT.bbox)
    assert str(box).startswith("POLYGON ((126.000000 34.000000, 129.5")
    for distribution in graph.subjects(RDF.type, DCAT.Distribution):
        assert graph.value(distribution, DCAT.accessURL).startswith(ROOT)
        assert graph.value(distribution, DCAT.mediaType).endswith("/application/geo+json")
    publisher = graph.value(regions, DCTERMS.publisher)
    assert Literal("산단 아틀라스", lang="ko") in set(graph.objects(publisher, FOAF.name))
    assert len(set(graph.objects(regions, DCTERMS.source))) == 5


def test_schema_org_is_linked_data_with_all_datasets(entries, added):
    made = schema_org([*entries, added], ROOT, "ko")
    assert made["@context"] == "https://schema.org"
    # The real context is on the web; it gives each of these names this address.
    offline = {**made, "@context": {"@vocab": "https://schema.org/"}}
    graph = Graph().parse(data=json.dumps(offline), format="json-ld")
    (catalogue,) = graph.subjects(RDF.type, URIRef("https://schema.org/DataCatalog"))
    assert (
        len(set(graph.objects(catalogue, URIRef("https://schema.org/dataset"))))
        == len(LAYER_FILES) + 1
    )


def test_schema_org_has_latitude_first_and_no_licence_made_up(entries, dated):
    complexes = schema_org_dataset(dated, ROOT, "en")
    assert complexes["spatialCoverage"]["geo"]["box"] == "34.0 126.0 37.75 129.5"
    assert complexes["license"] == "not stated"
    assert complexes["temporalCoverage"] == "2021-03-24/2025-09-30"
    assert complexes["includedInDataCatalog"]["@id"] == f"{ROOT}/catalogue"
    assert "datePublished" not in complexes["isBasedOn"][2]
    regions = next(one for one in entries if one.id == "regions")
    assert schema_org_dataset(regions, ROOT, "ko")["license"].endswith("/MIT")


def test_no_catalogue_names_a_person_to_write_to(entries):
    for made in (
        dcat(entries, ROOT),
        schema_org(entries, ROOT, "en"),
        records(entries, ROOT, "en", len(entries)),
    ):
        assert "@" not in json.dumps(made).replace('"@', "")


def test_the_build_writes_the_catalogue(own_data):
    (own_data / CATALOGUE_FILE).unlink()
    assert own_data / CATALOGUE_FILE in build(own_data)
    assert load_descriptions(own_data).keys() == LAYER_FILES.keys()
