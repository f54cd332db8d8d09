"""The structure of the tables is published for editors and programs."""

import pytest

from geo.tables.schemas import SCHEMAS


def test_every_table_is_listed_and_its_schema_linked(client):
    listed = client.get("/schemas").json()
    assert [table["id"] for table in listed["tables"]] == list(SCHEMAS)
    schemas = [link for link in listed["links"] if link["rel"] == "item"]
    assert len(schemas) == len(SCHEMAS)
    for one in schemas:
        answer = client.get(one["href"])
        assert answer.status_code == 200
        assert answer.headers["content-type"] == one["type"] == "application/schema+json"


@pytest.mark.parametrize(("lang", "said"), [("ko", "출범한 날"), ("en", "Day of the launch")])
def test_columns_are_described_in_the_readers_language(client, lang, said):
    schema = client.get("/schemas/consortia.json", params={"lang": lang}).json()
    assert schema["properties"]["launched_on"]["description"] == said
    shown = client.get("/schemas", params={"f": "html", "lang": lang})
    assert said in shown.text
    assert f'lang="{lang}"' in shown.text


def test_an_unknown_table_is_404_with_those_there_are(client):
    answer = client.get("/schemas/factories.json")
    assert answer.status_code == 404
    assert answer.json()["allowed"] == list(SCHEMAS)[:20]
