"""What the page of a profile shows beside the profile itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from api.html import quoted
from api.profiles.addresses import FOLDERS, brief_of, downloads_of, map_of, path_of, path_of_thing
from api.profiles.book import facts_of, picture, sources_of
from geo.messages import catalogue
from geo.messages.numbers import with_unit
from geo.profiles.subjects import subjects
from maps.briefs.formats import FORMATS
from maps.theme import sector_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.state import State
    from geo.messages import Catalogue, Lang
    from geo.profiles.facts import Citation, Consortium, Indicator, Project
    from geo.profiles.model import Profile, Subject
    from maps.theme import SectorStyle


class Figure(NamedTuple):
    """A number that stands out, with what it counts."""

    label: str
    value: str
    note: str = ""


def context(state: State, profile: Profile, lang: Lang) -> dict[str, Any]:
    """Return what the template ``profile.html`` needs."""
    facts, subject = facts_of(state), profile.subject
    words = catalogue("api", lang)
    titles = {id_: layer.title_en if lang == "en" else layer.title_ko
              for id_, layer in state.snapshot.layers.items()}  # fmt: skip
    return {
        "p": profile,
        "kind": subject.kind,
        "facts": facts,
        "drawing": catalogue("maps", lang),
        "title": _title(profile, lang),
        "folder": FOLDERS[subject.kind],
        "picture": Markup(picture(state, subject, lang)),  # noqa: S704 - our own, escaped there
        "contents": list(_contents(profile, words)),
        "figures": list(_figures(profile, words)),
        "consortia": _rows(profile, "consortia"),
        "projects": _rows(profile, "transformation"),
        "sectors": _sectors(profile, lang),
        "mega": _mega_region(state, profile),
        "map_path": map_of(subject),
        "brief_path": brief_of(subject),
        "brief_forms": tuple(FORMATS),
        "downloads": [
            {
                "title": titles[one.collection],
                "geojson": one.path("geojson"),
                "csv": one.path("csv"),
            }
            for one in downloads_of(facts, subject)
        ],
        "sources": _sources(state, profile.citations, lang),
        "path_of": path_of,
        "path_of_thing": path_of_thing,
        "quoted": lambda text: quoted(text, lang),
        "amount": lambda indicator: _amount(indicator, lang),
    }


def _title(profile: Profile, lang: Lang) -> str:
    name = profile.subject.name.of(lang)
    if profile.subject.kind == "consortium":
        no = int(profile.subject.id.removeprefix("c"))
        return catalogue("maps", lang)("popup.consortium", no=no, name=name)
    return name


def _contents(profile: Profile, words: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the sections that the page has, as anchor and heading."""
    kind = profile.subject.kind
    region = kind in {"region", "mega-region"}
    programmes = {one.undertaking.programme for one in profile.participations}
    there = {
        "consortia": "consortia" in programmes,
        "projects": "transformation" in programmes,
        "ties": bool(profile.relations),
        "by_sector": region and bool(profile.by_sector),
        "by_region": kind in {"sector", "mega-region"} and bool(profile.by_region),
        "inside": bool(profile.inside),
        "untied": region,
        "indicators": bool(profile.indicators),
        **{note.topic: True for note in getattr(profile.about, "notes", ())},
        "requests": bool(profile.records_of("requests")),
        "records": bool(profile.records_of("policy-sites", "regional-agreements")),
        "conflicts": bool(profile.conflicts),
        "sources": True,
    }
    own = {"consortium": "consortia", "project": "projects"}.get(kind)
    for id_, shown in there.items():
        if shown:
            yield id_, words("profile.participants" if id_ == own else f"profile.{id_}")
    yield "download", words("data.download")


def _figures(profile: Profile, words: Catalogue) -> Iterator[Figure]:
    # A consortium has a lead and partners; a region has complexes that lead or are partners.
    together = profile.subject.kind in {"sector", "consortium", "project"}
    for roles in (("lead",), ("partner",), ("hub",), ("link", "area")):
        count = len(profile.roles(*roles))
        if count:
            key = f"profile.{roles[0]}" if together else f"profile.as.{roles[0]}"
            yield Figure(words(key), f"{count:,}")
    for way in ("out", "in", "within"):
        count = len(profile.ways(way))
        if count:
            yield Figure(words("profile.ties" if together else f"profile.way.{way}"), f"{count:,}")
    for one in profile.lengths:
        note = words(
            "profile.length.note",
            shortest=f"{one.shortest:,.1f}",
            longest=f"{one.longest:,.1f}",
            total=f"{one.total:,.1f}",
        )
        label = words(f"profile.length.{one.programme}")
        yield Figure(label, f"{one.median:,.1f} km", note)


def _rows(profile: Profile, programme: str) -> list[tuple[Consortium | Project, list[Any]]]:
    """Return each consortium or project once, with the subject's participations in it."""
    found: dict[str, tuple[Consortium | Project, list[Any]]] = {}
    for one in profile.participations:
        if one.undertaking.programme == programme:
            found.setdefault(one.undertaking.id, (one.undertaking, []))[1].append(one)
    return list(found.values())


def _sectors(profile: Profile, lang: Lang) -> list[tuple[str, SectorStyle]]:
    """Return the sectors of the ties in the picture, and how they look there."""
    found = dict.fromkeys(one.sector for one in profile.by_sector)
    return [(sector.of(lang), sector_style(sector.ko)) for sector in found]


def _mega_region(state: State, profile: Profile) -> Subject | None:
    if profile.subject.kind != "region":
        return None
    name = profile.regions[0].mega_region
    known = subjects(facts_of(state))
    return next(one for one in known if one.kind == "mega-region" and one.name.ko == name)


def _sources(
    state: State, citations: tuple[Citation, ...], lang: Lang
) -> list[tuple[str, str, list[str]]]:
    """Return each source as id; publisher, title and date; and the sections cited."""
    found: dict[str, list[str]] = {}
    for source, locator in citations:
        listed = found.setdefault(source, [])
        if locator and locator not in listed:
            listed.append(locator)
    known = sources_of(state)
    return [(id_, _cited(known[id_], lang), locators) for id_, locators in found.items()]


def _cited(source: Any, lang: Lang) -> str:  # noqa: ANN401 - fields by language
    told = (
        getattr(source, f"publisher_{lang}"), getattr(source, f"title_{lang}"), source.published_on
    )  # fmt: skip
    return ", ".join(filter(None, told))


def _amount(indicator: Indicator, lang: Lang) -> str:
    """Return value and unit.

    The share is told apart, for it has a base of its own.
    """
    if indicator.value is None:
        return "–"
    unit = indicator.unit.of(lang) if indicator.unit else ""
    return with_unit(f"{indicator.value:,g}", unit, lang)
