"""Names as the documents spell them, and as people mistype them, with the place that each means."""

from __future__ import annotations

import csv
import random
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.geocoding.query import Query
from geo.tables.load import load_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.geocoding.geocoder import Geocoder
    from geo.geocoding.query import Answer

TRUTH = Path(__file__).with_name("document_names.csv")
"""Every spelling of the documents with its place, read through by eye; not made by the resolver."""
DOCUMENTS = frozenset({"consortia-2025", "transformation-2021", "convergence-plan-2023"})
ERRORS = 5_000
SEED = 20_250_116
_HANGUL = range(0xAC00, 0xD7A4)
_LEADS, _VOWELS, _TAILS = range(0x1100, 0x1113), range(0x1161, 0x1176), range(0x11A8, 0x11C3)
"""Conjoining jamo of modern Hangul (Unicode 15, 3.12)."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as written under a 시도, and the id of the place that it means."""

    region: str
    written: str
    place_id: str
    origin: str


def of_documents(data: Path) -> tuple[list[Spelling], list[tuple[str, str]]]:
    """Return the documents' spellings, and those among the tables' that have no known truth."""
    with TRUTH.open(encoding="utf-8", newline="") as stream:
        truth = {(region, name): place for region, name, place in list(csv.reader(stream))[1:]}
    printed = [
        pair
        for programme in ("consortia", "transformation", "smart-green")
        for pair in _printed(data / "programmes" / programme)
    ]
    asked = list(dict.fromkeys(printed))
    known = [Spelling(*pair, truth[pair], "document") for pair in asked if pair in truth]
    return known, [pair for pair in asked if pair not in truth]


def _printed(programme: Path) -> Iterator[tuple[str, str]]:
    """Yield 시도 and name of every member that a document prints, as written."""
    rows = {}
    for name in ("bodies", "members"):
        with (programme / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            rows[name] = list(csv.DictReader(stream))
    region_of = {row["id"]: row.get("region_as_written", "") for row in rows["bodies"]}
    for row in rows["members"]:
        if row["source"] in DOCUMENTS:
            region = row.get("region_as_written") or region_of[row["body_id"]]
            yield region, row["name_as_written"]


def listed(data: Path) -> list[Spelling]:
    """Return the official names and the listed spellings, which the tables tie to places."""
    tables = load_tables(data)
    sido = {row.id: row.sido for row in tables.places}
    official = [Spelling(row.sido, row.name_ko, row.id, "official") for row in tables.places]
    return official + [
        Spelling(row.region_as_written or sido[row.place_id], row.alias, row.place_id, "alias")
        for row in tables.aliases
        if row.programme is None
    ]


def ask(geocoder: Geocoder, spelling: Spelling) -> Answer:
    """Ask for the name within its 시도."""
    return geocoder.answer(Query(name=spelling.written, sido=spelling.region))


def report_documents(geocoder: Geocoder, data: Path) -> int:
    """Print how many names are right and every one that is not; return how many are not."""
    documents, untold = of_documents(data)
    bad = len(untold)
    print("\nNames of the three documents, of the tables of places and aliases, each in its 시도")
    print(f"{'':34}{'right':>7}{'of':>7}")
    wrong: list[tuple[Spelling, Answer]] = []
    for origin, asked in (
        ("spellings of the documents", documents),
        ("official names", [one for one in listed(data) if one.origin == "official"]),
        ("listed spellings", [one for one in listed(data) if one.origin == "alias"]),
    ):
        answers = [(one, ask(geocoder, one)) for one in asked]
        missed = [pair for pair in answers if pair[1].id != pair[0].place_id]
        wrong += missed
        print(f"{origin:34}{len(asked) - len(missed):7}{len(asked):7}")
    for pair in untold:
        print(f"  without a known truth: {pair}")
    for one, answer in wrong:
        print(f"  wrong: {one.written} ({one.region}) -> {answer.status} {answer.name}")
    abroad = list(_elsewhere(geocoder, documents))
    asked_abroad = len(documents) * (len(geocoder.resolver.regions.current) - 1)
    print(f"{'false positives in another 시도':33}{len(abroad):7}{asked_abroad:7}")
    for one, sido, answer in abroad:
        print(f"  {one.written} in {sido} -> {answer.name} ({answer.method})")
    return bad + len(wrong) + len(abroad)


def _elsewhere(
    geocoder: Geocoder, spellings: Iterable[Spelling]
) -> Iterator[tuple[Spelling, str, Answer]]:
    """Yield the names that, asked in a 시도 where they are not, lead to a place outside it.

    A document may print a 시도 that is not the place's (대전일반 under 충남), which is listed.
    """
    places, regions = geocoder.resolver.gazetteer.places, geocoder.resolver.regions
    for one in spellings:
        own = {regions.find(one.region).name_ko, places[one.place_id].sido}
        for region in regions.current:
            if region.name_ko in own:
                continue
            answer = ask(geocoder, Spelling(region.name_ko, one.written, "", ""))
            found = places.get(answer.id or "")
            if found is not None and found.sido != region.name_ko:
                yield one, region.name_ko, answer


def mistyped(name: str, chance: random.Random) -> str:
    """Change, drop or swap one letter (jamo) of a name, drawn at random.

    A letter is changed into another of its place in the syllable; blanks, digits and Latin letters
    stay.
    """
    letters = [
        jamo
        for letter in name
        for jamo in (unicodedata.normalize("NFD", letter) if ord(letter) in _HANGUL else letter)
    ]
    kinds = [_kind(letter) for letter in letters]
    spots = [spot for spot, kind in enumerate(kinds) if kind is not None]
    if not spots:
        return name
    spot = chance.choice(spots)
    way = chance.choice(("change", "drop", "swap"))
    if way == "drop":
        del letters[spot]
    elif way == "swap" and spot + 1 < len(letters) and kinds[spot + 1] is not None:
        letters[spot : spot + 2] = letters[spot + 1], letters[spot]
    else:
        kind = kinds[spot] or _LEADS
        letters[spot] = chance.choice([chr(one) for one in kind if chr(one) != letters[spot]])
    return unicodedata.normalize("NFC", "".join(letters))


def _kind(letter: str) -> range | None:
    return next((kind for kind in (_LEADS, _VOWELS, _TAILS) if ord(letter) in kind), None)


def with_errors(data: Path, count: int) -> list[tuple[Spelling, str]]:
    """Draw names evenly and mistype each, the same at each run; a name unchanged is left out."""
    chance = random.Random(SEED)  # noqa: S311 - to be drawn again
    documents, _ = of_documents(data)
    names = [*documents, *listed(data)]
    drawn: list[tuple[Spelling, str]] = []
    while len(drawn) < count:
        one = chance.choice(names)
        written = mistyped(one.written, chance)
        if written != one.written:
            drawn.append((one, written))
    return drawn


def report_errors(geocoder: Geocoder, data: Path, count: int = ERRORS) -> int:
    """Print what becomes of mistyped names and list the wrong; return how many those are."""
    places = geocoder.resolver.gazetteer.places
    outcomes: Counter[str] = Counter()
    wrong: Counter[tuple[str, str, str]] = Counter()
    for one, written in with_errors(data, count):
        answer = ask(geocoder, Spelling(one.region, written, one.place_id, ""))
        outcome = _outcome(answer, one, places)
        outcomes[outcome] += 1
        if outcome == "WRONG":
            wrong[one.written, written, f"{answer.name} ({answer.method}, {answer.score})"] += 1
    print(f"\nTyping errors: {count:,} names with one letter (jamo) changed, dropped or swapped")
    for outcome, found in outcomes.most_common():
        print(f"{outcome:46}{found:7,}{found / count:8.1%}")
    for (meant, written, name), found in wrong.most_common():
        print(f"  wrong: {meant}, mistyped {written} -> {name} × {found}")
    return outcomes["WRONG"]


def _outcome(answer: Answer, one: Spelling, places: object) -> str:
    if answer.id == one.place_id:
        return "right"
    if answer.status == "none":
        return "no answer"
    if answer.status == "ambiguous":
        held = one.place_id in {candidate.id for candidate in answer.candidates}
        return f"ambiguous, the right one {'among' if held else 'not among'} the candidates"
    if answer.id in places:  # type: ignore[operator]
        return "WRONG"
    return f"another region or unit ({answer.method})"
