"""The gazetteer as a callable that answers queries, without what stands above it."""

import pytest

from geo.batch.columns import find_columns
from geo.batch.reading import read_table
from geo.batch.run import geocode_table
from geo.batch.writing import write_table
from geo.errors import AmbiguousPlaceError, UnresolvedPlaceError
from geo.geocoding.query import Answer, Candidate


@pytest.fixture(scope="session")
def answer(resolver):
    def candidate(place, score):
        return Candidate(place.id, place.name_ko, score, place.lon, place.lat)

    def ask(query):
        written = query.name or query.address or query.sigungu
        try:
            found = resolver.resolve(written, query.sido)
        except AmbiguousPlaceError as error:
            places = resolver.gazetteer.places.values()
            same = (place for place in places if place.name_ko in error.candidates)
            some = tuple(candidate(place, 1.0) for place in same)
            return Answer(query=written, status="ambiguous", candidates=some)
        except UnresolvedPlaceError:
            near = resolver.nearest(written)
            some = tuple(candidate(one.place, one.score) for one in near)
            return Answer(query=written, status="none", candidates=some)
        place = found.place
        return Answer(
            query=written,
            status="ok",
            lon=place.lon,
            lat=place.lat,
            id=place.id,
            name=place.name_ko,
            method=found.method,
            score=1.0,
            precision_km=place.precision_km,
        )

    return ask


@pytest.fixture
def converted(answer, tmp_path):
    """Geocode the bytes of a file into one of another ending and return its path."""

    def convert(data, ending, file="list.csv"):
        table = read_table(file, data)
        results = list(geocode_table(table, find_columns(table), answer, lang="ko"))
        path = tmp_path / f"out{ending}"
        write_table(path, table, [result for chunk in results for result in chunk])
        return path

    return convert
