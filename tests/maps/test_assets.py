"""A page asks no host but its own."""

import pytest

from maps.assets import LEAFLET_CSS, LEAFLET_JS, served_here, static_version, vendor
from maps.errors import MissingAssetError, OutsideAssetError
from maps.page import AtlasMap


def test_leaflet_is_served_by_us_with_its_version(links):
    html = f'<script src="{LEAFLET_JS}"></script><link rel="stylesheet" href="{LEAFLET_CSS}"/>'
    rewritten = served_here(html, links)
    for asset in vendor().values():
        assert f"/static/maps/{asset.name}?v={asset.version}" in rewritten
        assert len(asset.body) > 10_000
        assert asset.media_type.endswith("charset=utf-8")
    assert "https://" not in rewritten


def test_every_link_that_the_map_brings_has_a_local_file():
    links = AtlasMap.default_js + AtlasMap.default_css
    assert {url for _, url in links} == {LEAFLET_JS, LEAFLET_CSS}
    assert len(vendor()) == len(links)


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.example/new.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/new.css">',
        '<img src="http://example.org/a.png">',
        "<img src=https://example.org/a.png>",
        '<a href="https://example.org/">out</a>',
        '<div style="background:url(https://example.org/a.png)"></div>',
        "<style>@import url('//example.org/a.css');</style>",
        '<svg><image xlink:href="https://example.org/a.svg"/></svg>',
    ],
)
def test_an_address_elsewhere_raises(html, links):
    with pytest.raises(OutsideAssetError, match=r"example"):
        served_here(html, links)


def test_an_address_in_data_or_text_is_no_address(links):
    html = '<script type="application/json">["src=https://x.y/"]</script><p>href=https://x.y/</p>'
    assert served_here(html, links) == html


def test_a_missing_file_is_named():
    with pytest.raises(MissingAssetError, match=r"js/none\.js"):
        static_version("js/none.js")
