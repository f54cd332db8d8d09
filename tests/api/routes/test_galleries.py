"""Everything to take along is listed, and is where the list says."""

from urllib.parse import urlsplit

import pytest

from api.charts import CHARTS
from api.profiles.addresses import Addresses
from geo.profiles.subjects import subjects
from geo.store.atlas import load_atlas
from maps.briefs.formats import FORMATS


def test_every_subject_has_its_briefs_listed(client, data):
    listed, atlas = client.get("/briefs").json()["briefs"], load_atlas(data)
    assert {(one["kind"], one["id"]) for one in listed} == {
        (Addresses(atlas).noun_of(one), one.id) for one in subjects(atlas)
    }
    for one in listed:
        about, *files = one["links"]
        assert len(files) == 2 * len(FORMATS)
        assert urlsplit(about["href"]).path.startswith("/")


def test_a_listed_brief_and_its_page_are_there(client):
    listed = {
        (one["kind"], one["id"]): one for one in client.get("/briefs?lang=en").json()["briefs"]
    }
    links = listed["sector", "항공·방산"]["links"]
    assert client.get(links[0]["href"]).status_code == 200
    brief = client.get(next(one["href"] for one in links if one["type"] == "application/pdf"))
    assert brief.headers["content-type"] == "application/pdf"
    assert brief.headers["content-language"] == "en"


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_of_briefs_leads_to_all_forms_of_a_brief_and_its_map(client, lang):
    page = client.get("/briefs", params={"f": "html", "lang": lang}).text
    for form in FORMATS:
        for length in ("page", "full"):
            assert f'"briefs/region/27.{form}?length={length}&amp;lang={lang}"' in page
    address = "maps/overview.png?region=27"
    assert f'"{address}&amp;lang={lang}"' in page
    assert client.get(f"/{address}&lang={lang}&dpi=72").status_code == 200
    assert ">13. " in page


def test_every_chart_is_shown_and_listed_with_its_files(client):
    page = client.get("/charts", params={"f": "html"}).text
    listed = client.get("/charts").json()["charts"]
    assert [one["id"] for one in listed] == [*CHARTS]
    for one in listed:
        assert one["title"] in page
        for link in one["links"]:
            answer = client.get(link["href"])
            assert answer.headers["content-type"] == link["type"]


def test_other_forms_are_refused_with_what_there_is(client):
    for path in ("/briefs", "/charts"):
        answer = client.get(path, params={"f": "csv"})
        assert answer.status_code == 406
        assert answer.json()["allowed"] == ["json", "html"]


def test_the_start_page_leads_to_both(client):
    page = client.get("/", params={"f": "html"}).text
    assert '"briefs?f=html' in page
    assert '"charts?f=html' in page
