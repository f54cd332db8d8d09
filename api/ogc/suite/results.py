"""What the tests find, of the service and of each collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from api.ogc.suite import filters, others
from api.ogc.suite.tests import TESTS, Collection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.inside import Client
    from api.ogc.suite.tests import Test


MODULES = (filters, others)
"""Each adds its tests when it is read."""


@dataclass(frozen=True, slots=True)
class Result:
    """One requirement, tested."""

    requirement: str
    part: str
    asked: int
    """Collections of which it was asked; 1 where it is about the service."""
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Tell whether every answer was right."""
        return not self.faults


def results(client: Client, collections: Iterable[str]) -> tuple[Result, ...]:
    """Run every test, those about collections of each of `collections`."""
    under_test = [_looked_at(client, id_) for id_ in collections]
    return tuple(_result(client, test, under_test) for test in TESTS)


def _result(client: Client, test: Test, collections: list[Collection]) -> Result:
    faults = tuple(_faults(client, test, collections))
    asked = len(collections) if test.of_collection else 1
    return Result(test.requirement, test.part, asked, faults)


def _faults(client: Client, test: Test, collections: list[Collection]) -> Iterator[str]:
    if not test.of_collection:
        yield from test.run(client, None)
        return
    for collection in collections:
        for fault in test.run(client, collection):
            yield f"{collection.id}: {fault}"


def _looked_at(client: Client, id_: str) -> Collection:
    path = quote(id_)
    told = client.get(f"/collections/{path}/items", {"limit": "1"}).json() or {}
    first = next(iter(told.get("features", [])), None)
    return Collection(path, first, int(told.get("numberMatched", 0)))
