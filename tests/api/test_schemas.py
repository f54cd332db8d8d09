"""The structure of the tables is published for editors and programs."""

import pytest

from geo.tables.describe import DESCRIBED


def test_every_table_is_listed_and_its_schema_linked(client):
    listed = client.get("/schemas").json()
    assert [table["id"] for table in listed["tables"]] == list(DESCRIBED)
    schemas = [link for link in listed["links"] if link["rel"] == "item"]
    assert len(schemas) == len(DESCRIBED)
    for one in schemas:
        answer = client.get(one["href"])
        assert answer.status_code == 200
        assert answer.headers["content-type"] == one["type"] == "application/schema+json"


@pytest.mark.parametrize(
    ("lang", "table", "column", "said"),
    [
        ("ko", "places", "lon", "경도(도, WGS 84)"),
        ("en", "places", "lon", "Longitude in degrees, WGS 84"),
        ("ko", "bodies", "ends_on", "끝난 날. 이어지면 빈칸"),
        ("en", "bodies", "ends_on", "Day on which it ended; empty while it lasts"),
        ("ko", "programme", "body", "선정 단위를 부르는 말. 협의체, 사업, 특구"),
        ("en", "programme", "body", "Noun for what is selected: consortium, project, zone"),
    ],
)
def test_columns_are_described_in_the_readers_language(client, lang, table, column, said):
    schema = client.get(f"/schemas/{table}.json", params={"lang": lang}).json()
    assert schema["properties"][column]["description"] == said
    shown = client.get("/schemas", params={"f": "html", "lang": lang})
    assert said in shown.text
    assert f'lang="{lang}"' in shown.text


def test_each_table_tells_its_file(client):
    files = {table["id"]: table["file"] for table in client.get("/schemas").json()["tables"]}
    assert files["places"] == "tables/places.csv"
    assert files["members"] == "programmes/ID/members.csv"
    assert files["programme"] == "programmes/ID/programme.toml"


def test_an_unknown_table_is_404_with_those_there_are(client):
    answer = client.get("/schemas/factories.json")
    assert answer.status_code == 404
    assert answer.json()["allowed"] == list(DESCRIBED)[:20]
