"""A map as one file: everything inside, nothing asked for, small enough for a mail."""

import base64
import hashlib
import io
import re
from html import unescape

import pytest
from fontTools.ttLib import TTFont

from geo.messages import LANGS
from maps.standalone import BASEMAP, NetworkMap, collections_in
from maps.view import View

MOST = 2_500_000
"""Bytes that mail systems surely take."""


@pytest.fixture(scope="module")
def files(data, scene):
    found = {name: (data / "boundaries" / name).read_bytes() for name in BASEMAP}
    for id_ in {id_ for name in scene.maps for id_ in collections_in(scene, name)}:
        below = "complexes" if id_ == "complexes" else f"layers/{id_}"
        found[id_] = (data / f"{below}.geojson").read_bytes()
    return found


@pytest.fixture(scope="module")
def made(source, files):
    view = View(sector=("조선",), region=("26",))
    return text(NetworkMap("overview", source, files, lang="ko", view=view))


def text(shown):
    return shown.get_root().render()


def test_it_asks_nobody_for_anything(made):
    assert not re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="(?!data:)', made)
    assert set(re.findall(r"url\((\w+:)", made)) == {"data:"}
    assert "connect-src" not in made
    assert 'content="default-src &#39;none' in made or "content=\"default-src 'none'" in made


def test_it_is_small_enough_for_a_mail(made):
    assert len(made.encode()) < MOST


def test_its_policy_runs_its_own_scripts_alone(made):
    policy = unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', made)[1])
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    codes = re.findall(r"<script>(.*?)</script>", made, re.DOTALL)
    hashed = {base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in codes}
    assert len(codes) > 3
    assert allowed == hashed
    assert "unsafe-inline" not in policy.partition("style-src")[0]


def test_it_carries_the_view_with_which_it_opens(made):
    assert made.count('data-view="sector=%EC%A1%B0%EC%84%A0&amp;region=26"') == 1


def test_its_fonts_have_every_hangul_syllable_of_the_file(made):
    fonts = re.findall(r"url\(data:font/woff2;base64,([^)]+)\)", made)
    assert len(fonts) == 2
    syllables = {ord(sign) for sign in made if "가" <= sign <= "힣"}
    for font in fonts:
        known = TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()
        assert syllables <= known.keys()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.slow
def test_it_leads_to_no_page_that_is_not_there(source, files, lang):
    for name in ("overview", "consortia", "transformation"):
        made = text(NetworkMap(name, source, files, lang=lang, view=View()))
        markup = re.sub(r"<script.*?</script>", "", made, flags=re.DOTALL)
        links = set(re.findall(r'<a [^>]*href="([^"]+)"', markup))
        assert links <= {"#side", "#map", "#drawer"}
        assert 'data-keep="link"' not in made
