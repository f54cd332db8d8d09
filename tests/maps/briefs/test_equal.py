"""Every format says the same: numbers, units, bases and notes are read back from each file."""

import re
from functools import lru_cache

import pytest

from maps.briefs.content import Bullets, Chart, KeyFigures, MapPicture, Table
from maps.briefs.formats import FORMATS, write
from maps.briefs.number import read_number
from maps.briefs.reading import UnreadableError, text_of
from maps.briefs.verify import checked

BRIEFS = [
    ("region", "대구", "ko", "page", "brief"),
    ("region", "대구", "ko", "full", "report"),
    ("complex", "changwon", "en", "full", "brief"),
    ("body", "t2021-ulsan", "ko", "page", "report"),
    ("selection", "overview?region=27&distance=50-", "ko", "full", "report"),
    ("compare", "transformation consortia", "ko", "full", "report"),
]


def squeezed(text):
    return re.sub(r"\s+", "", text)


def facts(brief):
    """Yield what a reader must find, with the kind of it."""
    yield "message" if brief.length == "page" else "title", brief.title
    yield "number", brief.edition.rpartition(" ")[2]
    for block in brief.blocks:
        if isinstance(block, Bullets):
            yield from (("statement", one.text) for one in block.items)
        elif isinstance(block, KeyFigures):
            for one in block.items:
                yield from (("label", one.label), ("number", one.text), ("unit", one.unit))
                yield from (("base", one.base), ("period", one.period))
        elif isinstance(block, Table):
            yield "caption", block.caption
            yield from (("head", column.title) for column in block.columns)
            yield from (("cell", cell) for row in block.rows for cell in row)
        elif isinstance(block, Chart):
            yield from (("caption", block.caption), ("base", block.base), ("unit", block.unit))
            yield from (("period", block.period),)
            yield from (("bar", f"{value:,g}") for bar in block.bars for value in bar.values)
        elif isinstance(block, MapPicture):
            yield "caption", block.caption
    yield from (("note", note.text) for note in brief.footnotes)


@pytest.fixture(scope="module")
def text(make, pictures):
    @lru_cache
    def read(about, form):
        return text_of(write(make(*about), pictures(about[2]), form))

    return read


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("about", BRIEFS, ids="-".join)
def test_every_number_unit_base_and_note_is_in_the_file(make, text, about, form):
    held = squeezed(text(about, form))
    plain = held.replace(",", "")
    missing = [
        (kind, fact)
        for kind, fact in facts(make(*about))
        if squeezed(fact) not in held and squeezed(fact).replace(",", "") not in plain
    ]
    assert missing == []


@pytest.mark.parametrize("form", FORMATS)
def test_the_number_of_the_document_leads_back_from_every_format(make, text, form):
    about = BRIEFS[0]
    assert str(read_number(text(about, form))) == make(*about).number


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_of_the_same_data_has_every_statement_unchanged(make, text, form):
    about = BRIEFS[0]
    found = checked(make(*about), text(about, form))
    assert [one for one in found if one.standing != "same"] == []
    assert len(found) > 10


def test_a_changed_number_is_told_with_what_the_file_says(make, text):
    brief = make(*BRIEFS[0])
    told = next(one.text for block in brief.blocks if isinstance(block, Bullets)
                for one in block.items if "94.5km" in one.text)  # fmt: skip
    older = text(BRIEFS[0], "json").replace(told, told.replace("94.5", "91.2"))
    (changed,) = [one for one in checked(brief, older) if one.standing == "changed"]
    assert changed.text == told
    assert ("94.5" in changed.numbers, "91.2" in changed.then) == (True, True)


@pytest.mark.parametrize("content", [b"%PDF-1.7 no", b"PK\x03\x04", b"\xff\xfe\xff", b'{"a": '])
def test_what_is_no_brief_is_refused(content):
    with pytest.raises(UnreadableError):
        text_of(content)
