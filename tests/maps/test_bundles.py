"""Scripts and styles that a page loads as one file."""

import re
from importlib.resources import files

import pytest

from maps.bundles import bundle_url, bundles, small

STATIC = files("maps") / "static"


@pytest.mark.parametrize("folder", ["js", "css"])
def test_every_script_and_stylesheet_is_in_a_bundle_or_stands_alone_for_a_reason(folder):
    texts = [asset.body for asset in bundles().values()]
    apart = {
        entry.name
        for entry in (STATIC / folder).rglob("*.*")
        if not any(small(entry.name, entry.read_bytes()) in text for text in texts)
    }
    # The theme is set before anything is drawn; the file's shim stands in files alone; fonts.css
    # names the fonts relative to itself.
    assert apart == {"js": {"theme.js", "standalone.js"}, "css": {"fonts.css"}}[folder]


def test_what_is_loaded_later_gives_no_name_of_the_page_another_meaning():
    named = {
        name: set(re.findall(rb"(?<![\w.])sandan\.(\w+)=(?!=)", bundles()[name].body))
        for name in ("bundle/map.js", "bundle/more-ko.js")
    }
    assert all(named.values())
    assert named["bundle/map.js"] & named["bundle/more-ko.js"] == set()


def test_scripts_are_sent_without_what_only_people_read_and_others_with_their_licences():
    ours = b"/** Why. */\nconst a = `b  // c`;  // d\n"
    assert small("js/a.js", ours).strip() == b"const a=`b  // c`;"
    assert small("vendor/a.js", ours) == small("css/a.css", ours) == ours


def test_an_address_changes_with_the_content(links):
    made = bundles()["bundle/map.js"]
    assert bundle_url("bundle/map.js", links).endswith(f"/bundle/map.js?v={made.version}")


def test_styles_of_a_bundle_name_no_file_relative_to_themselves():
    for name in ("bundle/map.css", "bundle/compare.css"):
        assert b"url(" not in bundles()[name].body


def test_no_script_of_ours_listens_for_messages_of_other_windows():
    scripts = [*files("maps").glob("static/js/*.js"), *files("api").glob("static/**/*.js")]
    assert len(scripts) > 20
    listening = re.compile(r"""addEventListener\(\s*["']message["']|onmessage""")
    assert [one.name for one in scripts if listening.search(one.read_text("utf-8"))] == []
