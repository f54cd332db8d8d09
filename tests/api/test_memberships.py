"""Who takes part in what, as a collection that filters and tells its properties."""


def test_the_same_rows_are_a_collection_with_words_for_every_property(client):
    found = client.get("/collections/memberships/items", params={"limit": 1}).json()
    assert found["numberMatched"] > 200
    schema = client.get("/collections/memberships/schema").json()["properties"]
    assert {name for name, one in schema.items() if one.get("title") == name} == set()
    asked = {"role": "hub", "programme": "transformation"}
    assert client.get("/collections/memberships/items", params=asked).json()["numberMatched"] > 5
