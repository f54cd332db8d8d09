"""Made-up bodies, so that tests of the model do not lean on the documents."""

import pytest

from geo.model.bilingual import Bilingual
from geo.model.evidence import Evidence
from geo.model.programmes import Body, Membership, Printing, Status

AT = Evidence("made-up", "1행")


@pytest.fixture
def printing():
    def make(named_in="table", name="여수국가", region="전남", confidence="high", function=None):
        return Printing(
            named_in=named_in,
            region_as_written=region,
            name_as_written=name,
            function=Bilingual(function, function) if function else None,
            method="gazetteer",
            matched=name,
            evidence=AT,
            confidence=confidence,
        )

    return make


@pytest.fixture
def member(printing):
    def make(place_id, role="partner", since=None, until=None, printings=None):
        return Membership(
            place_id=place_id,
            role=role,
            starts_on=since,
            ends_on=until,
            reading_confidence="high",
            printings=printings or (printing(),),
            attributes={},
        )

    return make


@pytest.fixture
def body():
    """Make a body of `programme`; statuses as (id, since)."""

    def make(members, programme="consortia", since="2025", until=None, former=(), statuses=()):
        return Body(
            id="x1",
            programme=programme,
            no=None,
            round=None,
            name=Bilingual("시험", "Trial"),
            sector=None,
            subsector=None,
            region=None,
            statuses=tuple(Status(id=id_, since=day, evidence=AT) for id_, day in statuses),
            starts_on=since,
            ends_on=until,
            members=tuple(members),
            former=tuple(former),
            notes=(),
            note=None,
            attributes={},
            evidence=AT,
            confidence="high",
        )

    return make
