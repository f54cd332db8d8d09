"""How long the engine takes to load and to answer."""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import batch
import spellings

from geo.engine import make_geocoder
from geo.geocoding.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.geocoding.geocoder import Geocoder

KINDS = {
    "gazetteer": [Query(name="창원국가산업단지", sido="경남")],
    "alias": [Query(name="남동공단")],
    "group": [Query(name="반월·시화국가", sido="경기")],
    "initials": [Query(name="ㅊㅇ")],
    "romanised": [Query(name="Changwon")],
    "fuzzy": [Query(name="창윈국가산업단지")],
    "road address": [
        Query(name="경남 창원시 성산구 공단로 474"),
        Query(address="인천 남동구 남동대로 215"),
    ],
    "lot address": [Query(name="경기도 안산시 단원구 원시동 773")],
    "시군구": [Query(name="인천 남구"), Query(name="충북 청원군")],
    "toponym": [
        Query(name="왕암", sido="충북", sigungu="제천시", kind="농공"),
        Query(name="반계", sido="강원", sigungu="원주시", kind="일반"),
    ],
    "nothing named": [Query(name="볼빅", sido="경기", sigungu="안성시", kind="일반")],
    "no answer": [Query(name="없는이름산업단지")],
}
"""Queries of each kind; the first is asked first of a fresh process."""
LOOKUPS = 300
_FRESH = """
import time; begin = time.perf_counter()
import json, resource, sys
from pathlib import Path
from geo.engine import make_geocoder
from geo.geocoding.query import Query
imported = time.perf_counter()
geocoder = make_geocoder(Path(sys.argv[1]))
told = {"import": imported - begin, "make_geocoder": time.perf_counter() - imported}
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
told["peak"] = peak()
for kind, asked in json.loads(sys.argv[2]):
    begin = time.perf_counter()
    geocoder.answer(Query(**asked))
    told[kind] = time.perf_counter() - begin
told["peak at the end"] = peak()
print(json.dumps(told))
"""

_TO_THE_LETTER = {"gazetteer", "alias", "group"}


def report(data: Path) -> None:
    """Print load times, look-ups and rates."""
    _load(data)
    geocoder = make_geocoder(data)
    _single(geocoder)
    _rates(geocoder, data)


def _fields(query: Query) -> dict[str, str]:
    return {name: getattr(query, name) for name in Query.__slots__}


def _fresh(data: Path, asked: Iterable[tuple[str, Query]]) -> dict[str, float]:
    sent = json.dumps([(kind, _fields(query)) for kind, query in asked])
    command = [sys.executable, "-c", _FRESH, str(data), sent]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _load(data: Path) -> None:
    """Measure in fresh processes: one for each kind of first query, then all kinds in one."""
    firsts = [(kind, queries[0]) for kind, queries in KINDS.items()]
    print("\nFirst answer of a fresh process, medians of three")
    print(f"{'':20}{'import':>8}{'make':>8}{'query':>8}{'all':>8} s{'peak RSS':>10} MB")
    for kind, query in firsts:
        turns = [_fresh(data, [(kind, query)]) for _ in range(3)]
        parts = [
            statistics.median(turn[part] for turn in turns)
            for part in ("import", "make_geocoder", kind)
        ]
        whole = statistics.median(
            turn["import"] + turn["make_geocoder"] + turn[kind] for turn in turns
        )
        peak = statistics.median(turn["peak at the end"] for turn in turns)
        print(f"{kind:20}" + "".join(f"{part:8.3f}" for part in (*parts, whole)) + f"{peak:12.0f}")
    together = _fresh(data, firsts)
    spent = sum(taken for name, taken in together.items() if not name.startswith("peak"))
    print(f"{'all kinds, one by one':20}{spent:31.3f}{together['peak at the end']:12.0f}")


def _single(geocoder: Geocoder) -> None:
    print(f"\nOne look-up after load, {LOOKUPS} of each kind, ms")
    print(f"{'':20}{'median':>8}{'99 %':>8}")
    for kind, queries in KINDS.items():
        asked = itertools.cycle(queries)
        times = []
        for query in itertools.islice(asked, len(queries)):
            geocoder.answer(query)
        for query in itertools.islice(asked, LOOKUPS):
            begin = time.perf_counter()
            geocoder.answer(query)
            times.append((time.perf_counter() - begin) * 1000)
        worst = statistics.quantiles(times, n=100)[-1]
        print(f"{kind:20}{statistics.median(times):8.3f}{worst:8.3f}")


def _rates(geocoder: Geocoder, data: Path) -> None:
    """Measure the geocoder alone, one thread; `batch.py` measures with reading and writing.

    Seconds of the processor, so that other work on the machine does not count. What is listed but
    has no one answer within its 시도 is neither exact nor alias, and is left out.
    """
    known: dict[tuple[str, str], bool] = {}
    exact = []
    for name, region in itertools.islice(batch.spellings(data), 100_000):
        plain = ("".join(name.split()), region)
        if plain not in known:
            known[plain] = (
                geocoder.answer(Query(name=plain[0], sido=region)).method in _TO_THE_LETTER
            )
        if known[plain]:
            exact.append(Query(name=name, sido=region))
    mistyped = [
        Query(name=written, sido=one.region)
        for one, written in dict.fromkeys(spellings.with_errors(data, 8_000))
    ]
    print("\nMany names, each written once, one thread, by seconds of the processor")
    for kind, queries in (("exact or alias", exact), ("mistyped", mistyped)):
        begin = time.process_time()
        for query in queries:
            geocoder.answer(query)
        taken = time.process_time() - begin
        print(f"{kind:20}{len(queries):8,} names{len(queries) / taken:12,.0f} names/s")
